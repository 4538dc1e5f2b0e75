package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files that an import was told to read and has not read: it was killed or stopped, or could not. */
final class UnreadFiles implements HealthTest {
    private static final String SQL = """
            SELECT count(*) AS files, min(begun) AS begun, list(path ORDER BY ordinal)[1:5] AS first_paths
            FROM import_pending
            WHERE path IS NOT NULL
            HAVING count(*) > 0""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            long files = row.number(0);
            List<String> named = row.texts(2);
            String text = Words.count(files, "file", "files") + " that an import of " + Words.time(row.instant(1))
                    + " was told to read " + (files == 1 ? "is" : "are") + " not in the case: "
                    + String.join(", ", named) + (files > named.size() ? " and more" : "")
                    + ". The import was broken off, or could not read them. Nothing may be concluded from the absence of what"
                    + " they hold. Run the same import again; 'import --forget-unread' takes them off this list.";
            found.add(HealthFinding.of(Severity.HIGH, "unread-files", text));
        });
        return found;
    }
}
