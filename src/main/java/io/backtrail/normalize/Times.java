package io.backtrail.normalize;

import io.backtrail.problem.Problem;
import java.time.Instant;
import java.util.Map;

/**
 * When an event happened.
 *
 * @param instant UTC
 * @param inferred true if it was not in the record itself but in a column beside it
 */
record Times(Instant instant, boolean inferred) {
    /**
     * The time in the record's own text, else in one of these columns.
     *
     * @throws BadRecordException if neither can be read
     */
    static Times of(String own, Map<String, String> envelope, String... columns) throws BadRecordException {
        Instant exact = TimeText.iso(own);
        if (exact != null) {
            return new Times(exact, false);
        }
        String column = Envelopes.word(envelope, columns);
        Instant inferred = TimeText.anyCulture(column);
        if (inferred == null) {
            inferred = TimeText.anyCulture(own);
        }
        if (inferred != null) {
            return new Times(inferred, true);
        }
        String found = own == null ? column : own;
        throw new BadRecordException(
                "record.no-time",
                "expected a time such as 2024-05-06T07:08:09, found "
                        + (found == null ? "none" : Problem.quote(found)));
    }
}
