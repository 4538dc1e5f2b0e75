package io.backtrail.normalize;

import io.backtrail.evidence.Shape;
import io.backtrail.model.StateRow;
import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Objects that say how things stand, as rows of the tables of state. Cmdlets, Graph and collectors name the same things differently. */
final class StateRows {
    /** Conditions that a cmdlet's rule spreads over its properties. */
    private static final List<String> CONDITIONS = List.of(
            "From",
            "FromAddressContainsWords",
            "SubjectContainsWords",
            "SubjectOrBodyContainsWords",
            "BodyContainsWords",
            "HeaderContainsWords",
            "RecipientAddressContainsWords",
            "SentTo",
            "HasAttachment",
            "MyNameInToOrCcBox",
            "WithImportance");

    private static final List<String> METHODS = List.of(
            "email",
            "fido2",
            "app",
            "password",
            "phone",
            "softwareoath",
            "hellobusiness",
            "temporaryAccessPass",
            "certificateBasedAuthConfigured");

    private StateRows() {}

    static StateRow of(Shape shape, Json object) throws BadRecordException {
        return switch (shape) {
            case INBOX_RULES -> inboxRule(object);
            case MAILBOXES -> mailbox(object);
            case MAILBOX_PERMISSIONS -> permission(object);
            case TRANSPORT_RULES -> transportRule(object);
            case OAUTH_GRANTS -> grant(object);
            case MFA_METHODS -> methods(object);
            case DEVICES -> device(object);
            default -> throw new IllegalArgumentException(shape + " says what happened");
        };
    }

    private static StateRow inboxRule(Json rule) throws BadRecordException {
        Json actions = rule.at("actions").unfolded();
        Json does = actions.isObject() ? actions : rule;
        String identity = rule.word("Identity");
        int backslash = identity == null ? -1 : identity.lastIndexOf('\\');
        StateCells cells = new StateCells("inbox_rule_state", rule);
        cells.account("mailbox", "UserPrincipalName", "UserName", "MailboxOwnerId", "Mailbox");
        cells.otherwise("mailbox", backslash > 0 ? identity.substring(0, backslash) : null);
        cells.text("rule_name", "RuleName", "Name", "displayName");
        // Beyond 63 bits, so it stays text.
        cells.text("rule_id", "RuleIdentity", "RuleId", "id");
        cells.otherwise("rule_id", backslash > 0 ? identity.substring(backslash + 1) : identity);
        cells.truth("enabled", "Enabled", "isEnabled");
        cells.number("priority", "Priority", "Sequence");
        StateCells acts = cells.of(does);
        acts.text("move_to_folder", "MoveToFolder");
        acts.text("copy_to_folder", "CopyToFolder");
        acts.truth("delete_message", "DeleteMessage", "Delete", "SoftDeleteMessage", "PermanentDelete");
        acts.truth("mark_as_read", "MarkAsRead");
        acts.truth("stop_processing", "StopProcessingRules");
        acts.text("forward_to", "ForwardTo");
        acts.text("forward_as_attachment_to", "ForwardAsAttachmentTo", "ForwardAsAttachment");
        acts.text("redirect_to", "RedirectTo");
        cells.text("conditions", "conditions");
        cells.otherwise("conditions", conditions(rule));
        cells.text("description", "Description");
        return cells.row("rule_name", "rule_id");
    }

    private static String conditions(Json rule) {
        List<String> told = new ArrayList<>();
        for (String name : CONDITIONS) {
            String value = StateCells.list(rule.at(name));
            if (value != null && !value.equalsIgnoreCase("false")) {
                told.add(name + ": " + value);
            }
        }
        return told.isEmpty() ? null : String.join("; ", told);
    }

    private static StateRow mailbox(Json mailbox) throws BadRecordException {
        StateCells cells = new StateCells("mailbox_state", mailbox);
        cells.text(
                "mailbox",
                "UserPrincipalName",
                "PrimarySmtpAddress",
                "WindowsEmailAddress",
                "Alias",
                "Identity",
                "Name");
        cells.text("display_name", "DisplayName");
        cells.text("recipient_type", "RecipientTypeDetails");
        cells.text("forwarding_address", "ForwardingAddress");
        cells.text("forwarding_smtp_address", "ForwardingSmtpAddress");
        cells.truth("deliver_and_forward", "DeliverToMailboxAndForward");
        cells.truth("audit_enabled", "AuditEnabled");
        cells.truth("hidden_from_address_lists", "HiddenFromAddressListsEnabled");
        cells.time("changed", "WhenChangedUTC", "WhenChanged");
        return cells.row("mailbox");
    }

    private static StateRow permission(Json permission) throws BadRecordException {
        StateCells cells = new StateCells("mailbox_permission_state", permission);
        cells.account("mailbox", "UserPrincipalName", "Mailbox", "Identity", "MailboxIdentity");
        cells.text("folder", "FolderName");
        cells.account("grantee", "User", "Trustee");
        cells.text("access_rights", "AccessRights");
        cells.truth("inherited", "IsInherited");
        cells.truth("deny", "Deny");
        if ("Deny".equalsIgnoreCase(permission.word("AccessControlType"))) {
            cells.put("deny", true);
        }
        return cells.row("grantee");
    }

    private static StateRow transportRule(Json rule) throws BadRecordException {
        StateCells cells = new StateCells("transport_rule_state", rule);
        cells.text("rule_name", "Name");
        cells.text("rule_id", "Guid", "ImmutableId", "Identity");
        cells.text("state", "State");
        cells.text("mode", "Mode");
        cells.number("priority", "Priority");
        cells.text("redirect_to", "RedirectMessageTo");
        cells.text("blind_copy_to", "BlindCopyTo");
        cells.text("copy_to", "CopyTo", "AddToRecipients");
        cells.truth("delete_message", "DeleteMessage");
        cells.text("description", "Description");
        cells.text("created_by", "CreatedBy");
        cells.text("changed_by", "LastModifiedBy");
        cells.time("changed", "WhenChangedUTC", "WhenChanged");
        return cells.row("rule_name");
    }

    private static StateRow grant(Json grant) throws BadRecordException {
        StateCells cells = new StateCells("oauth_grant_state", grant);
        cells.text("grant_id", "id");
        cells.text("client_id", "clientId", "ClientObjectId");
        cells.text("app_id", "AppId");
        cells.text("app_name", "AppDisplayName");
        cells.text("publisher", "PublisherName");
        cells.text("resource_id", "resourceId", "ResourceObjectId");
        cells.text("resource_name", "ResourceDisplayName");
        cells.text("permission", "scope", "Permission");
        cells.text("permission_type", "PermissionType");
        cells.text("consent_type", "consentType");
        cells.text("principal_id", "principalId", "PrincipalObjectId");
        cells.text("principal", "PrincipalDisplayName");
        cells.time("created", "CreatedDateTime");
        return cells.row("client_id");
    }

    private static StateRow methods(Json user) throws BadRecordException {
        StateCells cells = new StateCells("mfa_state", user);
        cells.account("account", "userPrincipalName", "user");
        cells.text("user_id", "id");
        cells.truth("registered", "isMfaRegistered", "MFAstatus");
        cells.truth("capable", "isMfaCapable");
        cells.truth("passwordless", "isPasswordlessCapable");
        cells.truth("admin", "isAdmin");
        cells.text("user_type", "userType");
        cells.text("methods", "methodsRegistered");
        cells.otherwise("methods", columns(user));
        cells.text("default_method", "defaultMfaMethod", "userPreferredMethodForSecondaryAuthentication");
        return cells.row("account", "user_id");
    }

    /** The Extractor Suite has a column a method, with a mark in those that are there. */
    private static String columns(Json user) {
        List<String> methods = new ArrayList<>();
        for (String method : METHODS) {
            String mark = user.word(method);
            boolean there = mark != null
                    && !mark.equals("-")
                    && !mark.equals("0")
                    && !mark.toLowerCase(Locale.ROOT).equals("false");
            if (there) {
                methods.add(method);
            }
        }
        return methods.isEmpty() ? null : String.join(", ", methods);
    }

    private static StateRow device(Json device) throws BadRecordException {
        StateCells cells = new StateCells("device_state", device);
        cells.text("device_id", "deviceId");
        cells.text("object_id", "ObjectId", "id");
        cells.text("display_name", "displayName");
        cells.text("os", "operatingSystem");
        cells.text("os_version", "operatingSystemVersion");
        cells.text("trust_type", "trustType");
        cells.truth("enabled", "accountEnabled");
        cells.truth("compliant", "isCompliant");
        cells.truth("managed", "isManaged");
        cells.text("owner", "RegisteredOwners", "userPrincipalName", "Owner");
        cells.time("registered", "registrationDateTime", "createdDateTime");
        cells.time("last_sign_in", "approximateLastSignInDateTime");
        return cells.row("device_id");
    }

    static BadRecordException nameless(String table, Json object) {
        return new BadRecordException(
                "record.no-state",
                "expected an object with a name for " + table + ", found " + Problem.quote(object.asText()));
    }
}
