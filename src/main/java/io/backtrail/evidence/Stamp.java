package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * What tells that a file is still the one that was found.
 *
 * @param size in bytes
 * @param modified as the file system says
 */
record Stamp(long size, FileTime modified) {
    static Stamp of(Path file) throws IOException {
        return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
    }

    /** Stops the reading of a file that was changed since. */
    void check(Path file) throws IOException {
        Stamp now = of(file);
        if (!now.equals(this)) {
            throw new ProblemException(new Problem(
                    "evidence.changed",
                    file.toString(),
                    "the file as it was found, " + size + " bytes of " + modified,
                    now.size + " bytes of " + now.modified,
                    "let nothing write to evidence, then import it again"));
        }
    }
}
