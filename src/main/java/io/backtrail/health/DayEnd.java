package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Files whose last record stands just before midnight: an end date without a time means its first second. */
final class DayEnd implements HealthTest {
    private static final String SQL = """
            SELECT path, first_time, last_time
            FROM source
            WHERE rows >= 50 AND date_diff('minute', last_time, date_trunc('day', last_time)::TIMESTAMP + INTERVAL 1 DAY) <= 15
            ORDER BY source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            String text = "The last record of " + Words.file(row, 0) + " is of " + Words.time(row.instant(2))
                    + ", just before midnight. An end date without a time means 00:00, so that the day which was meant to be"
                    + " the last is missing; that it is silent does not show that nothing happened on it.";
            found.add(HealthFinding.of(Severity.LOW, "day-end", text).during(row.instant(2), null));
        });
        return found;
    }
}
