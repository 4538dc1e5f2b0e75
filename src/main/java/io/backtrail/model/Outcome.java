package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * How it ended.
 *
 * @param result decided from operation and code, never from {@code ResultStatus} alone, which lies for sign-ins
 * @param code error or status code as recorded, or null
 * @param text the record's own words, or null
 */
public record Outcome(Result result, String code, String text) {
    public Outcome {
        requireNonNull(result, "result is null");
    }
}
