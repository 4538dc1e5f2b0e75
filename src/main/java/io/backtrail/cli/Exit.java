package io.backtrail.cli;

/** The exit codes. */
final class Exit {
    /** Done; finding nothing is done. */
    static final int DONE = 0;
    /** Done, but part of the input was not read. */
    static final int INCOMPLETE = 1;
    /** Usage or bad input. */
    static final int USAGE = 2;
    /** The originals are not what was imported. */
    static final int DIFFERS = 2;
    /** Our fault. */
    static final int FAULT = 70;

    private Exit() {}
}
