package io.backtrail.health;

import static java.util.Objects.requireNonNull;

import io.backtrail.problem.Problem;
import java.time.Instant;
import java.util.List;

/**
 * One hole in the evidence, or reason to suspect one.
 *
 * @param code stable name of the kind, as {@code row-cap}; {@code docs/health.md} lists them
 * @param severity {@code info}, {@code low}, {@code medium} or {@code high}: how much it weakens what is concluded
 * @param account account or mailbox it is about, or null when it is about all
 * @param workload workload it is about, or null when it is about all
 * @param from when it begins, UTC, or null when it has no beginning
 * @param to when it ends, UTC, or null when it has no end
 * @param text what was found, and what may not be concluded because of it; safe to print
 * @param events ids of some events that show it; may be empty
 */
public record HealthFinding(
        String code,
        String severity,
        String account,
        String workload,
        Instant from,
        Instant to,
        String text,
        List<String> events) {
    public HealthFinding {
        requireNonNull(code, "code is null");
        requireNonNull(severity, "severity is null");
        text = Problem.clean(requireNonNull(text, "text is null"));
        events = List.copyOf(events);
    }

    /** 0 for the gravest severity, 3 for the lightest. */
    int rank() {
        return Severity.of(severity).ordinal();
    }

    /** A finding about all of the evidence; what it is about is added with the methods below. */
    static HealthFinding of(Severity severity, String code, String text) {
        return new HealthFinding(code, severity.word(), null, null, null, null, text, List.of());
    }

    HealthFinding about(String who) {
        return new HealthFinding(code, severity, who, workload, from, to, text, events);
    }

    HealthFinding in(String where) {
        return new HealthFinding(code, severity, account, where, from, to, text, events);
    }

    HealthFinding during(Instant first, Instant last) {
        return new HealthFinding(code, severity, account, workload, first, last, text, events);
    }

    HealthFinding shownBy(List<String> ids) {
        return new HealthFinding(code, severity, account, workload, from, to, text, ids);
    }
}
