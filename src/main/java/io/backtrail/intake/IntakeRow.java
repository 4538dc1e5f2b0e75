package io.backtrail.intake;

import io.backtrail.evidence.RejectedRow;
import io.backtrail.model.Event;
import io.backtrail.model.Origin;

/**
 * One row of a file on its way into the case: an event, or the reason why it is none.
 *
 * @param event what the record tells, or null if the row was rejected
 * @param origin where the record stands, or null if the row was rejected
 * @param raw the record's text, or null if the row was rejected
 * @param reject why the row is no event, or null if it is one
 */
record IntakeRow(Event event, Origin origin, String raw, RejectedRow reject) {
    static IntakeRow of(Event event, Origin origin, String raw) {
        return new IntakeRow(event, origin, raw, null);
    }

    static IntakeRow of(RejectedRow reject) {
        return new IntakeRow(null, null, null, reject);
    }
}
