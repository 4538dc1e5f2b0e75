package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

/**
 * A value that an investigation may be given; its SQL reads it with {@code getvariable}.
 *
 * @param name snake_case name
 * @param type {@code varchar}, {@code varchar[]}, {@code integer}, {@code bigint}, {@code double}, {@code boolean} or
 *     {@code timestamp}
 * @param required true if a run without it makes no sense
 * @param defaultValue text of the value when none is given, or null: then the variable is NULL
 * @param text what it means, with its unit
 */
public record Parameter(String name, String type, boolean required, String defaultValue, String text) {
    public Parameter {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(text, "text is null");
    }
}
