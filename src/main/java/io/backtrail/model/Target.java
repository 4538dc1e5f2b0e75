package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * One thing that a directory event names as its target.
 *
 * @param kind what it is: {@code user}, {@code app}, {@code role}, {@code device}, {@code upn}, {@code id} …
 * @param value its name or id as recorded
 */
public record Target(String kind, String value) {
    public Target {
        requireNonNull(kind, "kind is null");
        requireNonNull(value, "value is null");
    }
}
