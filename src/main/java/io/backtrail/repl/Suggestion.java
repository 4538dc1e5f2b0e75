package io.backtrail.repl;

import static java.util.Objects.requireNonNull;

/**
 * One way to go on typing.
 *
 * @param value the whole word as it should stand, without quotes; one that ends in {@code =} or {@code /} goes on
 * @param description what it means, in a few words; or null
 * @param group heading to list it under, or null
 */
public record Suggestion(String value, String description, String group) {
    public Suggestion {
        requireNonNull(value, "value is null");
    }
}
