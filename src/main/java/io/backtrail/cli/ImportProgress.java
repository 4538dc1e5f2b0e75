package io.backtrail.cli;

import io.backtrail.evidence.Evidence;
import io.backtrail.intake.ImportWatcher;
import io.backtrail.intake.SourceBooks;
import io.backtrail.problem.Problem;
import java.io.PrintWriter;
import java.util.Locale;

/** The moving line of a long import, and the way to stop it. The line is only where a person looks on. */
final class ImportProgress implements ImportWatcher {
    private static final long NANOS_BETWEEN_LINES = 200_000_000L;
    private static final int LONGEST_NAME = 40;

    private final PrintWriter err;
    private final MovingLine line;
    private final StopSign stopSign;
    private final long began = System.nanoTime();
    private int files;
    private int file;
    private long plannedBytes = -1;
    private long earlierBytes;
    private long earlierRows;
    private Evidence current;
    private long fileBegan;
    private long rowsOfFile;
    private long indexBegan;
    private long lastLine = began;
    private boolean saysStop;

    ImportProgress(Backtrail top) {
        this.err = top.surroundings().err();
        this.line = new MovingLine(top);
        this.stopSign = top.desk().stopSign();
    }

    @Override
    public void plans(int planned, long bytes) {
        files = planned;
        plannedBytes = bytes;
    }

    @Override
    public boolean wantsToStop() {
        boolean stops = stopSign.isRaised();
        if (stops && !saysStop) {
            saysStop = true;
            done();
            err.println("stopping at a safe point ...");
            err.flush();
        }
        return stops;
    }

    @Override
    public void begins(Evidence evidence) {
        file++;
        current = evidence;
        fileBegan = System.nanoTime();
        rowsOfFile = 0;
    }

    @Override
    public void reads(long bytes, long rows) {
        rowsOfFile = rows;
        long now = System.nanoTime();
        if (!isDue(now)) {
            return;
        }
        boolean whole = plannedBytes >= 0;
        long read = whole ? earlierBytes + bytes : bytes;
        long all = whole ? plannedBytes : current.sizeBytes();
        double seconds = (now - (whole ? began : fileBegan)) / 1e9;
        long allRows = earlierRows + rows;
        line.show(String.format(
                Locale.ROOT,
                "%s%s: %,d rows, %.0f of %.0f MB, %,.0f rows/s, %s left to read%s",
                files > 1 ? file + "/" + files + " " : "",
                name(),
                allRows,
                read / 1e6,
                all / 1e6,
                allRows / ((now - began) / 1e9),
                left(seconds, read, all),
                whole ? "" : " of this file"));
    }

    @Override
    public void ends(SourceBooks books) {
        if (current == null) {
            // The same bytes as before: nothing was read of it.
            file++;
            return;
        }
        earlierBytes += current.sizeBytes();
        earlierRows += rowsOfFile;
        current = null;
    }

    @Override
    public void catchesUp(String what) {
        if (!saysStop) {
            line.show(what + " ...");
        }
        indexBegan = System.nanoTime();
    }

    @Override
    public void indexes(long events, long last) {
        long now = System.nanoTime();
        if (isDue(now)) {
            double seconds = (now - indexBegan) / 1e9;
            line.show(String.format(
                    Locale.ROOT,
                    "indexing text: %,d of %,d events, %s left",
                    events,
                    last,
                    left(seconds, events, last)));
        }
    }

    /** Takes the line away. */
    void done() {
        line.done();
    }

    private boolean isDue(long now) {
        if (!line.isSeen() || saysStop || now - lastLine < NANOS_BETWEEN_LINES) {
            return false;
        }
        lastLine = now;
        return true;
    }

    /** The end of a long path, which is what tells files apart. */
    private String name() {
        String path = Problem.clean(current.path());
        return path.length() <= LONGEST_NAME ? path : "…" + path.substring(path.length() - LONGEST_NAME);
    }

    private static String left(double seconds, long done, long all) {
        if (done <= 0) {
            return "?";
        }
        long left = Math.round(seconds * Math.max(0, all - done) / done);
        return left < 60 ? left + " s" : String.format(Locale.ROOT, "%d:%02d min", left / 60, left % 60);
    }
}
