package io.backtrail.search;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event as the index takes it in.
 *
 * @param eventSeq key of the event in the case database
 * @param eventId the event's id
 * @param eventTime UTC
 * @param account canonical actor, or null
 * @param operation as recorded
 * @param clientIp address without port, or null
 * @param sessionId sign-in session, or null
 * @param appId application, or null
 * @param mailbox owner of the mailbox acted upon, or null
 * @param subject of the message, or null
 * @param result {@code success}, {@code failure}, {@code interrupted} or {@code unknown}; or null
 * @param workload as recorded, or null
 * @param summary one line for a reader, or null
 * @param raw the record exactly as it was
 */
public record SearchDocument(
        long eventSeq,
        String eventId,
        Instant eventTime,
        String account,
        String operation,
        String clientIp,
        String sessionId,
        String appId,
        String mailbox,
        String subject,
        String result,
        String workload,
        String summary,
        String raw) {
    public SearchDocument {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(eventTime, "eventTime is null");
        requireNonNull(operation, "operation is null");
        requireNonNull(raw, "raw is null");
    }
}
