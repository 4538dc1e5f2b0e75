package io.backtrail.casefile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of the ledger: one thing that was done with the case.
 *
 * @param number line in the file, from 1
 * @param time when it was done by the clock of the examiner's machine, UTC; or null if the line cannot be read
 * @param kind {@code new}, {@code import}, {@code query}, {@code reconstruct}, {@code judgement}, {@code report},
 *     {@code export}; or null if the line cannot be read
 * @param details what exactly, sorted by name; empty if the line cannot be read
 * @param ok true if the line can be read and vouches for the one before it
 */
public record LedgerEntry(long number, Instant time, String kind, Map<String, String> details, boolean ok) {
    public LedgerEntry {
        requireNonNull(details, "details is null");
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
