package io.backtrail.example;

import java.time.Instant;

/**
 * One sign-in as the Entra sign-in log keeps it, twin of a record of the audit log.
 *
 * @param time when, UTC
 * @param id request id, which the audit log calls IntraSystemId
 * @param correlation correlation id, which the audit log calls InterSystemsId
 * @param hand who, from where, with what
 * @param app the application signed in to
 * @param resource id of the resource
 * @param error sign-in error code, 0 for success
 * @param mfa true when a second factor was asked for and given
 * @param protocol {@code deviceCode}, {@code ropc} or {@code none}
 * @param phase what an intruder's sign-in was for
 */
record SignIn(
        Instant time,
        String id,
        String correlation,
        Hand hand,
        Caller app,
        String resource,
        int error,
        boolean mfa,
        String protocol,
        String phase) {}
