package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files whose name promises more days than their records cover, as {@code InteractiveSignIns_2026-08-22_2026-09-22.csv}. */
final class NamedRange implements HealthTest {
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(20\\d\\d)(?:-(\\d\\d)-(\\d\\d)|(\\d\\d)(\\d\\d))(?!\\d)");
    private static final long SLACK_DAYS = 2;

    private static final String SQL =
            "SELECT path, first_time, last_time FROM source WHERE first_time IS NOT NULL ORDER BY source_id";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> look(row, found));
        return found;
    }

    private static void look(Row row, List<HealthFinding> found) {
        String file = Words.file(row, 0);
        List<LocalDate> dates = dates(file);
        if (dates.size() != 2 || dates.get(1).isBefore(dates.get(0))) {
            return;
        }
        LocalDate first = day(row.instant(1));
        LocalDate last = day(row.instant(2));
        boolean late = first.isAfter(dates.get(0).plusDays(SLACK_DAYS));
        boolean early = last.isBefore(dates.get(1).minusDays(SLACK_DAYS));
        if (late || early) {
            String text = "The name of " + file + " promises records from " + dates.get(0) + " to " + dates.get(1)
                    + ", and its records go from " + first + " to " + last
                    + ". That the other days are silent does not show that nothing happened on them: the export may have"
                    + " ended early, or the records may have expired.";
            found.add(HealthFinding.of(Severity.MEDIUM, "named-range", text)
                    .during(
                            dates.get(0).atStartOfDay(ZoneOffset.UTC).toInstant(),
                            dates.get(1)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()));
        }
    }

    private static List<LocalDate> dates(String name) {
        List<LocalDate> dates = new ArrayList<>();
        Matcher date = DATE.matcher(name);
        while (date.find()) {
            boolean dashed = date.group(2) != null;
            try {
                dates.add(LocalDate.of(
                        Integer.parseInt(date.group(1)),
                        Integer.parseInt(date.group(dashed ? 2 : 4)),
                        Integer.parseInt(date.group(dashed ? 3 : 5))));
            } catch (DateTimeException e) {
                // A number that is no date.
                continue;
            }
        }
        return dates;
    }

    private static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
