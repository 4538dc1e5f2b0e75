package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * What a user agent string claims to be; forgeable.
 *
 * @param family browser or program: {@code Chrome}, {@code Outlook}, {@code python-requests}, or null
 * @param os operating system family, or null
 * @param kind {@code browser}, {@code mail-client}, {@code mobile}, {@code script}, {@code service} or {@code unknown}
 */
public record Agent(String family, String os, String kind) {
    /** Nothing known. */
    public static final Agent UNKNOWN = new Agent(null, null, "unknown");

    public Agent {
        requireNonNull(kind, "kind is null");
    }
}
