package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

import io.backtrail.model.Table;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run of an investigation found.
 *
 * @param investigation what was asked
 * @param parameters every parameter that had a value, given or by default, as text
 * @param table the rows, in the order of the SELECT
 * @param truncated true if there were more rows than asked for
 */
public record Findings(
        Investigation investigation, SortedMap<String, String> parameters, Table table, boolean truncated) {
    public Findings {
        requireNonNull(investigation, "investigation is null");
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        requireNonNull(table, "table is null");
    }
}
