package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * What was done, in the service's own words.
 *
 * @param workload {@code Workload}, or null if the record names none
 * @param recordType {@code RecordType} as a number, or null if unknown
 * @param operation the verb as recorded, trailing dots and all; never empty
 */
public record Activity(String workload, Integer recordType, String operation) {
    public Activity {
        requireNonNull(operation, "operation is null");
    }
}
