package io.backtrail.report;

import io.backtrail.health.HealthFinding;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The findings about the evidence as rows. */
final class HoleTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("severity", "varchar"),
            new Column("code", "varchar"),
            new Column("account", "varchar"),
            new Column("from", "timestamp"),
            new Column("to", "timestamp"),
            new Column("text", "varchar"));

    private HoleTable() {}

    static Table of(List<HealthFinding> findings) {
        List<List<Object>> rows = new ArrayList<>();
        for (HealthFinding finding : findings) {
            rows.add(Arrays.asList(
                    finding.severity(),
                    finding.code(),
                    finding.account(),
                    finding.from(),
                    finding.to(),
                    finding.text()));
        }
        return new Table(COLUMNS, rows);
    }

    /** One invented row, so that a template can be tried without a case. */
    static Table sample() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList("high", "row-cap", null, null, null, "text"));
        return new Table(COLUMNS, rows);
    }
}
