package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;

/** Writes what is done with mail: reading, syncing, sending, deleting, searching. */
final class MailRecords {
    private final Recorder recorder;
    private final Person owner;

    MailRecords(Recorder recorder) {
        this(recorder, null);
    }

    private MailRecords(Recorder recorder, Person owner) {
        this.recorder = recorder;
        this.owner = owner;
    }

    /** What is done in somebody else's mailbox, as a delegate. */
    MailRecords in(Person other) {
        return new MailRecords(recorder, other);
    }

    /** Single messages opened or previewed, as one record of up to two minutes; its id. */
    String read(Hand hand, Instant time, String folder, List<String> messages, String phase) {
        Dice dice = recorder.dice();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_READ, "MailItemsAccessed");
        AuditJson json = mailbox(act, hand);
        json.named("OperationProperties", "MailAccessType", "Bind", "IsThrottled", "False");
        json.list(
                "Folders",
                () -> json.element(() -> {
                    json.list(
                            "FolderItems",
                            () -> messages.forEach(id ->
                                    json.element(() -> json.put(recorder.era().itemKey(), Ids.item(dice, "LgAAAAD"))
                                            .put("InternetMessageId", id)
                                            .put("SizeInBytes", dice.between(9_000, 260_000)))));
                    json.put("Id", Ids.item(dice, "LgAAAAC")).put("Path", folder);
                }));
        json.put("OperationCount", messages.size());
        return recorder.enter(act, json, hand.person().upn(), Label.of(hand, phase));
    }

    /** A whole folder brought up to date by a mail program. */
    String sync(Hand hand, Instant time, String folder, String phase) {
        Dice dice = recorder.dice();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_ITEM, "MailItemsAccessed");
        AuditJson json = mailbox(act, hand);
        json.named("OperationProperties", "MailAccessType", "Sync", "IsThrottled", "False");
        json.object("Item", () -> {
            String id = Ids.item(dice, "LgAAAAC");
            json.put("Id", id)
                    .object(
                            "ParentFolder",
                            () -> json.put("Id", id)
                                    .put("Name", folder.substring(1))
                                    .put("Path", folder));
        });
        return recorder.enter(act, json, hand.person().upn(), Label.of(hand, phase));
    }

    /** A message sent: the record, and the message on its way. */
    Sent send(Hand hand, Instant time, String subject, List<String> to, String attachment, String phase) {
        Dice dice = recorder.dice();
        String message = Ids.message(dice);
        int size = dice.between(8_000, attachment.isEmpty() ? 90_000 : 900_000);
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_ITEM, "Send");
        AuditJson json = mailbox(act, hand);
        json.object("Item", () -> {
            String draft = Ids.item(dice, "RgAAAAC");
            if (recorder.era().linkable()) {
                json.put("Id", draft);
            }
            if (!attachment.isEmpty()) {
                json.put("Attachments", attachment);
            }
            json.put(recorder.era().itemKey(), Ids.item(dice, "LgAAAAD"))
                    .put("InternetMessageId", message)
                    .object(
                            "ParentFolder",
                            () -> json.put("Id", Ids.item(dice, "LgAAAAC"))
                                    .put("Name", "Drafts")
                                    .put("Path", "\\Drafts"))
                    .put("SizeInBytes", size)
                    .put("Subject", subject);
        });
        json.put("SaveToSentItems", true);
        String id = recorder.enter(act, json, hand.person().upn(), Label.of(hand, phase));
        recorder.book()
                .add(new Mail(
                        time.plusSeconds(dice.between(1, 4)),
                        dice.guid(),
                        message,
                        hand.person().upn(),
                        to,
                        subject,
                        "",
                        size));
        return new Sent(id, message);
    }

    /** Messages moved to the deleted items, or removed for good. */
    String remove(
            Hand hand, Instant time, String operation, String folder, String message, String subject, String phase) {
        Dice dice = recorder.dice();
        Act act = new Act(time, Ids.exchange(dice, time), Kind.EXCHANGE_GROUP, operation);
        AuditJson json = mailbox(act, hand);
        json.list(
                "AffectedItems",
                () -> json.element(() -> json.put("Id", Ids.item(dice, "RgAAAAC"))
                        .put("InternetMessageId", message)
                        .object(
                                "ParentFolder",
                                () -> json.put("Id", Ids.item(dice, "LgAAAAC")).put("Path", folder))
                        .put("Subject", subject)));
        json.put("CrossMailboxOperation", false);
        if (operation.equals("MoveToDeletedItems")) {
            json.object(
                    "DestFolder",
                    () -> json.put("Id", Ids.item(dice, "LgAAAAC")).put("Path", "\\Deleted Items"));
        }
        json.object("Folder", () -> json.put("Id", Ids.item(dice, "LgAAAAC")).put("Path", folder));
        return recorder.enter(act, json, hand.person().upn(), Label.of(hand, phase));
    }

    /** Words typed into the search field of the web mail. */
    String search(Hand hand, Instant time, String query, String phase) {
        Act act = new Act(
                time, Ids.exchange(recorder.dice(), time), Kind.EXCHANGE_SEARCH, "SearchQueryInitiatedExchange");
        AuditJson json = mailbox(act, hand).put("QueryText", query).put("QuerySource", "OWA");
        return recorder.enter(act, json, hand.person().upn(), Label.of(hand, phase));
    }

    private AuditJson mailbox(Act act, Hand hand) {
        Person person = hand.person();
        Device device = hand.device();
        Person of = owner == null ? person : owner;
        int logon = owner == null ? 0 : 2;
        AuditJson json = recorder.head(act, "Succeeded", person.puid(), 0)
                .put("ClientIP", hand.address())
                .put("UserId", person.upn());
        recorder.context(json, hand, clientApp(device), act.time());
        json.put("AppId", SignInRecords.EXCHANGE)
                .put("ClientAppId", clientApp(device))
                .put("ClientIPAddress", hand.address())
                .put("ClientInfoString", client(device, act.id()));
        if (device.onWindows()) {
            json.put("ClientProcessName", "OUTLOOK.EXE").put("ClientVersion", "16.0.20131.20152");
        }
        json.put("ExternalAccess", false)
                .put("InternalLogonType", 0)
                .put("LogonType", logon)
                .put("LogonUserSid", person.sid())
                .put("MailboxGuid", of.mailbox())
                .put("MailboxOwnerSid", of.sid())
                .put("MailboxOwnerUPN", of.upn())
                .put("OrganizationName", recorder.tenant().initialDomain())
                .put("OriginatingServer", server(recorder.dice()));
        if (recorder.era().names(hand.session(), device)) {
            json.put("SessionId", hand.session());
        }
        if (!recorder.era().linkable()) {
            return json;
        }
        return json.put("TokenObjectId", person.objectId())
                .put("TokenTenantId", recorder.tenant().id());
    }

    private String client(Device device, String id) {
        boolean hidden = device.inBrowser() && !recorder.era().keepsAgent(id);
        return hidden ? "Client=OWA;Action=ViaProxy" : device.mail();
    }

    static String server(Dice dice) {
        return "AM" + dice.between(5, 9) + "PR0" + dice.between(1, 9) + "MB" + dice.between(1000, 9999)
                + " (15.21.0092.011)\r\n";
    }

    private static String clientApp(Device device) {
        if (device.mailProgram()) {
            return App.OUTLOOK.id();
        }
        if (device.legacy()) {
            return App.EXCHANGE.id();
        }
        return device.inBrowser() ? App.OUTLOOK_WEB.id() : App.OUTLOOK_MOBILE.id();
    }

    /** A message sent: the id of its record and its Internet message id. */
    record Sent(String record, String message) {}
}
