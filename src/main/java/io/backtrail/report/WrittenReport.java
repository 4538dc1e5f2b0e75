package io.backtrail.report;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A report as it lies on disk.
 *
 * @param file where it is
 * @param sha256 of its bytes, lower-case hex
 * @param sizeBytes size in bytes
 */
public record WrittenReport(Path file, String sha256, long sizeBytes) {
    public WrittenReport {
        requireNonNull(file, "file is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
