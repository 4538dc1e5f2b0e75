package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Mail that a message trace shows leaving a mailbox whose audit records have no sending of it. */
final class UnrecordedMail implements HealthTest {
    private static final long MOST = 20;

    private static final String SQL = """
            WITH sent AS (
              SELECT DISTINCT i.internet_message_id AS id
              FROM mail_item AS i
              JOIN event_core AS e ON e.event_seq = i.event_seq
              WHERE e.family = 'ual' AND e.operation IN ('Send', 'SendAs', 'SendOnBehalf') AND i.internet_message_id IS NOT NULL
            ),
            audited AS (
              SELECT account, min(event_time) AS lo, max(event_time) AS hi
              FROM event_core
              WHERE family = 'ual' AND account IS NOT NULL
              GROUP BY account
            ),
            traced AS (
              SELECT e.account, i.internet_message_id AS id, min(e.event_time) AS event_time, min(e.event_id) AS event_id
              FROM event_core AS e
              JOIN mail_item AS i ON i.event_seq = e.event_seq
              JOIN audited AS a ON a.account = e.account AND e.event_time BETWEEN a.lo AND a.hi
              WHERE e.family = 'message-trace' AND i.internet_message_id IS NOT NULL
              GROUP BY e.account, i.internet_message_id
            )
            SELECT t.account, count(*) AS mails, count(*) FILTER (WHERE s.id IS NULL) AS unrecorded,
              min(t.event_time) FILTER (WHERE s.id IS NULL) AS first_time,
              max(t.event_time) FILTER (WHERE s.id IS NULL) AS last_time,
              list(t.event_id ORDER BY t.event_time, t.event_id) FILTER (WHERE s.id IS NULL)[1:5] AS events
            FROM traced AS t
            LEFT JOIN sent AS s ON s.id = t.id
            GROUP BY t.account
            HAVING unrecorded >= 3 AND unrecorded * 5 >= mails
            ORDER BY unrecorded DESC, t.account
            LIMIT ?""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(MOST), row -> {
            String text =
                    "The message trace shows " + Words.count(row.number(1), "mail", "mails") + " from " + row.text(0)
                            + ", and of " + Words.number(row.number(2))
                            + " the audit log has no record of sending. Sending was not"
                            + " audited, not exported, or went around the mailbox: that no Send is recorded does not show that nothing"
                            + " was sent.";
            found.add(HealthFinding.of(Severity.MEDIUM, "unrecorded-mail", text)
                    .about(row.text(0))
                    .in("Exchange")
                    .during(row.instant(3), row.instant(4))
                    .shownBy(row.texts(5)));
        });
        return found;
    }
}
