package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * One name and value out of a bag of the record; repeats are kept.
 *
 * @param bag the bag's name: {@code Parameters}, {@code ExtendedProperties}, {@code ModifiedProperties} …
 * @param name the property's name as recorded
 * @param value the (new) value as text, or null
 * @param oldValue the old value where the bag has one, or null
 */
public record Property(String bag, String name, String value, String oldValue) {
    public Property {
        requireNonNull(bag, "bag is null");
        requireNonNull(name, "name is null");
    }
}
