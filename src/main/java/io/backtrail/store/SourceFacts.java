package io.backtrail.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What the table {@code source} says of one file, apart from the counts.
 *
 * @param path the path as given; an entry of an archive reads {@code a.zip!/b.csv}
 * @param sha256 of the file's bytes, lower-case hex
 * @param sizeBytes size in bytes
 * @param container {@code plain}, {@code gzip} or {@code zip}
 * @param encoding character encoding found
 * @param dialect CSV or JSON dialect found
 * @param shape word of the export shape found
 * @param shapeReason why it was taken for that
 * @param started when the import of this file began, UTC
 * @param ended when it ended, UTC
 * @param toolVersion version of Backtrail
 * @param packVersions names and versions of the packs, sorted
 */
public record SourceFacts(
        String path,
        String sha256,
        long sizeBytes,
        String container,
        String encoding,
        String dialect,
        String shape,
        String shapeReason,
        Instant started,
        Instant ended,
        String toolVersion,
        String packVersions) {
    public SourceFacts {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(container, "container is null");
        requireNonNull(encoding, "encoding is null");
        requireNonNull(dialect, "dialect is null");
        requireNonNull(shape, "shape is null");
        requireNonNull(shapeReason, "shapeReason is null");
        requireNonNull(started, "started is null");
        requireNonNull(ended, "ended is null");
    }
}
