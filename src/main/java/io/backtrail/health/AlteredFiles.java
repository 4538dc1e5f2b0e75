package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files that a tool changed on their way: letters lost, times printed in another zone, slots full, repeats taken out. */
final class AlteredFiles implements HealthTest {
    private static final String NOTES = """
            SELECT s.path, n.kind, n.value, n.rows, n.first_record, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind IN ('encoding-loss', 'clock-shift', 'slots-full')
            ORDER BY s.source_id, n.kind, n.value""";

    private static final String NO_REPEATS = """
            SELECT s.path, s.rows, s.first_time, s.last_time
            FROM source AS s
            WHERE s.shape IN ('ual-csv', 'ual-json') AND s.rows >= 5000
              AND NOT EXISTS (SELECT 1 FROM copy AS c JOIN event_core AS e ON e.event_seq = c.event_seq
                WHERE c.source_id = s.source_id AND e.source_id = s.source_id)
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(NOTES, List.of(), row -> found.add(note(row)));
        reader.scan(NO_REPEATS, List.of(), row -> {
            String text = "None of the " + Words.number(row.number(1)) + " rows of " + Words.file(row, 0)
                    + " repeats another, which Search-UnifiedAuditLog hardly ever gives: somebody took repeats out. What else"
                    + " was taken out is not known; ask for the export as it came.";
            found.add(HealthFinding.of(Severity.INFO, "no-repeats", text).during(row.instant(2), row.instant(3)));
        });
        return found;
    }

    private static HealthFinding note(Row row) {
        String where = Words.count(row.number(3), "row", "rows") + " of " + Words.file(row, 0) + " (first: row "
                + row.number(4) + ")";
        return switch (row.text(1)) {
            case "encoding-loss" ->
                finding(
                        row,
                        Severity.LOW,
                        "encoding-loss",
                        "In " + where
                                + " question marks stand inside words, and the whole file has no letter outside of"
                                + " English: it was saved in an encoding that lost them. Names, subjects and folders with such"
                                + " letters cannot be searched for; not finding one shows nothing.");
            case "clock-shift" ->
                finding(
                        row,
                        Severity.LOW,
                        "clock-shift",
                        "In " + where + " the column CreationDate shows a time of day that is " + row.text(2)
                                + " from the record's own: it was printed in the zone of another machine. Times here are"
                                + " the records' own, UTC; whoever filtered the file by that column may have cut hours off its"
                                + " ends, so silence there shows nothing.");
            default ->
                finding(
                        row,
                        Severity.MEDIUM,
                        "slots-full",
                        "In " + where
                                + " the last of the slots that the portal's table has for targets, changes or details"
                                + " is in use: there may have been more. That a target or change is not listed does not show"
                                + " that it was not made; the JSON of the same log has all.");
        };
    }

    private static HealthFinding finding(Row row, Severity severity, String code, String text) {
        return HealthFinding.of(severity, code, text).during(row.instant(5), row.instant(6));
    }
}
