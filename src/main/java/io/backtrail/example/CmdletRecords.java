package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;

/** Writes Exchange cmdlets, and rules made by the mail program. */
final class CmdletRecords {
    private final Recorder recorder;

    CmdletRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** A cmdlet run from a browser, on the given object. */
    String run(Hand hand, Instant time, String cmdlet, String object, List<String> parameters, String phase) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_ADMIN, cmdlet);
        AuditJson json = recorder.head(act, "True", person.puid(), 2)
                .put("ClientIP", hand.address() + ':' + dice.between(1025, 65_000))
                .put("ObjectId", object)
                .put("UserId", person.upn());
        recorder.context(json, hand, App.OUTLOOK_WEB.id(), time);
        json.put("AppId", SignInRecords.EXCHANGE)
                .put("AppPoolName", "MSExchangeOWAAppPool")
                .put("ClientAppId", "")
                .put("ExternalAccess", false)
                .put("OrganizationName", recorder.tenant().initialDomain())
                .put("OriginatingServer", MailRecords.server(dice).strip())
                .named("Parameters", parameters.toArray(String[]::new))
                .put("RequestId", dice.guid());
        if (hand.session() != null && recorder.era().sessions()) {
            json.put("SessionId", hand.session());
        }
        return recorder.enter(act, json, person.upn(), Label.of(hand, phase));
    }

    /** Where Exchange keeps a mailbox's rule, which stands as the object of the cmdlet. */
    String rule(Person owner, String rule) {
        return "EURPR05A012.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/"
                + recorder.tenant().initialDomain() + '/' + owner.objectId() + '\\' + rule;
    }

    /** A rule made in the mail program, which Exchange records as an item. */
    String outlookRule(Hand hand, Instant time, String name, String condition, String folder) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_ITEM, "UpdateInboxRules");
        AuditJson json = recorder.head(act, "Succeeded", person.puid(), 0)
                .put("ClientIP", hand.address())
                .put("UserId", person.upn());
        recorder.context(json, hand, App.OUTLOOK.id(), time);
        json.put("ClientIPAddress", hand.address())
                .put("ClientInfoString", hand.device().mail())
                .put("ClientProcessName", "OUTLOOK.EXE")
                .put("ClientVersion", "16.0.20131.20152")
                .put("ExternalAccess", false)
                .put("InternalLogonType", 0)
                .put("LogonType", 0)
                .put("LogonUserSid", person.sid())
                .put("MailboxGuid", person.mailbox())
                .put("MailboxOwnerSid", person.sid())
                .put("MailboxOwnerUPN", person.upn())
                .named(
                        "OperationProperties",
                        "RuleOperation",
                        "AddMailboxRule",
                        "RuleId",
                        Long.toString(-1_000_000_000_000_000_000L - dice.between(1, 2_000_000_000)),
                        "RuleState",
                        "Enabled",
                        "RuleName",
                        name,
                        "RuleProvider",
                        "RuleOrganizer",
                        "RuleCondition",
                        condition,
                        "RuleActions",
                        "[{\"ActionType\":\"Move\",\"FolderId\":\"" + Ids.item(dice, "LgAAAAC") + "\",\"FolderName\":\""
                                + folder + "\"}]")
                .put("OrganizationName", recorder.tenant().initialDomain())
                .put("OriginatingServer", MailRecords.server(dice))
                .object(
                        "Item",
                        () -> json.object(
                                "ParentFolder",
                                () -> json.put("Id", Ids.item(dice, "LgAAAAC"))
                                        .put("Name", "Inbox")
                                        .put("Path", "\\Inbox")));
        if (hand.session() != null && recorder.era().sessions()) {
            json.put("SessionId", hand.session());
        }
        return recorder.enter(act, json, person.upn(), Label.of(hand, "none"));
    }
}
