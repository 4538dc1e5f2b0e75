package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;

/** Writes what Microsoft's own services do, a part of it under people's names. */
final class ServiceRecords {
    private static final String HOST = "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)";
    private static final String SUBSTRATE = "13937bba-652e-4c46-b222-3003f4d1ff97";
    private static final String DEVICE_SERVICE = "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9";

    private final Recorder recorder;

    ServiceRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** One act of a service, of any sort. */
    String any(Instant time) {
        int which = recorder.dice().between(0, 99);
        if (which < 60) {
            return cmdlet(time);
        }
        if (which < 82) {
            return filePage(time);
        }
        return which < 97 ? device(time) : alert(time);
    }

    private String cmdlet(Instant time) {
        Dice dice = recorder.dice();
        Person of = dice.pick(recorder.tenant().people());
        String operation = dice.pick(List.of("Set-Mailbox", "Set-User", "Set-MailUser", "Set-CASMailbox"));
        String object = "EURPR05A012.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/"
                + recorder.tenant().initialDomain() + '/' + of.objectId();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_ADMIN, operation);
        AuditJson json = recorder.head(act, "True", HOST, 3)
                .put("ObjectId", object)
                .put("UserId", HOST)
                .put("AppId", "")
                .put("ClientAppId", "")
                .put("ExternalAccess", true)
                .put("OrganizationName", recorder.tenant().initialDomain())
                .put("OriginatingServer", MailRecords.server(dice).strip())
                .named(
                        "Parameters",
                        "DomainController",
                        "",
                        "Identity",
                        object,
                        "Force",
                        "True",
                        "RemoteOwaUri",
                        "https://outlook.office365.com/owa");
        return recorder.enter(act, json, HOST, Label.system(""));
    }

    private String filePage(Instant time) {
        Dice dice = recorder.dice();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.FILE, "FileModified");
        String site = "https://northfreight.sharepoint.com/sites/" + dice.pick(List.of("Tariffs", "Depots", "Board"));
        AuditJson json = recorder.head(act, null, "i:0i.t|00000003-0000-0ff1-ce00-000000000000|app@sharepoint", 0)
                .put("ClientIP", Ranges.MICROSOFT.address(dice))
                .put("ObjectId", site + "/SitePages/Home.aspx")
                .put("UserId", "app@sharepoint")
                .put("ApplicationDisplayName", "SharePoint Online Web Client Extensibility")
                .put("CorrelationId", dice.guid())
                .put("EventSource", "SharePoint")
                .put("ItemType", "Page")
                .put("ListId", dice.guid())
                .put("ListItemUniqueId", dice.guid())
                .put("Site", dice.guid())
                .put("UserAgent", "")
                .put("WebId", dice.guid())
                .put("SiteUrl", site + '/')
                .put("SourceFileExtension", "aspx")
                .put("SourceFileName", "Home.aspx")
                .put("SourceRelativeUrl", "SitePages");
        return recorder.enter(act, json, "app@sharepoint", Label.system(""));
    }

    private String device(Instant time) {
        Dice dice = recorder.dice();
        Device of = dice.pick(recorder.tenant().people()).laptop();
        String service = "ServicePrincipal_a9d1f6c2-7a35-4f0e-9c0b-5d0f8be1c7e4";
        Act act = new Act(time, dice.guid(), Kind.DIRECTORY, "Update device.");
        AuditJson json = recorder.head(act, "Success", "Not Available", 4)
                .put("ObjectId", "Not Available")
                .put("UserId", service)
                .put("AzureActiveDirectoryEventType", 1)
                .named(
                        "ExtendedProperties",
                        "additionalDetails",
                        "{\"DeviceId\":\"" + of.id() + "\",\"DeviceOSType\":\"" + of.os() + "\"}",
                        "extendedAuditEventCategory",
                        "Device");
        json.list(
                "ModifiedProperties",
                () -> json.element(() -> json.put("Name", "ApproximateLastLogonTimeStamp")
                        .put("NewValue", "[\r\n  \"" + Recorder.zoneless(time) + "Z\"\r\n]")
                        .put("OldValue", "[]")));
        json.list(
                        "Actor",
                        () -> json.typed("Device Registration Service", 1)
                                .typed(DEVICE_SERVICE, 2)
                                .typed(service, 2)
                                .typed("ServicePrincipal", 2))
                .put("ActorContextId", recorder.tenant().id())
                .put("InterSystemsId", dice.guid())
                .put("IntraSystemId", dice.guid())
                .put("SupportTicketId", "");
        json.list(
                        "Target",
                        () -> json.typed("Device_" + of.id(), 2)
                                .typed(of.id(), 2)
                                .typed("Device", 2)
                                .typed(of.name(), 1))
                .put("TargetContextId", recorder.tenant().id());
        return recorder.enter(act, json, service, Label.system(""));
    }

    private String alert(Instant time) {
        Dice dice = recorder.dice();
        Person about = dice.pick(recorder.tenant().people());
        String name = dice.pick(List.of(
                "Messages have been delayed", "Email messages removed after delivery", "User restricted from sharing"));
        Act act = new Act(time, Ids.exchange(dice, time), Kind.ALERT, "AlertEntityGenerated");
        String alert = dice.guid();
        AuditJson json = recorder.head(act, "Succeeded", "SecurityComplianceAlerts", 4)
                .put("ObjectId", about.upn())
                .put("UserId", "SecurityComplianceAlerts")
                .put("AlertEntityId", about.upn())
                .put("AlertId", alert)
                .list("AlertLinks", () -> {})
                .put("AlertType", "System")
                .put("Category", "MailFlow")
                .put("Comments", "New alert")
                .put(
                        "Data",
                        "{\"etype\":\"User\",\"eid\":\"" + about.upn() + "\",\"ts\":\"" + Recorder.zoneless(time)
                                + ".0000000Z\",\"tdc\":\"1\",\"an\":\"" + name + "\",\"sev\":\"Low\"}")
                .put("EntityType", "User")
                .put("Name", name)
                .put("PolicyId", "b26a5770-0c38-434a-9380-3a3c2c27bbb3")
                .put("Severity", "Low")
                .put("Source", "Office 365 Security & Compliance")
                .put("Status", "Active");
        return recorder.enter(act, json, "SecurityComplianceAlerts", Label.system(about.upn()));
    }

    /** Mail read by a service that acts for a person. */
    String background(Person person, Instant time, List<String> messages) {
        Dice dice = recorder.dice();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_READ, "MailItemsAccessed");
        AuditJson json = recorder.head(act, "Succeeded", person.puid(), 0)
                .put("ClientIP", "")
                .put("UserId", person.upn());
        String address = Ranges.exchangeOnline(dice);
        json.object(
                        "AppAccessContext",
                        () -> json.put("APIId", SignInRecords.GRAPH)
                                .put("ClientAppId", SUBSTRATE)
                                .put("IssuedAtTime", "1601-01-01T00:00:00"))
                .put("AppId", SignInRecords.GRAPH)
                .put("ClientAppId", SUBSTRATE)
                .put("ClientIPAddress", address)
                .put("ClientInfoString", "Client=REST;Client=RESTSystem;;")
                .put("ClientRequestId", dice.guid())
                .put("ExternalAccess", false)
                .put("InternalLogonType", 0)
                .put("LogonType", 0)
                .put("LogonUserSid", person.sid())
                .put("MailboxGuid", person.mailbox())
                .put("MailboxOwnerSid", person.sid())
                .put("MailboxOwnerUPN", person.upn())
                .named("OperationProperties", "MailAccessType", "Bind", "IsThrottled", "False")
                .put("OrganizationName", recorder.tenant().initialDomain())
                .put("OriginatingServer", MailRecords.server(dice));
        json.list(
                        "Folders",
                        () -> json.element(() -> {
                            json.list(
                                    "FolderItems",
                                    () -> messages.forEach(id ->
                                            json.element(() -> json.put("Id", Ids.item(dice, "RgAAAAC"))
                                                    .put("InternetMessageId", id)
                                                    .put("SizeInBytes", dice.between(9_000, 200_000)))));
                            json.put("Id", Ids.item(dice, "LgAAAAC")).put("Path", "\\Inbox");
                        }))
                .put("OperationCount", messages.size());
        return recorder.enter(act, json, person.upn(), Label.system(person.upn()));
    }
}
