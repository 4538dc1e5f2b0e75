package io.backtrail.normalize;

import java.util.Map;

/**
 * An audit record on its way to an event: its parsed body, the columns around it and its bags.
 *
 * @param body the AuditData object
 * @param envelope the other columns by name; names the record's facts where the body does not
 * @param bags the name-and-value bags of the body
 * @param operation {@code Operation} as recorded
 * @param folded the operation as we compare it
 * @param recordType {@code RecordType} as a number, or null
 */
record UalRecord(
        Json body, Map<String, String> envelope, Bags bags, String operation, String folded, Integer recordType) {

    /** The trimmed scalar of this top-level key, or null. */
    String word(String name) {
        return body.word(name);
    }

    boolean isType(int number) {
        return recordType != null && recordType == number;
    }

    /** A cmdlet's parameter, or null. */
    String parameter(String name) {
        return bags.value("Parameters", name);
    }
}
