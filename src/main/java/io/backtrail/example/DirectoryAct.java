package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/**
 * One change in the directory as the Entra audit log keeps it, twin of a record of the audit log.
 *
 * @param time when, UTC
 * @param id the log's own id
 * @param correlation joins it to the audit log's InterSystemsId
 * @param activity display name, without the final dot
 * @param category as {@code UserManagement}
 * @param hand who did it
 * @param target whom it was done to
 * @param changes name, old and new value, three by three; values are JSON text
 * @param phase what an intruder's change was for
 */
record DirectoryAct(
        Instant time,
        String id,
        String correlation,
        String activity,
        String category,
        Hand hand,
        Target target,
        List<String> changes,
        String phase) {}
