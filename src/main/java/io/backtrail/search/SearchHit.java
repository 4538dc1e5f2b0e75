package io.backtrail.search;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One event that a query found.
 *
 * @param eventSeq key of the event in the case database
 * @param eventId the event's id
 * @param eventTime UTC, whole microseconds
 * @param account canonical actor, or null
 * @param operation as recorded
 * @param score how well it fits, higher is better; to be compared within one result only
 */
public record SearchHit(
        long eventSeq, String eventId, Instant eventTime, String account, String operation, double score) {
    public SearchHit {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(eventTime, "eventTime is null");
        requireNonNull(operation, "operation is null");
    }
}
