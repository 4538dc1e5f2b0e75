package io.backtrail.example;

import java.time.Instant;

/**
 * One record of the example tenant as text, whatever log it is of, so that a measurement may alter it.
 *
 * @param family {@code ual}, {@code signin} or {@code directory-audit}
 * @param time when, UTC
 * @param id the record's id in its log
 * @param kind record type of the audit log, or null in the other logs
 * @param operation what was done, as recorded
 * @param userId whose name stands on it; empty in the other logs
 * @param text the record as JSON on one line
 * @param label the truth about it
 */
record Line(
        String family, Instant time, String id, Kind kind, String operation, String userId, String text, Label label) {
    static final String UAL = "ual";
    static final String SIGN_IN = "signin";
    static final String DIRECTORY = "directory-audit";

    static Line of(Entry entry) {
        return new Line(
                UAL,
                entry.time(),
                entry.id(),
                entry.kind(),
                entry.operation(),
                entry.userId(),
                entry.auditData(),
                entry.label());
    }

    boolean isUal() {
        return family.equals(UAL);
    }

    boolean isAttackers() {
        return label.truth().equals("attacker");
    }

    Line withText(String other) {
        return new Line(family, time, id, kind, operation, userId, other, label);
    }

    Line withTime(Instant other) {
        return new Line(family, other, id, kind, operation, userId, text, label);
    }

    Line withUser(String other) {
        return new Line(family, time, id, kind, operation, other, text, label);
    }

    /** Another record of the same content: another id, and the text with it. */
    Line again(String otherId) {
        return new Line(family, time, otherId, kind, operation, userId, text.replace(id, otherId), label);
    }
}
