package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files whose records stand in no order of time, as a session of Search-UnifiedAuditLog with ReturnLargeSet gives them. */
final class UnsortedFile implements HealthTest {
    private static final String SQL = """
            SELECT s.path, s.rows, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind = 'order' AND n.value = 'unsorted'
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            String text = "The records of " + Words.file(row, 0) + " stand in no order of time, as a large result of"
                    + " Search-UnifiedAuditLog does. If it was broken off, the missing records are spread over all of its time"
                    + " and not at its end: a quiet hour inside it is no quiet hour for certain.";
            found.add(HealthFinding.of(Severity.INFO, "unsorted", text).during(row.instant(2), row.instant(3)));
        });
        return found;
    }
}
