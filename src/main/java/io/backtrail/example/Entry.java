package io.backtrail.example;

import java.time.Instant;

/**
 * One record of the unified audit log, and the truth about it.
 *
 * @param time when, UTC, whole seconds
 * @param id the record's id
 * @param kind its record type
 * @param operation what was done, as recorded
 * @param userId whose name stands on it
 * @param auditData the record as JSON on one line
 * @param label the truth about it
 */
record Entry(Instant time, String id, Kind kind, String operation, String userId, String auditData, Label label) {}
