package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Records that came again under the same id and say something else. */
final class Conflicts implements HealthTest {
    private static final String SQL = """
            SELECT s.path, count(*) AS rows, min(c.record_no) AS first_row, min(e.event_time) AS first_time,
              max(e.event_time) AS last_time, list(DISTINCT e.event_id ORDER BY e.event_id)[1:5] AS events,
              bool_and(s.shape <> f.shape AND NOT starts_with(coalesce(c.difference, 'content'), 'content')) AS other_shapes,
              list(DISTINCT c.difference ORDER BY c.difference)[1:3] AS differences
            FROM copy AS c
            JOIN event_core AS e ON e.event_seq = c.event_seq
            JOIN source AS s ON s.source_id = c.source_id
            JOIN source AS f ON f.source_id = e.source_id
            WHERE NOT c.identical AND coalesce(c.difference, 'content') NOT IN ('writing', 'letters')
            GROUP BY s.source_id, s.path
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            boolean otherShapes = row.truth(6);
            String text = Words.count(row.number(1), "row", "rows") + " of " + Words.file(row, 0) + " (first: row "
                    + row.number(2) + ") " + (row.number(1) == 1 ? "brings" : "bring")
                    + " a known id with another text (" + String.join("; ", row.texts(7)) + "). "
                    + (otherShapes
                            ? "The two come from different kinds of export, which write the same record differently, so that"
                                    + " is no sign of editing"
                            : "The service does not do that: one of the two was edited, cut or written anew by a tool")
                    + ". Both are kept and the first is used; where such a record decides, it may not be relied on before"
                    + " 'show' has been used to compare the two.";
            found.add(HealthFinding.of(otherShapes ? Severity.INFO : Severity.MEDIUM, "conflicting-records", text)
                    .during(row.instant(3), row.instant(4))
                    .shownBy(row.texts(5)));
        });
        return found;
    }
}
