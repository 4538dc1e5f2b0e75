package io.backtrail.intake;

import io.backtrail.evidence.RejectedRow;
import io.backtrail.model.Event;
import io.backtrail.model.Origin;
import io.backtrail.model.StateRow;

/**
 * One row of a file on its way into the case: an event, a state, or the reason why it is neither.
 *
 * @param event what happened, or null if the row tells no event
 * @param state how something stands, or null if the row tells no state
 * @param origin where the record stands, or null if the row was rejected
 * @param raw the record's text, or null if the row was rejected
 * @param reject why the row is neither, or null
 */
record IntakeRow(Event event, StateRow state, Origin origin, String raw, RejectedRow reject) {
    static IntakeRow of(Event event, Origin origin, String raw) {
        return new IntakeRow(event, null, origin, raw, null);
    }

    static IntakeRow of(StateRow state, Origin origin, String raw) {
        return new IntakeRow(null, state, origin, raw, null);
    }

    static IntakeRow of(RejectedRow reject) {
        return new IntakeRow(null, null, null, null, reject);
    }
}
