package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Writes what is done with files, links and chats. */
final class FileRecords {
    private final Recorder recorder;

    FileRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Something done with a file in the person's own drive. */
    String file(Hand hand, Instant time, String operation, String file, String phase) {
        return site(hand, time, Kind.FILE, operation, file, phase);
    }

    /** A file shared with somebody. */
    String share(Hand hand, Instant time, String file, String with, String phase) {
        return site(hand, time, Kind.SHARING, "SecureLinkCreated", file + '\n' + with, phase);
    }

    private String site(Hand hand, Instant time, Kind kind, String operation, String what, String phase) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        int cut = what.indexOf('\n');
        String file = cut < 0 ? what : what.substring(0, cut);
        Act act = new Act(time, Ids.exchange(dice, time), kind, operation);
        String site = "https://northfreight-my.sharepoint.com/personal/"
                + person.upn().replace('@', '_').replace('.', '_') + '/';
        AuditJson json = recorder.head(
                        act, null, "i:0h.f|membership|" + person.puid().toLowerCase(Locale.ROOT) + "@live.com", 0)
                .put("ClientIP", hand.address())
                .put("ObjectId", site + "Documents/" + file)
                .put("UserId", person.upn());
        App app = operation.startsWith("FileSync") ? App.ONEDRIVE : App.OFFICE_HOME;
        recorder.context(json, hand, app.id(), time);
        json.put("ApplicationId", app.id())
                .put("AuthenticationType", "OAuth")
                .put("CorrelationId", dice.guid())
                .put("EventSource", "SharePoint")
                .put("IsManagedDevice", hand.device().managed())
                .put("ItemType", "File")
                .put("ListId", steady(person.mailbox() + "list"))
                .put("ListItemUniqueId", steady(person.mailbox() + file))
                .put("Site", steady(person.mailbox() + "site"))
                .put("UserAgent", agent(app, hand.device(), act.id()))
                .put("WebId", steady(person.mailbox() + "web"))
                .put("SiteUrl", site)
                .put("SourceFileExtension", file.substring(file.lastIndexOf('.') + 1))
                .put("SourceFileName", file)
                .put("SourceRelativeUrl", "Documents");
        if (cut >= 0) {
            json.put("TargetUserOrGroupName", what.substring(cut + 1))
                    .put("TargetUserOrGroupType", "Member")
                    .put("UniqueSharingId", dice.guid())
                    .put("EventData", "<Type>View</Type><MembersCanShareApplied>False</MembersCanShareApplied>");
        }
        return recorder.enter(act, json, person.upn(), Label.of(hand, phase));
    }

    /** A message in a chat with a colleague. */
    String chat(Hand hand, Instant time, Person with) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, dice.guid(), Kind.TEAMS, "MessageSent");
        AuditJson json = recorder.head(act, null, person.objectId(), 0)
                .put("ClientIP", hand.address())
                .put("UserId", person.upn());
        recorder.context(json, hand, App.TEAMS.id(), time);
        json.put("ChatThreadId", "19:" + person.objectId() + "_" + with.objectId() + "@unq.gbl.spaces")
                .put("CommunicationType", "OneOnOne")
                .put("ExtraProperties", "")
                .put("MessageId", Long.toString(time.toEpochMilli() + dice.between(0, 999)))
                .put("MessageVersion", "0")
                .put("ItemName", "19:" + person.objectId() + "_" + with.objectId() + "@unq.gbl.spaces");
        json.list(
                "Members",
                () -> json.element(() ->
                        json.put("DisplayName", with.name()).put("Role", 1).put("UPN", with.upn())));
        return recorder.enter(act, json, person.upn(), Label.of(hand, "none"));
    }

    private String agent(App app, Device device, String id) {
        if (!recorder.era().keepsAgent(id)) {
            return "";
        }
        return app == App.ONEDRIVE ? syncAgent(device) : device.agent();
    }

    private static String syncAgent(Device device) {
        return device.os().equals("MacOs")
                ? "Microsoft SkyDriveSync 26.158.0816.0001 ship; Mac OS X 15.6.0"
                : "Microsoft SkyDriveSync 26.158.0816.0002 ship; Windows NT 10.0 (26100)";
    }

    private static String steady(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
