package io.backtrail.health;

import java.time.Instant;

/**
 * Hours without a record.
 *
 * @param workload of what
 * @param from begin, UTC
 * @param to end, UTC
 * @param expected records that these hours usually hold
 */
record Silence(String workload, Instant from, Instant to, long expected) {}
