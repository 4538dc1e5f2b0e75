package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Mailboxes whose reading the service stopped to log: after more than 1,000 records of single messages in a day it logs none
 * for 24 hours (Microsoft, "Use MailItemsAccessed to investigate compromised accounts").
 */
final class Throttling implements HealthTest {
    private static final Duration DARK = Duration.ofHours(24);
    private static final int MOST_IDS = 5;

    private static final String SQL = """
            SELECT coalesce(e.mailbox, e.account, 'a mailbox without name') AS mailbox, e.event_time, e.event_id
            FROM event_core AS e
            WHERE e.operation = 'MailItemsAccessed' AND EXISTS (
              SELECT 1 FROM event_property AS p
              WHERE p.event_seq = e.event_seq AND p.name = 'IsThrottled' AND lower(p.value) = 'true')
            ORDER BY mailbox, e.event_time, e.event_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<Spell> spells = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            Spell last = spells.isEmpty() ? null : spells.get(spells.size() - 1);
            if (last == null || !last.takes(row.text(0), row.instant(1), row.text(2))) {
                spells.add(new Spell(row.text(0), row.instant(1), row.text(2)));
            }
        });
        return spells.stream().map(Spell::finding).toList();
    }

    /** One time of darkness of one mailbox. */
    private static final class Spell {
        private final String mailbox;
        private final Instant from;
        private final List<String> events = new ArrayList<>();
        private Instant to;

        Spell(String mailbox, Instant from, String event) {
            this.mailbox = mailbox;
            this.from = from;
            this.to = from.plus(DARK);
            events.add(event);
        }

        boolean takes(String otherMailbox, Instant time, String event) {
            if (!mailbox.equals(otherMailbox) || time.isAfter(to)) {
                return false;
            }
            to = time.plus(DARK);
            if (events.size() < MOST_IDS) {
                events.add(event);
            }
            return true;
        }

        HealthFinding finding() {
            String text = "So much of " + mailbox + " was read that the service stopped logging it: from "
                    + Words.time(from) + " to " + Words.time(to)
                    + " single messages may have been read without a record."
                    + " Of this time it may not be concluded that a message was not read.";
            return HealthFinding.of(Severity.HIGH, "throttled", text)
                    .about(mailbox)
                    .in("Exchange")
                    .during(from, to)
                    .shownBy(events);
        }
    }
}
