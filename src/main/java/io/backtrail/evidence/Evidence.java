package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file as it was given to us; its hash never changes.
 *
 * @param file the file on disk; for an entry of a zip archive, the archive
 * @param path the file as given; an entry as {@code a.zip!/b.csv}
 * @param sha256 lower-case hex of the file's bytes as found: of a gzip file the packed bytes, of a zip entry the unpacked
 * @param sizeBytes size of what was hashed
 * @param container {@code plain}, {@code gzip} or {@code zip}
 * @param encoding {@code UTF-8}, {@code UTF-16LE}, {@code UTF-16BE} or {@code windows-1252}
 * @param dialect how the text is laid out, as {@code csv comma} or {@code json lines}; {@code none} when it cannot be read
 * @param shape the export that it is
 * @param shapeReason why, as a sentence
 */
public record Evidence(
        Path file,
        String path,
        String sha256,
        long sizeBytes,
        String container,
        String encoding,
        String dialect,
        Shape shape,
        String shapeReason) {
    public Evidence {
        requireNonNull(file, "file is null");
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(container, "container is null");
        requireNonNull(encoding, "encoding is null");
        requireNonNull(dialect, "dialect is null");
        requireNonNull(shape, "shape is null");
        requireNonNull(shapeReason, "shapeReason is null");
    }
}
