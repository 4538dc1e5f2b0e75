package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Where the evidence begins, and whether that is as far back as the service keeps records. */
final class RetentionEdge implements HealthTest {
    private static final String SPAN =
            "SELECT min(event_time) AS first_time, max(event_time) AS last_time, count(*) AS events FROM event_core";

    // Of a file that was copied the time of writing says nothing, so its own span counts as well.
    private static final String SQL = """
            WITH span AS (
              SELECT s.source_id, s.path, s.shape, s.first_time, s.last_time,
                date_diff('minute', s.first_time, s.last_time) / 1440.0 AS covered,
                date_diff('minute', s.first_time, try_cast(n.value AS TIMESTAMP)) / 1440.0 AS before
              FROM source AS s
              LEFT JOIN source_note AS n ON n.source_id = s.source_id AND n.kind = 'modified'
            ),
            edge AS (SELECT unnest([7, 30, 90, 180, 365]) AS days)
            SELECT s.path, min(e.days) AS days, s.first_time, s.last_time
            FROM span AS s
            JOIN edge AS e ON abs(s.covered - e.days) <= 0.5 OR abs(s.before - e.days) <= 0.5
            WHERE e.days >= 90 OR s.shape LIKE 'signin%' OR s.shape LIKE 'directory%'
            GROUP BY s.source_id, s.path, s.first_time, s.last_time
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SPAN, List.of(), row -> {
            if (row.number(2) > 0) {
                found.add(span(row));
            }
        });
        reader.scan(SQL, List.of(), row -> found.add(edge(row)));
        return found;
    }

    private static HealthFinding span(Row row) {
        String text =
                "The evidence begins at " + Words.time(row.instant(0)) + " and ends at " + Words.time(row.instant(1))
                        + ". Of what happened before and after nothing may be concluded: an account that is in an attacker's hands at"
                        + " the beginning has no first access here.";
        return HealthFinding.of(Severity.INFO, "evidence-span", text).during(row.instant(0), row.instant(1));
    }

    private static HealthFinding edge(Row row) {
        String text = Words.file(row, 0) + " begins " + row.number(1)
                + " days before its end, to the half day, which is how long the service keeps such records: older ones were"
                + " not there any more when it was exported. What is older is gone, not absent; that nothing is seen before "
                + Words.time(row.instant(2)) + " does not show that nothing happened.";
        return HealthFinding.of(Severity.MEDIUM, "retention-edge", text).during(null, row.instant(2));
    }
}
