package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;

/** Writes what has to do with applications of others: consent, and what they do with it. */
final class AppRecords {
    private final Recorder recorder;

    AppRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Somebody lets the application in: three records; the id of the last, the consent. */
    String consent(Hand hand, Instant time, Grant app, String phase) {
        String flow = recorder.dice().guid();
        List<String> known = List.of("TargetId.ServicePrincipalNames", app.id(), "");
        change(hand, time, "Add service principal.", app, known, flow, phase);
        change(
                hand,
                time.plusSeconds(1),
                "Add delegated permission grant.",
                app,
                List.of(
                        "DelegatedPermissionGrant.Scope",
                        app.scopes(),
                        "",
                        "DelegatedPermissionGrant.ConsentType",
                        "Principal",
                        "",
                        "ServicePrincipal.ObjectID",
                        app.principal(),
                        "",
                        "TargetId.ServicePrincipalNames",
                        app.id(),
                        ""),
                flow,
                phase);
        String permissions = "[] => [[Id: " + Ids.item(recorder.dice(), "").substring(0, 43) + ", ClientId: "
                + app.principal() + ", PrincipalId: " + hand.person().objectId() + ", ResourceId: "
                + recorder.dice().of("graph").guid() + ", ConsentType: Principal, Scope: " + app.scopes() + "]]; ";
        return change(
                hand,
                time.plusSeconds(1),
                "Consent to application.",
                app,
                List.of(
                        "ConsentContext.IsAdminConsent",
                        "False",
                        "",
                        "ConsentContext.IsAppOnly",
                        "False",
                        "",
                        "ConsentContext.OnBehalfOfAll",
                        "False",
                        "",
                        "ConsentContext.Tags",
                        "WindowsAzureActiveDirectoryIntegratedApp",
                        "",
                        "ConsentAction.Permissions",
                        permissions,
                        "",
                        "TargetId.ServicePrincipalNames",
                        app.id(),
                        ""),
                flow,
                phase);
    }

    /** An administrator shows the application out. */
    void expel(Hand admin, Instant time, Grant app) {
        String flow = recorder.dice().guid();
        List<String> known = List.of("TargetId.ServicePrincipalNames", app.id(), "");
        change(admin, time, "Remove delegated permission grant.", app, known, flow, "response");
        change(admin, time.plusSeconds(41), "Remove service principal.", app, known, flow, "response");
    }

    private String change(
            Hand hand, Instant time, String operation, Grant app, List<String> changes, String flow, String phase) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, dice.guid(), Kind.DIRECTORY, operation);
        AuditJson json = recorder.head(
                        act, "Success", person.puid() + '@' + recorder.tenant().domain(), 0)
                .put("ObjectId", app.id())
                .put("UserId", person.upn())
                .put("AzureActiveDirectoryEventType", 1)
                .named(
                        "ExtendedProperties",
                        "additionalDetails",
                        "{\"User-Agent\":\"" + hand.device().agent() + "\",\"AppId\":\"" + app.id() + "\"}",
                        "extendedAuditEventCategory",
                        "ServicePrincipal");
        json.list("ModifiedProperties", () -> {
            for (int i = 0; i < changes.size(); i += 3) {
                int at = i;
                json.element(() -> json.put("Name", changes.get(at))
                        .put("NewValue", changes.get(at + 1))
                        .put("OldValue", changes.get(at + 2)));
            }
        });
        json.list("Actor", () -> DirectoryRecords.identity(json, person))
                .put("ActorContextId", recorder.tenant().id())
                .put("ActorIpAddress", hand.address())
                .put("InterSystemsId", flow)
                .put("IntraSystemId", dice.guid())
                .put("SupportTicketId", "");
        json.list(
                        "Target",
                        () -> json.typed("ServicePrincipal_" + app.principal(), 2)
                                .typed(app.principal(), 2)
                                .typed("ServicePrincipal", 2)
                                .typed(app.title(), 1)
                                .typed(app.id(), 2)
                                .typed(app.id(), 4))
                .put("TargetContextId", recorder.tenant().id());
        String twin = "Directory_" + flow + '_' + dice.hex(5) + '_' + dice.between(1_000_000, 99_999_999);
        String plain = operation.substring(0, operation.length() - 1);
        recorder.book()
                .add(new DirectoryAct(
                        time, twin, flow, plain, "ApplicationManagement", hand, Target.of(app), changes, phase));
        return recorder.enter(act, json, person.upn(), Label.of(hand, phase));
    }

    /** The application reads mail in the person's name, through Graph. */
    String read(Hand hand, Instant time, Grant app, List<String> messages, String phase) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_READ, "MailItemsAccessed");
        AuditJson json = recorder.head(act, "Succeeded", app.id(), 5)
                .put("ClientIP", hand.address())
                .put("UserId", person.upn());
        json.object(
                        "AppAccessContext",
                        () -> json.put("APIId", SignInRecords.GRAPH).put("ClientAppId", app.id()))
                .put("AppId", SignInRecords.GRAPH)
                .put("ClientAppId", app.id())
                .put("ClientIPAddress", hand.address())
                .put("ClientInfoString", hand.device().mail())
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
        return recorder.enter(act, json, person.upn(), Label.of(hand, phase));
    }
}
