package io.backtrail.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The stretch that a written time covers: a month, a day, a minute, or a second, UTC.
 *
 * @param start first instant
 * @param end first instant after it
 */
record TimeSpan(Instant start, Instant end) {
    private static final int MONTH_LENGTH = "2026-09".length();
    private static final int DAY_LENGTH = "2026-09-07".length();
    private static final int MINUTE_LENGTH = "2026-09-07T12:00".length();

    /**
     * Reads {@code 2026-09}, {@code 2026-09-07}, {@code 2026-09-07T12:00} or {@code 2026-09-07T12:00:00Z}, also with an offset.
     *
     * @throws DateTimeException if it is none of these
     */
    static TimeSpan parse(String text) {
        String time = text.strip().toUpperCase(Locale.ROOT);
        if (time.length() == MONTH_LENGTH) {
            YearMonth month = YearMonth.parse(time);
            return days(month.atDay(1), month.plusMonths(1).atDay(1));
        }
        if (time.length() == DAY_LENGTH) {
            LocalDate day = LocalDate.parse(time);
            return days(day, day.plusDays(1));
        }
        boolean zoned = time.endsWith("Z") || time.indexOf('+', DAY_LENGTH) > 0 || time.indexOf('-', DAY_LENGTH) > 0;
        Instant start = zoned
                ? OffsetDateTime.parse(time).toInstant()
                : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        return new TimeSpan(start, start.plus(1, unit(zoned ? withoutZone(time) : time)));
    }

    private static String withoutZone(String time) {
        return time.replaceFirst("(Z|[+-][0-9]{2}:?[0-9]{2})$", "");
    }

    private static ChronoUnit unit(String time) {
        if (time.indexOf('.') > 0) {
            return ChronoUnit.MICROS;
        }
        return time.length() == MINUTE_LENGTH ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    }

    private static TimeSpan days(LocalDate first, LocalDate after) {
        return new TimeSpan(
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                after.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
