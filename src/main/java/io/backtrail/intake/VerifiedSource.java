package io.backtrail.intake;

import static java.util.Objects.requireNonNull;

/**
 * What reading one original again gave.
 *
 * @param sourceId number of the file in the case
 * @param path the file as it was imported
 * @param sha256 of its bytes at import, lower-case hex
 * @param foundAt where it was read now, or null when it was not found
 * @param state how it compares with the case
 * @param rows rows that the case has of it
 * @param same those of them that were read again and are the same
 * @param firstDiffering number of the first row that differs, or null when none does or none was read
 * @param text what was found, as a sentence
 */
public record VerifiedSource(
        long sourceId,
        String path,
        String sha256,
        String foundAt,
        VerifiedState state,
        long rows,
        long same,
        Long firstDiffering,
        String text) {
    public VerifiedSource {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(state, "state is null");
        requireNonNull(text, "text is null");
    }
}
