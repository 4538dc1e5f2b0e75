package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * A column of a result.
 *
 * @param name snake_case name
 * @param type SQL type in lower case, as the database names it
 */
public record Column(String name, String type) {
    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }
}
