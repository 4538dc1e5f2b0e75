package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Records that say they are about more items, recipients or results than they list. */
final class ItemCounts implements HealthTest {
    private static final String SQL = """
            WITH claim AS (
              SELECT 'items' AS what, e.event_seq, try_cast(p.value AS BIGINT) AS claimed,
                (SELECT count(*) FROM mail_item AS m WHERE m.event_seq = e.event_seq) AS listed
              FROM event_property AS p
              JOIN event_core AS e ON e.event_seq = p.event_seq
              WHERE p.name = 'OperationCount' AND e.operation = 'MailItemsAccessed'
              UNION ALL
              SELECT 'recipients', e.event_seq, try_cast(p.value AS BIGINT),
                (SELECT count(*) FROM recipient AS r WHERE r.event_seq = e.event_seq)
              FROM event_property AS p
              JOIN event_core AS e ON e.event_seq = p.event_seq
              WHERE p.name = 'recipientCount'
              UNION ALL
              SELECT 'results', e.event_seq, NULL, NULL
              FROM event_core AS e
              WHERE e.record_type IN (11, 13, 33) AND regexp_matches(e.raw, '"ResultsTruncated" *: *"?[tT]rue')
            )
            SELECT c.what, coalesce(e.mailbox, e.account) AS account, min(e.workload) AS workload, count(*) AS records,
              sum(c.claimed - c.listed) AS lacking, min(e.event_time) AS first_time, max(e.event_time) AS last_time,
              list(e.event_id ORDER BY e.event_time, e.event_id)[1:5] AS events
            FROM claim AS c
            JOIN event_core AS e ON e.event_seq = c.event_seq
            WHERE c.what = 'results' OR c.claimed > c.listed
            GROUP BY c.what, coalesce(e.mailbox, e.account)
            ORDER BY c.what, account""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> found.add(finding(row)));
        return found;
    }

    private static HealthFinding finding(Row row) {
        String what = row.text(0);
        String who = row.text(1) == null ? "" : " of " + row.text(1);
        String counted = Words.count(row.number(3), "record", "records") + who;
        String text = switch (what) {
            case "items" ->
                counted + " say that " + Words.number(row.number(4))
                        + " more messages were read than they list. The list of exposed mail is not whole: a message"
                        + " that is not on it may have been read.";
            case "recipients" ->
                counted + " name " + Words.number(row.number(4))
                        + " fewer recipients than they count. That an address is not named does not show that nothing"
                        + " was sent to it; a message trace would tell.";
            default ->
                counted + " about data loss say that their results were cut (ResultsTruncated). What else matched"
                        + " is not known.";
        };
        return HealthFinding.of(Severity.MEDIUM, "short-lists", text)
                .about(row.text(1))
                .in(row.text(2))
                .during(row.instant(5), row.instant(6))
                .shownBy(row.texts(7));
    }
}
