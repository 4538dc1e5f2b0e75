package io.backtrail.reconstruct;

/**
 * Something that an owner's sessions have in common from day to day.
 *
 * @param kind what it is
 * @param value its value
 */
record Trait(Kind kind, String value) {
    /** The kinds of habit that the baseline counts. */
    enum Kind {
        IP,
        RANGE,
        OPERATOR,
        COUNTRY,
        NETWORK,
        CLIENT,
        DEVICE,
        APP,
        HOUR,
        LEGACY,
        DEVICE_CODE
    }
}
