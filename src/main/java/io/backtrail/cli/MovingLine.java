package io.backtrail.cli;

import java.io.PrintWriter;

/** A line beside the results that is written over again and again; only where a person looks on. */
final class MovingLine {
    private final PrintWriter err;
    private final boolean seen;
    private int longest;

    MovingLine(Backtrail top) {
        this.err = top.surroundings().err();
        this.seen = top.surroundings().interactive() && !top.isQuiet();
    }

    /** Whether anybody sees it. */
    boolean isSeen() {
        return seen;
    }

    void show(String text) {
        if (seen) {
            err.print('\r' + text + " ".repeat(Math.max(0, longest - text.length())));
            err.flush();
            longest = Math.max(longest, text.length());
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
}
