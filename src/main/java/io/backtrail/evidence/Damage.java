package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with the cell that should hold the whole record of a row. The row's other columns may tell enough of it.
 *
 * @param code stable dotted name, as {@code audit-data.cut}
 * @param reason what was expected, what stood there and what to do, as a sentence
 * @param cell what stands in the cell, unread
 */
public record Damage(String code, String reason, String cell) {
    public Damage {
        requireNonNull(code, "code is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(cell, "cell is null");
    }

    static Damage of(Fault fault, String cell) {
        return new Damage(fault.code(), fault.reason(), cell == null ? "" : cell);
    }
}
