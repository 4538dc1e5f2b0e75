package io.backtrail.health;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The holes of a case's evidence, and what it holds day by day.
 *
 * @param findings the gravest first
 * @param grid records by account, workload and day
 */
public record HealthReport(List<HealthFinding> findings, CoverageGrid grid) {
    public HealthReport {
        findings = List.copyOf(findings);
        requireNonNull(grid, "grid is null");
    }
}
