package io.backtrail.model;

import java.util.Locale;

/** How an activity ended; an interrupt is a sign-in that stopped for more proof and is neither success nor failure. */
public enum Result {
    SUCCESS,
    FAILURE,
    INTERRUPTED,
    UNKNOWN;

    /** The word that stands in the table {@code event}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
