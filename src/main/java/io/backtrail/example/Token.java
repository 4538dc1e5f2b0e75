package io.backtrail.example;

import java.time.Instant;

/**
 * An access token.
 *
 * @param id unique token id, 22 characters of base64url
 * @param issued when it was issued, UTC
 */
record Token(String id, Instant issued) {}
