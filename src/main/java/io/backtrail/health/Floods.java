package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Hours in which one account makes a thousand and more records of one operation, many times what it makes otherwise. */
final class Floods implements HealthTest {
    private static final long MOST = 20;

    private static final String SQL = """
            WITH hourly AS (
              SELECT account, operation, min(workload) AS workload, date_trunc('hour', event_time)::TIMESTAMP AS hour,
                count(*) AS events, min(event_id) AS event_id
              FROM event_core
              WHERE account IS NOT NULL AND actor_kind <> 'system'
              GROUP BY account, operation, hour
            ),
            usual AS (
              SELECT account, operation, median(events) AS usual FROM hourly GROUP BY account, operation
            )
            SELECT h.account, h.operation, min(h.workload) AS workload, sum(h.events) AS records, count(*) AS hours,
              min(h.hour) AS first_hour, max(h.hour) + INTERVAL 1 HOUR AS last_hour,
              list(h.event_id ORDER BY h.hour)[1:5] AS events_shown
            FROM hourly AS h
            JOIN usual AS u ON u.account = h.account AND u.operation = h.operation
            JOIN (SELECT count(*) AS total FROM event_core) AS c ON true
            WHERE h.events >= 1000 AND (h.events >= 5 * u.usual OR h.events * 5 >= c.total)
            GROUP BY h.account, h.operation
            ORDER BY records DESC, h.account, h.operation
            LIMIT ?""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(MOST), row -> {
            String text =
                    row.text(0) + " made " + Words.count(row.number(3), "record", "records") + " of " + row.text(1)
                            + " in " + Words.count(row.number(4), "hour", "hours") + " between "
                            + Words.time(row.instant(5)) + " and "
                            + Words.time(row.instant(6))
                            + ", many times the usual. A flood fills exports to their limit and hides small"
                            + " acts: that little else is seen in these hours does not show that little else happened.";
            found.add(HealthFinding.of(Severity.LOW, "flood", text)
                    .about(row.text(0))
                    .in(row.text(2))
                    .during(row.instant(5), row.instant(6))
                    .shownBy(row.texts(7)));
        });
        return found;
    }
}
