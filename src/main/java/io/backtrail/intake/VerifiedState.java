package io.backtrail.intake;

/** How an original compares with the case. */
public enum VerifiedState {
    /** The same bytes, and every row as the case has it. */
    AS_IMPORTED("as imported"),
    /** The file was not found. */
    MISSING("missing"),
    /** The file is there, but could not be read to its end. */
    UNREADABLE("unreadable"),
    /** The file has other bytes, or the case says something else of one of its rows. */
    DIFFERS("differs");

    private final String word;

    VerifiedState(String word) {
        this.word = word;
    }

    /** The words for people and tables, as {@code as imported}. */
    public String word() {
        return word;
    }
}
