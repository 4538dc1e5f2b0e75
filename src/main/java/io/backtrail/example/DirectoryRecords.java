package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes changes in the directory, in both logs at once. */
final class DirectoryRecords {
    private final Recorder recorder;

    DirectoryRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * One change.
     *
     * @param operation as the audit log records it, final dot included where it has one
     * @param changes name, new and old value, three by three; values are JSON text
     */
    String change(Hand hand, Instant time, String operation, Person target, List<String> changes, String phase) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        String correlation = dice.guid();
        Act act = new Act(time, dice.guid(), Kind.DIRECTORY, operation);
        AuditJson json = recorder.head(
                        act, "Success", person.puid() + '@' + recorder.tenant().domain(), 0)
                .put("ObjectId", target.upn())
                .put("UserId", person.upn())
                .put("AzureActiveDirectoryEventType", 1)
                .named(
                        "ExtendedProperties",
                        "additionalDetails",
                        details(hand, act.id()),
                        "extendedAuditEventCategory",
                        "User");
        json.list("ModifiedProperties", () -> {
            for (int i = 0; i < changes.size(); i += 3) {
                int at = i;
                json.element(() -> json.put("Name", changes.get(at))
                        .put("NewValue", changes.get(at + 1))
                        .put("OldValue", changes.get(at + 2)));
            }
        });
        json.list("Actor", () -> identity(json, person))
                .put("ActorContextId", recorder.tenant().id())
                .put("InterSystemsId", correlation)
                .put("IntraSystemId", dice.guid())
                .put("SupportTicketId", "");
        json.list("Target", () -> identity(json, target))
                .put("TargetContextId", recorder.tenant().id());
        String twin = "Directory_" + correlation + '_' + dice.hex(5) + '_' + dice.between(1_000_000, 99_999_999);
        String plain = operation.endsWith(".") ? operation.substring(0, operation.length() - 1) : operation;
        recorder.book()
                .add(new DirectoryAct(
                        time, twin, correlation, plain, category(plain), hand, Target.of(target), changes, phase));
        return recorder.enter(act, json, person.upn(), Label.of(hand, phase));
    }

    private String details(Hand hand, String id) {
        String agent = recorder.era().keepsAgent(id)
                ? ",\"User-Agent\":\"" + hand.device().agent() + '"'
                : "";
        return "{\"UserType\":\"Member\"" + agent + '}';
    }

    private static String category(String activity) {
        return activity.toLowerCase(Locale.ROOT).contains("group") ? "GroupManagement" : "UserManagement";
    }

    static void identity(AuditJson json, Person person) {
        json.typed(person.upn(), 5)
                .typed(person.puid(), 3)
                .typed("User_" + person.objectId(), 2)
                .typed(person.objectId(), 2)
                .typed("User", 2);
    }
}
