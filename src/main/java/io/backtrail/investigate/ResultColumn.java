package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

/**
 * A column that an investigation gives.
 *
 * @param name snake_case name, as the SELECT names it
 * @param type SQL type in lower case
 * @param text what it means, with unit and zone
 */
public record ResultColumn(String name, String type, String text) {
    public ResultColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(text, "text is null");
    }
}
