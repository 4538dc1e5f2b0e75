package io.backtrail.reconstruct;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Messages and folders that accused acts touched, and who received them by the message trace. */
final class MailItems {
    /** One message or folder; any part may be null. */
    record Item(String folder, String messageId, String subject, String access) {}

    private static final int CHUNK = 500;

    private final Map<Integer, List<Item>> items = new HashMap<>();
    private final Map<String, List<String>> traced = new HashMap<>();

    /** Reads the items of accused acts, and traces what they sent. */
    MailItems(CaseReader reader, Story story) {
        Set<String> accounts = new TreeSet<>();
        story.accusedActs().stream().filter(act -> act.account() != null).forEach(act -> accounts.add(act.account()));
        for (List<Object> some : chunks(accounts)) {
            reader.scan(
                    "SELECT m.event_seq, m.folder, m.internet_message_id, m.subject, m.access FROM mail_item AS m"
                            + " JOIN event_core AS e ON e.event_seq = m.event_seq WHERE coalesce(e.account, e.user_id) IN "
                            + marks(some) + " ORDER BY m.event_seq, m.ordinal",
                    some,
                    row -> {
                        Act act = story.of().bySequence().get(row.number(0));
                        if (story.accused(act)) {
                            items.computeIfAbsent(act.no(), key -> new ArrayList<>())
                                    .add(new Item(row.text(1), row.text(2), row.text(3), row.text(4)));
                        }
                    });
        }
        trace(reader, story);
    }

    List<Item> of(Act act) {
        return items.getOrDefault(act.no(), List.of());
    }

    /** Recipients by the message trace, sorted; empty if the message is not in it. */
    List<String> traced(String messageId) {
        return traced.getOrDefault(messageId, List.of());
    }

    private void trace(CaseReader reader, Story story) {
        Set<String> sent = new TreeSet<>();
        for (Act act : story.accusedActs()) {
            if (act.deed() == Deed.MAIL_SENT) {
                of(act).stream().map(Item::messageId).filter(id -> id != null).forEach(sent::add);
            }
        }
        for (List<Object> some : chunks(sent)) {
            reader.scan(
                    "SELECT DISTINCT m.internet_message_id, lower(r.address) FROM event_core AS e"
                            + " JOIN mail_item AS m ON m.event_seq = e.event_seq JOIN recipient AS r ON r.event_seq = e.event_seq"
                            + " WHERE e.family = 'message-trace' AND m.internet_message_id IN " + marks(some)
                            + " ORDER BY ALL",
                    some,
                    row -> traced.computeIfAbsent(row.text(0), key -> new ArrayList<>())
                            .add(row.text(1)));
        }
    }

    private static List<List<Object>> chunks(Set<String> values) {
        List<Object> all = new ArrayList<>(values);
        List<List<Object>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += CHUNK) {
            chunks.add(all.subList(i, Math.min(all.size(), i + CHUNK)));
        }
        return chunks;
    }

    private static String marks(List<Object> values) {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }
}
