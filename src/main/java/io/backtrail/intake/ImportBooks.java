package io.backtrail.intake;

import io.backtrail.problem.Problem;
import java.util.List;

/**
 * The books of one import.
 *
 * @param sources one entry a file that was read, in the order they were read
 * @param problems what could not be read, and why
 * @param stopped true if it was stopped before its end, so that some files are not read or the index lacks some text
 */
public record ImportBooks(List<SourceBooks> sources, List<Problem> problems, boolean stopped) {
    public ImportBooks {
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /** Rows of all files. */
    public long rows() {
        return sources.stream().mapToLong(SourceBooks::rows).sum();
    }

    /** New events of all files. */
    public long stored() {
        return sources.stream().mapToLong(SourceBooks::stored).sum();
    }

    /** Repeated records of all files. */
    public long repeated() {
        return sources.stream().mapToLong(SourceBooks::repeated).sum();
    }

    /** Rows of all files of which only a part could be read. */
    public long partial() {
        return sources.stream().mapToLong(SourceBooks::partial).sum();
    }

    /** Rejected rows of all files. */
    public long rejected() {
        return sources.stream().mapToLong(SourceBooks::rejected).sum();
    }
}
