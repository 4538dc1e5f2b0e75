package io.backtrail.cli;

import java.io.PrintWriter;

/** A line beside the results that is written over again and again; only where a person looks on. */
final class MovingLine {
    private final PrintWriter err;
    private final boolean seen;
    private final int width;
    private int longest;

    MovingLine(Backtrail top) {
        this.err = top.surroundings().err();
        this.seen = top.surroundings().interactive() && !top.isQuiet();
        this.width = top.surroundings().width();
    }

    /** Whether anybody sees it. */
    boolean isSeen() {
        return seen;
    }

    void show(String text) {
        if (seen) {
            // A line that is wider than the terminal would not be taken away by the next.
            String cut = width > 1 && text.length() >= width ? text.substring(0, width - 1) : text;
            err.print('\r' + cut + " ".repeat(Math.max(0, longest - cut.length())));
            err.flush();
            longest = Math.max(longest, cut.length());
        }
    }

    /** Takes the line away. */
    void done() {
        if (longest > 0) {
            show("");
            err.print('\r');
            err.flush();
            longest = 0;
        }
    }
}
