package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files written less than a day after their last record: the service delivers records up to a day late, and later. */
final class LateTail implements HealthTest {
    private static final String SQL = """
            SELECT s.path, s.last_time, try_cast(n.value AS TIMESTAMP) AS written
            FROM source AS s
            JOIN source_note AS n ON n.source_id = s.source_id AND n.kind = 'modified'
            WHERE try_cast(n.value AS TIMESTAMP) BETWEEN s.last_time AND s.last_time + INTERVAL 24 HOUR
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            String text =
                    Words.file(row, 0) + " was written at " + Words.time(row.instant(2)) + ", less than a day after its"
                            + " last record. Records arrive an hour late as a rule and a day late at times, so those of the last 24"
                            + " hours are not all there: silence at the end of the file does not show that an attacker was gone.";
            found.add(HealthFinding.of(Severity.MEDIUM, "late-records", text)
                    .during(row.instant(2).minusSeconds(86_400), row.instant(2)));
        });
        return found;
    }
}
