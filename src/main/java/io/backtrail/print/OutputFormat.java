package io.backtrail.print;

import java.util.Locale;

/** How a result is written. */
public enum OutputFormat {
    /** Aligned columns for a person at a terminal. */
    TABLE,
    /** Comma-separated values for a spreadsheet. */
    CSV,
    /** One JSON array of objects. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    /** A Markdown table. */
    MD;

    /** The word that stands on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
