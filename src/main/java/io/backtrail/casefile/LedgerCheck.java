package io.backtrail.casefile;

import static java.util.Objects.requireNonNull;

/**
 * What a walk along the whole chain of the ledger found. A chain cannot show that its last lines were taken away; whoever
 * noted {@code head} in a report can.
 *
 * @param lines lines in the file, broken ones included
 * @param brokenLine number of the first line that does not hold, from 1; or 0 if all hold
 * @param why what is wrong with that line, or null if all hold
 * @param head SHA-256 of the last line in lower-case hex, sixty-four zeros if there is none
 */
public record LedgerCheck(long lines, long brokenLine, String why, String head) {
    public LedgerCheck {
        requireNonNull(head, "head is null");
    }

    /** True if no line is broken. */
    public boolean intact() {
        return brokenLine == 0;
    }
}
