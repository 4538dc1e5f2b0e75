package io.backtrail.cli;

import io.backtrail.evidence.Evidence;
import io.backtrail.intake.ImportWatcher;
import io.backtrail.intake.SourceBooks;
import io.backtrail.problem.Problem;
import java.util.Locale;

/** The moving line of a long import; only where a person looks on. */
final class ImportProgress implements ImportWatcher {
    private static final long NANOS_BETWEEN_LINES = 200_000_000L;

    private final MovingLine line;
    private Evidence current;
    private long began;
    private long lastLine;

    ImportProgress(Backtrail top) {
        this.line = new MovingLine(top);
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
        if (!line.isSeen() || now - lastLine < NANOS_BETWEEN_LINES) {
            return;
        }
        lastLine = now;
        double seconds = (now - began) / 1e9;
        String left = current.container().equals("plain") && bytes > 0
                ? String.format(
                        Locale.ROOT, ", %.0f s left", seconds * Math.max(0, current.sizeBytes() - bytes) / bytes)
                : "";
        line.show(String.format(
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
        line.show(what + " ...");
    }

    /** Takes the line away. */
    void done() {
        line.done();
    }
}
