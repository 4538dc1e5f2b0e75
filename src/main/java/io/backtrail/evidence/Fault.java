package io.backtrail.evidence;

/**
 * Why a row is no record.
 *
 * @param code stable dotted name, as {@code csv.cut-record}
 * @param reason what was expected, what stood there and what to do, as a sentence
 */
record Fault(String code, String reason) {
    static Fault of(String code, String reason) {
        return new Fault(code, reason);
    }
}
