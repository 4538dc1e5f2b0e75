package io.backtrail.normalize;

import static java.util.Objects.requireNonNull;

/** A record that cannot become an event; the import keeps it as a rejected row with this code and reason. */
public final class BadRecordException extends Exception {
    private final String code;

    BadRecordException(String code, String reason) {
        super(requireNonNull(reason, "reason is null"), null, false, false);
        this.code = requireNonNull(code, "code is null");
    }

    /** Stable dotted name, as {@code record.no-time}. */
    public String code() {
        return code;
    }

    /** What was expected and what stood there, as a sentence; evidence text in it is cut and cleaned. */
    public String reason() {
        return getMessage();
    }
}
