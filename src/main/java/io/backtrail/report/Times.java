package io.backtrail.report;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a report shows them: UTC first, and the reader's zone beside it where one was asked for. */
final class Times {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private final ZoneId zone;

    private Times(ZoneId zone) {
        this.zone = zone;
    }

    /** For a zone by name, or null for UTC alone. */
    static Times in(String zone) {
        try {
            return new Times(zone == null ? null : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new ProblemException(new Problem(
                    "report.time-zone",
                    "time zone",
                    "the name of a zone, as Europe/Amsterdam",
                    Problem.quote(zone),
                    "without a zone, all times are UTC"));
        }
    }

    /** As {@code 2026-09-07 12:00:00Z}; empty when null. */
    String utc(Instant time) {
        return time == null ? "" : time.toString().replace('T', ' ');
    }

    /** As {@code 2026-09-07 14:00:00 +02:00}; empty without a zone or when null. */
    String local(Instant time) {
        return time == null || zone == null ? "" : LOCAL.format(time.atZone(zone));
    }

    /** As {@code 3 days 4 h}, {@code 2 h 10 min} or {@code 45 s}. */
    static String span(Duration span) {
        if (span.toDays() > 0) {
            return Words.count(span.toDays(), "day", "days") + " " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
    }
}
