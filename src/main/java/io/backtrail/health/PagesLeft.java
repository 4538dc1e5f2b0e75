package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Answers of a paged interface that say themselves that there is another page. */
final class PagesLeft implements HealthTest {
    private static final String SQL = """
            SELECT s.path, n.kind, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind IN ('next-link', 'more-records')
            ORDER BY s.source_id, n.kind""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            String mark = row.text(1).equals("next-link") ? "@odata.nextLink" : "moreRecordsAvailable";
            String text = "The last page in " + Words.file(row, 0) + " carries " + mark
                    + ": the service had more, and it was not fetched. That something is not in the file does not show that"
                    + " it did not happen.";
            found.add(HealthFinding.of(Severity.HIGH, "pages-left", text).during(row.instant(2), row.instant(3)));
        });
        return found;
    }
}
