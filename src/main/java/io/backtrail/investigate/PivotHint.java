package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

/**
 * Where to go next from a column of a finding.
 *
 * @param column the column whose value leads on
 * @param investigation id of the investigation that it leads to
 */
public record PivotHint(String column, String investigation) {
    public PivotHint {
        requireNonNull(column, "column is null");
        requireNonNull(investigation, "investigation is null");
    }
}
