package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files that end inside a record or list. */
final class CutTail implements HealthTest {
    private static final String SQL = """
            SELECT s.path, r.code, max(r.record_no) AS record_no, s.size_bytes, s.first_time, s.last_time
            FROM reject AS r
            JOIN source AS s ON s.source_id = r.source_id
            WHERE r.code IN ('csv.cut-record', 'json.cut', 'json.unclosed', 'evidence.damaged-archive')
            GROUP BY s.source_id, s.path, r.code, s.size_bytes, s.first_time, s.last_time
            ORDER BY s.source_id, r.code""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> found.add(finding(row)));
        return found;
    }

    private static HealthFinding finding(Row row) {
        boolean block = row.number(3) % 4096 == 0;
        String text = Words.file(row, 0) + " ends inside "
                + (row.text(1).equals("json.unclosed") ? "its list of records" : "a record") + " (row " + row.number(2)
                + ", " + row.text(1) + ")"
                + (block ? "; its size is a multiple of 4,096 bytes, as of a copy that was broken off" : "")
                + ". Whatever came behind is not in the case, and nobody can say how much that was: absence from this file"
                + " proves nothing. Copy it again from where it came from.";
        return HealthFinding.of(Severity.HIGH, "cut-file", text).during(row.instant(4), row.instant(5));
    }
}
