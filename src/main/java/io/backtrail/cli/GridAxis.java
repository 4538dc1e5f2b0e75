package io.backtrail.cli;

import io.backtrail.health.CoverageCell;
import java.util.Locale;

/** What the rows of the coverage grid are. */
enum GridAxis {
    WORKLOAD,
    ACCOUNT;

    String of(CoverageCell cell) {
        return switch (this) {
            case WORKLOAD -> cell.workload();
            case ACCOUNT -> cell.account();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
