package io.backtrail.model;

import java.time.Instant;
import java.util.List;

/** One row of a running query; valid only until the next one is read. Columns are counted from 0. */
public interface Row {
    /** The value as text, or null. */
    String text(int column);

    /** The value as a whole number, or null. */
    Long number(int column);

    /** The value as a floating number, or null. */
    Double real(int column);

    /** The value as a truth, or null. */
    Boolean truth(int column);

    /** The value as an instant, UTC, or null. */
    Instant instant(int column);

    /** The value as a list of texts; empty when null. */
    List<String> texts(int column);
}
