package io.backtrail.cli;

import io.backtrail.evidence.Evidence;
import io.backtrail.intake.ImportWatcher;
import io.backtrail.intake.SourceBooks;
import io.backtrail.problem.Problem;
import java.io.PrintWriter;
import java.util.Locale;

/** The moving line of a long import; only where a person looks on. */
final class ImportProgress implements ImportWatcher {
    private static final long NANOS_BETWEEN_LINES = 200_000_000L;

    private final PrintWriter err;
    private final boolean moving;
    private Evidence current;
    private long began;
    private long lastLine;
    private int longest;

    ImportProgress(Backtrail top) {
        this.err = top.surroundings().err();
        this.moving = top.surroundings().interactive() && !top.isQuiet();
    }

    @Override
    public void begins(Evidence evidence) {
        current = evidence;
        began = System.nanoTime();
        lastLine = began;
    }

    @Override
    public void reads(long bytes, long rows) {
        long now = System.nanoTime();
        if (!moving || now - lastLine < NANOS_BETWEEN_LINES) {
            return;
        }
        lastLine = now;
        double seconds = (now - began) / 1e9;
        String left = current.container().equals("plain") && bytes > 0
                ? String.format(
                        Locale.ROOT, ", %.0f s left", seconds * Math.max(0, current.sizeBytes() - bytes) / bytes)
                : "";
        show(String.format(
                Locale.ROOT,
                "%s: %,d rows, %.0f MB, %,.0f rows/s%s",
                Problem.clean(current.path()),
                rows,
                bytes / 1e6,
                rows / seconds,
                left));
    }

    @Override
    public void ends(SourceBooks books) {
        current = null;
    }

    @Override
    public void catchesUp(String what) {
        if (moving) {
            show(what + " ...");
        }
    }

    /** Takes the line away. */
    void done() {
        if (longest > 0) {
            show("");
            err.print('\r');
            err.flush();
        }
    }

    private void show(String line) {
        err.print('\r' + line + " ".repeat(Math.max(0, longest - line.length())));
        err.flush();
        longest = Math.max(longest, line.length());
    }
}
