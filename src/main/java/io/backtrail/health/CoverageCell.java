package io.backtrail.health;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * How many records a case holds of one account, workload and day.
 *
 * @param account the account, or {@code (no account)}
 * @param workload the workload, or the family of the record where it names none
 * @param day the day, UTC
 * @param events records, repeated ones counted once; more than 0
 */
public record CoverageCell(String account, String workload, LocalDate day, long events) {
    public CoverageCell {
        requireNonNull(account, "account is null");
        requireNonNull(workload, "workload is null");
        requireNonNull(day, "day is null");
    }
}
