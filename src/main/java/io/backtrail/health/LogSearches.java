package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Searches of the audit log that the log itself records (record type 295), whose result no file of the case has. */
final class LogSearches implements HealthTest {
    private static final int MOST = 20;

    private static final String SQL = """
            WITH search AS (
              SELECT event_time, event_id, account, workload,
                try_cast(regexp_extract(raw, '"ResultsCount" *: *"?([0-9]+)', 1) AS BIGINT) AS results
              FROM event_core
              WHERE record_type = 295
            )
            SELECT event_time, event_id, account, workload, results
            FROM search AS q
            WHERE results > 0 AND NOT EXISTS (SELECT 1 FROM source AS s WHERE q.results IN (s.rows, s.rows - s.rejected))
              AND NOT EXISTS (SELECT 1 FROM source_window AS w WHERE w.result_count = q.results AND w.missing = 0)
            ORDER BY event_time, event_id
            LIMIT ?""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of((long) MOST), row -> {
            String who = row.text(2) == null ? "Somebody" : row.text(2);
            String text = who + " searched the audit log at " + Words.time(row.instant(0)) + " and got "
                    + Words.count(row.number(4), "result", "results")
                    + ", and no file of this case has so many rows. If"
                    + " that was the search behind this evidence, the evidence is not all of it, and absence from it proves"
                    + " nothing.";
            found.add(HealthFinding.of(Severity.LOW, "log-search", text)
                    .about(row.text(2))
                    .in(row.text(3))
                    .during(row.instant(0), row.instant(0))
                    .shownBy(List.of(row.text(1))));
        });
        return found;
    }
}
