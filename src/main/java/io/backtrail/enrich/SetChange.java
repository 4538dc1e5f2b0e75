package io.backtrail.enrich;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What one file of an investigator changed in a reference set.
 *
 * @param set name of the set
 * @param file where it was read
 * @param version SHA-256 of the file, hexadecimal
 * @param added entries added or given another note
 * @param removed entries taken out
 */
public record SetChange(String set, Path file, String version, int added, int removed) {
    public SetChange {
        requireNonNull(set, "set is null");
        requireNonNull(file, "file is null");
        requireNonNull(version, "version is null");
    }
}
