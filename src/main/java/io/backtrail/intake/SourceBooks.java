package io.backtrail.intake;

import static java.util.Objects.requireNonNull;

import io.backtrail.evidence.RejectedRow;
import java.util.List;

/**
 * What became of the rows of one file: rows = stored + repeated + rejected.
 *
 * @param path the file as given
 * @param sha256 of its bytes, lower-case hex
 * @param shape word of the export shape
 * @param rows rows or elements seen
 * @param stored new events
 * @param repeated events that were known, or all that could be read when {@code known}
 * @param rejected rows kept with their reason
 * @param conflicts those of the repeated whose text differs from the first sighting
 * @param partial rows of which only a part could be read, because their own record is damaged; stored or repeated
 * @param known true if the same bytes were imported before, so that nothing changed
 * @param rejects the first rejected rows, at most {@value #MOST_REJECTS}; empty when {@code known}
 * @param partials the first rows of which only a part could be read, likewise
 */
public record SourceBooks(
        String path,
        String sha256,
        String shape,
        long rows,
        long stored,
        long repeated,
        long rejected,
        long conflicts,
        long partial,
        boolean known,
        List<RejectedRow> rejects,
        List<PartialRow> partials) {
    /** More rejected rows than this stand only in the table {@code reject}. */
    public static final int MOST_REJECTS = 1_000;

    public SourceBooks {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(shape, "shape is null");
        rejects = List.copyOf(rejects);
        partials = List.copyOf(partials);
        if (rows != stored + repeated + rejected) {
            throw new IllegalStateException("the books of " + path + " do not balance");
        }
    }
}
