package io.backtrail.model;

import java.util.Locale;

/** What kind of actor stands behind an event. */
public enum ActorKind {
    USER,
    ADMIN,
    GUEST,
    APP,
    SYSTEM,
    UNKNOWN;

    /** The word that stands in the table {@code event}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
