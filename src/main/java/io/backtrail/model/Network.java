package io.backtrail.model;

import java.util.Locale;

/** Kind of network behind an address. */
public enum Network {
    RESIDENTIAL,
    BUSINESS,
    MOBILE,
    HOSTING,
    VPN,
    TOR,
    MICROSOFT,
    PRIVATE,
    UNKNOWN;

    /** The word that stands in the table {@code event}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
