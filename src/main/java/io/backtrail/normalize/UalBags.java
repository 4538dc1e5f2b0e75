package io.backtrail.normalize;

import java.util.List;
import java.util.Set;

/** Collects the bags of an audit record: the known ones, and any other list of names and values. */
final class UalBags {
    /** Bags that may come as a text or an object too. */
    private static final List<String> KNOWN = List.of(
            "Parameters",
            "NonPIIParameters",
            "ExtendedProperties",
            "ModifiedProperties",
            "DeviceProperties",
            "OperationProperties",
            "AppAccessContext",
            "ExchangeMetaData",
            "SharePointMetaData",
            "EventData",
            "CopilotEventData");

    /** Plain fields that investigations ask for and that have no column of their own. */
    private static final List<String> FIELDS = List.of(
            "IntraSystemId",
            "MailboxGuid",
            "MailboxOwnerSid",
            "LogonUserSid",
            "LogonUserDisplayName",
            "InternalLogonType",
            "ExternalAccess",
            "OperationCount",
            "ClientProcessName",
            "ClientVersion",
            "ActorInfoString",
            "AuthType",
            "TokenType",
            "SendAsUserSmtp",
            "SendAsUserMailboxGuid",
            "SendOnBehalfOfUserSmtp",
            "SendOnBehalfOfUserMailboxGuid",
            "recipientCount",
            "SiteUrl",
            "SourceFileName",
            "SourceRelativeUrl",
            "DestinationFileName",
            "DestinationRelativeUrl",
            "SharingType",
            "UniqueSharingId",
            "TargetUserOrGroupName",
            "TargetUserOrGroupType",
            "IsManagedDevice",
            "AuthenticationType",
            "MachineId",
            "QueryText",
            "QuerySource",
            "SearchQueryText",
            "ChatThreadId",
            "SubscriptionId",
            "FlowConnectorNames",
            "FlowDetailsUrl",
            "SharingPermission",
            "RecipientUPN",
            "Case",
            "Query",
            "ExchangeLocations",
            "SharepointLocations",
            "AlertId",
            "AlertType",
            "Name",
            "Severity",
            "Category",
            "Status",
            "Comments",
            "Data",
            "EntityType",
            "AlertEntityId",
            TableRows.ZONE);

    private static final List<String> MEMBER = List.of("MemberUpn", "MemberSid", "MemberRights");

    private static final Set<String> APART = Set.of("Target", "Actor", "AADTarget");

    private UalBags() {}

    static Bags of(Json body) {
        Bags bags = new Bags();
        for (String name : KNOWN) {
            Json value = body.at(name);
            if (!value.isNothing()) {
                bags.take(name, value);
            }
        }
        takeOthers(body, bags);
        for (String field : FIELDS) {
            Json value = body.at(field);
            if (value.isArray() || value.word() != null) {
                bags.add("Record", field, value.isArray() ? value.asText() : value.word());
            }
        }
        takeMember(body, bags);
        return bags;
    }

    /** Records about the rights on a folder name the person and the rights on the folder itself. */
    private static void takeMember(Json body, Bags bags) {
        Json folder = body.at("Item").unfolded().at("ParentFolder").unfolded();
        for (String field : MEMBER) {
            Json value = folder.at(field);
            String text = value.isArray() ? value.asText() : value.word();
            if (text != null) {
                bags.add("ParentFolder", field, text);
            }
        }
    }

    private static void takeOthers(Json body, Bags bags) {
        for (int i = 0; i < body.names().size(); i++) {
            Json value = body.values().get(i);
            String name = body.names().get(i);
            if (value.isArray() && !isKnown(name) && !APART.contains(name) && holdsPairs(value)) {
                bags.take(name, value);
            }
        }
    }

    private static boolean isKnown(String name) {
        for (String known : KNOWN) {
            if (known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsPairs(Json array) {
        Json first = array.values().isEmpty() ? Json.NOTHING : array.values().get(0);
        return first.isObject()
                && !first.at("Name").isNothing()
                && !(first.at("Value").isNothing() && first.at("NewValue").isNothing());
    }
}
