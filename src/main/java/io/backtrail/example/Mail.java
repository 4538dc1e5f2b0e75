package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/**
 * One message on its way, as the message trace keeps it.
 *
 * @param time when it was received for delivery, UTC
 * @param traceId id of the trace, equal to the network message id
 * @param messageId Internet message id with its brackets
 * @param from sender
 * @param to recipients
 * @param subject subject line
 * @param fromAddress where it came in from; empty for a message from inside
 * @param size bytes
 */
record Mail(
        Instant time,
        String traceId,
        String messageId,
        String from,
        List<String> to,
        String subject,
        String fromAddress,
        int size) {}
