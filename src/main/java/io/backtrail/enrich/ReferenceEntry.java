package io.backtrail.enrich;

import static java.util.Objects.requireNonNull;

/**
 * One fact of a reference set, as queries read it from {@code reference_set}.
 *
 * @param set name of the set: {@code hide-folder}
 * @param value what is looked for, lower case
 * @param note what it means: class, language or name, as the set has it; may be empty
 * @param weight how much it weighs; 1 in a set without weights
 */
public record ReferenceEntry(String set, String value, String note, int weight) {
    public ReferenceEntry {
        requireNonNull(set, "set is null");
        requireNonNull(value, "value is null");
        requireNonNull(note, "note is null");
    }
}
