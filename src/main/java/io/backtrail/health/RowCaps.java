package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files and searches with exactly as many rows as some tool gives at most. */
final class RowCaps implements HealthTest {
    private static final String SQL = """
            WITH capped AS (
              SELECT s.source_id, 0 AS window_no, s.path, s.rows AS rows, s.first_time, s.last_time
              FROM source AS s
              WHERE s.rows = 100 AND s.shape IN ('ual-csv', 'ual-json') OR s.rows IN (1000, 5000, 10000, 30000, 50000, 100000, 250000, 500000, 1000000)
                OR s.rows - s.rejected IN (5000, 10000, 30000, 50000, 100000, 250000, 500000, 1000000)
              UNION ALL
              SELECT s.source_id, w.window_no, s.path, w.rows, s.first_time, s.last_time
              FROM source_window AS w
              JOIN source AS s ON s.source_id = w.source_id
              WHERE w.rows IN (5000, 10000, 50000) AND s.rows <> w.rows
            )
            SELECT path, rows, count(*) AS times, first_time, last_time, bool_or(window_no > 0) AS search
            FROM capped
            GROUP BY source_id, path, rows, first_time, last_time
            ORDER BY source_id, rows""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> found.add(finding(row)));
        return found;
    }

    private static HealthFinding finding(Row row) {
        long rows = row.number(1);
        String what = row.truth(5)
                ? Words.count(row.number(2), "search", "searches") + " in " + Words.file(row, 0) + " gave exactly "
                : Words.file(row, 0) + " has exactly ";
        String text = what + Words.count(rows, "row", "rows") + ", " + limit(rows)
                + ". Records beyond the limit are not there: that something is not in the file does not show that it did not"
                + " happen. Ask again for shorter spans of time.";
        return HealthFinding.of(rows < 5_000 ? Severity.MEDIUM : Severity.HIGH, "row-cap", text)
                .during(row.instant(3), row.instant(4));
    }

    private static String limit(long rows) {
        if (rows == 100) {
            return "what Search-UnifiedAuditLog gives when no ResultSize is asked for";
        }
        if (rows == 5_000) {
            return "the most that one call of Search-UnifiedAuditLog or one page of a message trace gives";
        }
        if (rows == 50_000) {
            return "the most that a session of Search-UnifiedAuditLog or an older export of the portal gives";
        }
        return "a round number at which exports stop";
    }
}
