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
    /** The bag that we add ourselves to an event which was recovered from a damaged row. */
    public static final String RECOVERY = "Recovery";
    /** In that bag: why the event tells only a part of the record; absent when the record was found whole elsewhere. */
    public static final String PARTIAL = "partial";
    /** In that bag: the code of the damage, as {@code audit-data.cut}. */
    public static final String RECOVERY_CODE = "code";

    public Property {
        requireNonNull(bag, "bag is null");
        requireNonNull(name, "name is null");
    }
}
