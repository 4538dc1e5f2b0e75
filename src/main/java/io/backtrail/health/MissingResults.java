package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Searches whose numbered results are not all there: ResultIndex must run from 1 to ResultCount. */
final class MissingResults implements HealthTest {
    private static final String SQL = """
            SELECT s.path, sum(w.missing) AS missing, sum(w.present) AS present, sum(w.result_count) AS results,
              count(*) FILTER (WHERE w.missing > 0) AS searches, s.rejected, s.first_time, s.last_time,
              min_by(w.missing_indexes, w.window_no) FILTER (WHERE w.missing > 0) AS indexes,
              min_by(w.result_count, w.window_no) FILTER (WHERE w.missing > 0) AS first_count,
              min(w.first_record) FILTER (WHERE w.missing > 0) AS first_record
            FROM source_window AS w
            JOIN source AS s ON s.source_id = w.source_id
            GROUP BY s.source_id, s.path, s.rejected, s.first_time, s.last_time
            HAVING sum(w.missing) > 0
            ORDER BY s.source_id""";

    private static final String UNTRACKED = """
            SELECT s.path, n.rows, n.first_record, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind = 'result-untracked'
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> found.add(finding(row)));
        reader.scan(UNTRACKED, List.of(), row -> found.add(untracked(row)));
        return found;
    }

    private static HealthFinding untracked(Row row) {
        String text = Words.file(row, 0) + " names more searches than are counted; from row " + row.number(2) + " on, "
                + Words.count(row.number(1), "row was", "rows were")
                + " left out of the count. Whether results are missing"
                + " there is not known, so that absence from the file proves nothing.";
        return HealthFinding.of(Severity.MEDIUM, "missing-results", text).during(row.instant(3), row.instant(4));
    }

    private static HealthFinding finding(Row row) {
        long missing = row.number(1);
        boolean rejected = missing <= row.number(5);
        String text = Words.file(row, 0) + " holds " + Words.number(row.number(2)) + " of "
                + Words.count(row.number(3), "result", "results") + "; in "
                + Words.count(row.number(4), "search", "searches") + " some are missing, first in that of "
                + Words.number(row.number(9)) + " results whose rows begin at row " + row.number(10) + ": "
                + row.text(8) + ". "
                + (rejected
                        ? "As many rows of the file could not be read, which explains it; 'rejects' shows them. What stood in"
                                + " them may not be taken for not having happened."
                        : "The file is a part of a larger result: that something is not in it does not show that it did not"
                                + " happen.");
        return HealthFinding.of(rejected ? Severity.LOW : Severity.HIGH, "missing-results", text)
                .during(row.instant(6), row.instant(7));
    }
}
