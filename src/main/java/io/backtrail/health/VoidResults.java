package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Rows with a ResultIndex or ResultCount of nothing: the service timed out inside, and the page should have been asked again. */
final class VoidResults implements HealthTest {
    private static final String SQL = """
            SELECT s.path, n.rows, n.first_record, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind = 'result-void'
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            String text = Words.count(row.number(1), "row", "rows") + " of " + Words.file(row, 0) + " (first: row "
                    + row.number(2)
                    + ") carry records but a ResultIndex or ResultCount that is empty, 0 or negative: the"
                    + " service timed out while it answered. Further results of that search may be missing, so that absence"
                    + " from this file proves nothing.";
            found.add(HealthFinding.of(Severity.MEDIUM, "void-results", text).during(row.instant(3), row.instant(4)));
        });
        return found;
    }
}
