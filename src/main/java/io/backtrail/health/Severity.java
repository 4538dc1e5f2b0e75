package io.backtrail.health;

import java.util.Locale;

/** How much a hole weakens what is concluded, the gravest first. */
enum Severity {
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
