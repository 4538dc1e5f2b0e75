package io.backtrail.reconstruct;

import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which messages a whole-folder copy or a forward reached, as far as other evidence names them: the message trace, records
 * of sending, and what anybody read in that folder before.
 */
final class Reach {
    private static final String TRACED = "SELECT m.internet_message_id, lower(e.account), lower(r.address)"
            + " FROM event_core AS e JOIN mail_item AS m ON m.event_seq = e.event_seq"
            + " JOIN recipient AS r ON r.event_seq = e.event_seq WHERE e.family = 'message-trace'"
            + " AND e.result <> 'failure' AND m.internet_message_id IS NOT NULL"
            + " AND epoch_ms(e.event_time) BETWEEN ? AND ? AND ";
    private static final String SEEN = "SELECT DISTINCT m.internet_message_id FROM event_core AS e"
            + " JOIN mail_item AS m ON m.event_seq = e.event_seq WHERE m.internet_message_id IS NOT NULL"
            + " AND lower(coalesce(e.mailbox, e.account)) = ? AND epoch_ms(e.event_time) <= ? AND ";

    private final CaseReader reader;
    private final Case of;

    Reach(CaseReader reader, Case of) {
        this.reader = reader;
        this.of = of;
    }

    /** Ids of messages that were in the folder at {@code until}, milliseconds, unless somebody moved them; sorted. */
    List<String> inFolder(String mailbox, String folder, long until) {
        Map<String, String> found = new TreeMap<>();
        reader.scan(
                SEEN + "m.access = 'bind' AND lower(m.folder) = ?",
                List.of(mailbox, until, folder.toLowerCase(Locale.ROOT)),
                row -> found.put(row.text(0), mailbox));
        switch (StandardFolder.of(folder)) {
            case INBOX ->
                reader.scan(
                        TRACED + "lower(r.address) = ?",
                        List.of(0L, until, mailbox),
                        row -> found.put(row.text(0), mailbox));
            case SENT -> {
                reader.scan(
                        TRACED + "lower(e.account) = ?",
                        List.of(0L, until, mailbox),
                        row -> found.put(row.text(0), mailbox));
                reader.scan(
                        SEEN + "lower(e.operation) IN ('send', 'sendas', 'sendonbehalf')",
                        List.of(mailbox, until),
                        row -> found.put(row.text(0), mailbox));
            }
            case OTHER -> {
                // What else was in it only the mailbox itself could tell.
            }
        }
        return new ArrayList<>(found.keySet());
    }

    /** Messages that went to one of these addresses in the time, milliseconds, with the mailbox that each belongs to. */
    Map<String, String> sentTo(Set<String> addresses, long from, long until) {
        Map<String, String> found = new TreeMap<>();
        if (addresses.isEmpty()) {
            return found;
        }
        List<Object> values = new ArrayList<>(List.of(from, until));
        addresses.forEach(address -> values.add(address.toLowerCase(Locale.ROOT)));
        String marks = "(" + String.join(", ", Collections.nCopies(addresses.size(), "?")) + ")";
        reader.scan(
                TRACED + "lower(r.address) IN " + marks + " ORDER BY ALL",
                values,
                row -> found.putIfAbsent(row.text(0), inside(row.text(1))));
        if (found.containsValue("")) {
            owners(found, from);
        }
        return found;
    }

    /** The last moment of the evidence, for what was never removed. */
    long end() {
        List<Act> acts = of.acts();
        return acts.isEmpty()
                ? Instant.EPOCH.toEpochMilli()
                : acts.get(acts.size() - 1).time();
    }

    private String inside(String sender) {
        return sender == null || sender.indexOf('@') < 0 || of.outside(sender) ? "" : sender;
    }

    /** A copied message from outside belongs to whoever of the tenant it was sent to. */
    private void owners(Map<String, String> found, long from) {
        reader.scan(TRACED + "true ORDER BY ALL", List.of(from - 86_400_000L, end()), row -> {
            String recipient = row.text(2);
            if ("".equals(found.get(row.text(0))) && recipient.indexOf('@') > 0 && !of.outside(recipient)) {
                found.put(row.text(0), recipient);
            }
        });
    }
}
