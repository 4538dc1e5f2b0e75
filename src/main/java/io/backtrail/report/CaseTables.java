package io.backtrail.report;

import io.backtrail.health.Health;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.reconstruct.Silence;
import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a report knows of a case: the answers to {@link ReportQuery}, every text cleaned.
 *
 * @param tables the answers
 * @param holes what the evidence does not hold, a row a finding
 * @param silences what may be said of each taken-over mailbox beyond the reads on record
 */
record CaseTables(Map<ReportQuery, Table> tables, Table holes, List<Silence> silences) {
    private static final Instant SAMPLE_TIME = Instant.parse("2026-01-01T00:00:00Z");

    static CaseTables read(CaseReader reader) {
        Map<ReportQuery, Table> tables = new TreeMap<>();
        for (ReportQuery query : ReportQuery.values()) {
            tables.put(query, cleaned(reader.query(query.sql(), List.of())));
        }
        return new CaseTables(tables, cleaned(HoleTable.of(Health.findings(reader))), Silence.of(reader, null));
    }

    /** One invented row in every answer, so that a template can be tried without a case. */
    static CaseTables sample(boolean truth) {
        Map<ReportQuery, Table> tables = new TreeMap<>();
        try (CaseReader reader = CaseReader.empty()) {
            for (ReportQuery query : ReportQuery.values()) {
                List<Column> columns = reader.describe(query.sql());
                List<Object> row = new ArrayList<>();
                columns.forEach(column -> row.add(sample(column, truth)));
                List<List<Object>> rows = new ArrayList<>();
                rows.add(row);
                tables.put(query, new Table(columns, rows));
            }
        }
        return new CaseTables(tables, HoleTable.sample(), List.of());
    }

    List<Cells> rows(ReportQuery query) {
        return Cells.of(tables.get(query));
    }

    private static Object sample(Column column, boolean truth) {
        if (column.name().equals("verdict")) {
            return "attacker";
        }
        return switch (column.type()) {
            case "bigint", "integer", "hugeint" -> 1L;
            case "double" -> 1.0;
            case "boolean" -> truth;
            case "timestamp" -> SAMPLE_TIME;
            case "varchar[]" -> List.of("text");
            default -> "text";
        };
    }

    private static Table cleaned(Table table) {
        List<List<Object>> rows = new ArrayList<>(table.rows().size());
        for (List<Object> row : table.rows()) {
            List<Object> clean = new ArrayList<>(row.size());
            row.forEach(value -> clean.add(cleaned(value)));
            rows.add(clean);
        }
        return new Table(table.columns(), rows);
    }

    private static Object cleaned(Object value) {
        if (value instanceof List<?> list) {
            List<Object> clean = new ArrayList<>(list.size());
            list.forEach(item -> clean.add(cleaned(item)));
            return clean;
        }
        return value instanceof String text ? Problem.clean(text) : value;
    }
}
