package io.backtrail.reconstruct;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What an operation amounts to, whatever the workload calls it. */
enum Deed {
    SIGN_IN("userloggedin", "userloginfailed", "foreignrealmindexlogoninitialauth", "sign-in"),
    RULE_SET("new-inboxrule", "set-inboxrule", "enable-inboxrule", "updateinboxrules"),
    RULE_REMOVED("remove-inboxrule"),
    MAILBOX_SET("set-mailbox"),
    TRANSPORT_RULE_SET("new-transportrule", "set-transportrule", "enable-transportrule"),
    TRANSPORT_RULE_REMOVED("remove-transportrule"),
    CONNECTOR_SET("new-inboundconnector", "new-outboundconnector", "set-inboundconnector", "set-outboundconnector"),
    CONNECTOR_REMOVED("remove-inboundconnector", "remove-outboundconnector"),
    MAILBOX_GRANT("add-mailboxpermission", "add-recipientpermission"),
    MAILBOX_GRANT_REMOVED("remove-mailboxpermission", "remove-recipientpermission"),
    FOLDER_GRANT("add-mailboxfolderpermission", "set-mailboxfolderpermission", "addfolderpermissions"),
    FOLDER_GRANT_REMOVED("remove-mailboxfolderpermission", "removefolderpermissions"),
    AUDIT_SET("set-mailboxauditbypassassociation", "set-adminauditlogconfig", "set-organizationconfig"),
    CONSENT("consent to application", "add delegated permission grant", "add oauth2permissiongrant"),
    APP_ROLE("add app role assignment to service principal"),
    CONSENT_REMOVED(
            "remove delegated permission grant",
            "remove oauth2permissiongrant",
            "remove service principal",
            "hard delete service principal",
            "remove app role assignment from service principal",
            "revoke consent"),
    APP_CREDENTIAL(
            "add service principal credentials",
            "update application - certificates and secrets management",
            "update application – certificates and secrets management"),
    APP_CREDENTIAL_REMOVED("remove service principal credentials"),
    DEVICE_ADDED("add device", "register device", "add registered owner to device", "add registered users to device"),
    DEVICE_REMOVED("delete device", "device no longer managed"),
    MFA_ADDED("user registered security info", "admin registered security info"),
    MFA_REMOVED("user deleted security info", "admin deleted security info"),
    ROLE_ADDED("add member to role", "add eligible member to role", "add scoped member to role"),
    ROLE_REMOVED("remove member from role", "remove eligible member from role", "remove scoped member from role"),
    USER_ADDED("add user", "invite external user"),
    USER_CHANGED("update user"),
    USER_REMOVED("delete user", "disable account"),
    PASSWORD_SET(
            "reset user password",
            "change user password",
            "reset password (self-service)",
            "reset password (by admin)",
            "change password (self-service)"),
    TOKENS_REVOKED(
            "update stsrefreshtokenvalidfrom timestamp",
            "update stsrefreshtokenvalidfrom",
            "revoke sign in sessions",
            "revokesigninsessions",
            "user revoked sessions"),
    LINK_CREATED("anonymouslinkcreated", "securelinkcreated"),
    LINK_USED("anonymouslinkused", "securelinkused"),
    LINK_REMOVED("anonymouslinkremoved", "securelinkdeleted", "sharinglinkdeleted"),
    SHARED("sharingset", "sharinginvitationcreated", "addedtosecurelink"),
    MAIL_READ("mailitemsaccessed"),
    MAIL_SENT("send", "sendas", "sendonbehalf"),
    MAIL_DELETED("movetodeleteditems", "softdelete", "harddelete"),
    FILE_READ("filedownloaded", "fileaccessed", "fileaccessedextended", "filepreviewed", "filesyncdownloadedfull"),
    SEARCHED("searchqueryinitiatedexchange", "searchqueryinitiatedsharepoint", "searchqueryperformed"),
    OTHER;

    private static final Map<String, Deed> BY_OPERATION = byOperation();

    private final String[] operations;

    Deed(String... operations) {
        this.operations = operations;
    }

    /** What {@code operation} of the log {@code family} amounts to. */
    static Deed of(String family, String operation) {
        if (family.equals("signin")) {
            return SIGN_IN;
        }
        String folded = operation.strip().toLowerCase(Locale.ROOT);
        if (folded.endsWith(".")) {
            folded = folded.substring(0, folded.length() - 1);
        }
        return BY_OPERATION.getOrDefault(folded, OTHER);
    }

    /** True if the record's property bags are needed to understand it. */
    boolean needsProperties() {
        return switch (this) {
            case RULE_SET,
                    RULE_REMOVED,
                    MAILBOX_SET,
                    TRANSPORT_RULE_SET,
                    TRANSPORT_RULE_REMOVED,
                    CONNECTOR_SET,
                    CONNECTOR_REMOVED,
                    MAILBOX_GRANT,
                    MAILBOX_GRANT_REMOVED,
                    FOLDER_GRANT,
                    FOLDER_GRANT_REMOVED,
                    AUDIT_SET,
                    CONSENT,
                    APP_ROLE,
                    CONSENT_REMOVED,
                    APP_CREDENTIAL,
                    APP_CREDENTIAL_REMOVED,
                    DEVICE_ADDED,
                    DEVICE_REMOVED,
                    MFA_ADDED,
                    MFA_REMOVED,
                    ROLE_ADDED,
                    ROLE_REMOVED,
                    USER_ADDED,
                    USER_CHANGED,
                    USER_REMOVED,
                    PASSWORD_SET,
                    TOKENS_REVOKED,
                    SEARCHED -> true;
            case SIGN_IN,
                    LINK_CREATED,
                    LINK_USED,
                    LINK_REMOVED,
                    SHARED,
                    MAIL_READ,
                    MAIL_SENT,
                    MAIL_DELETED,
                    FILE_READ,
                    OTHER -> false;
        };
    }

    private static Map<String, Deed> byOperation() {
        Map<String, Deed> all = new HashMap<>();
        for (Deed deed : values()) {
            for (String operation : deed.operations) {
                all.put(operation, deed);
            }
        }
        return all;
    }
}
