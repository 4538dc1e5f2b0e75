package io.backtrail.cli;

import io.backtrail.health.Health;
import io.backtrail.health.HealthFinding;
import io.backtrail.health.HealthReport;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows where the evidence is incomplete or blind. */
@Command(
        name = "health",
        description = "Where the evidence is incomplete or blind, and what may not be concluded because of it.")
final class HealthCommand extends BacktrailCommand {
    private static final String SOURCES =
            "SELECT source_id, path, sha256, shape, rows, stored, repeated, rejected, first_time, last_time FROM source"
                    + " ORDER BY source_id";

    @Option(
            names = "--grid",
            paramLabel = "BY",
            arity = "0..1",
            fallbackValue = "workload",
            description = "Print instead what there is day by day, by workload (unless said) or account.")
    private String grid;

    @Override
    public Integer call() {
        if (grid != null) {
            HealthReport report = reading(Health::of);
            GridPage page = new GridPage(report.grid(), axis());
            top().print(top().format() == OutputFormat.TABLE ? page.strips() : page.cells());
            top().say(page.legend());
            return Exit.DONE;
        }
        if (top().isJson()) {
            reading(reader -> {
                top().json(json -> write(json, reader));
                return null;
            });
        } else {
            List<HealthFinding> findings = reading(Health::findings);
            top().print(table(findings));
            top().say(sum(findings));
        }
        return Exit.DONE;
    }

    private GridAxis axis() {
        return Arrays.stream(GridAxis.values())
                .filter(axis -> axis.toString().equals(grid))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem(
                        "usage.grid",
                        "--grid",
                        "workload or account",
                        Problem.quote(grid),
                        "leave it out for workload")));
    }

    private static String sum(List<HealthFinding> findings) {
        List<String> counts = new ArrayList<>();
        for (String severity : List.of("high", "medium", "low", "info")) {
            long count = findings.stream()
                    .filter(finding -> finding.severity().equals(severity))
                    .count();
            counts.add(count + " " + severity);
        }
        return String.join(", ", counts)
                + "; docs/health.md explains each code. No finding proves that nothing is missing.";
    }

    private static Table table(List<HealthFinding> findings) {
        List<Column> columns = List.of(
                new Column("severity", "varchar"),
                new Column("code", "varchar"),
                new Column("account", "varchar"),
                new Column("workload", "varchar"),
                new Column("from", "timestamp"),
                new Column("to", "timestamp"),
                new Column("text", "varchar"),
                new Column("events", "varchar[]"));
        List<List<Object>> rows = new ArrayList<>();
        for (HealthFinding finding : findings) {
            rows.add(Arrays.asList(
                    finding.severity(),
                    finding.code(),
                    finding.account(),
                    finding.workload(),
                    finding.from(),
                    finding.to(),
                    finding.text(),
                    finding.events()));
        }
        return new Table(columns, rows);
    }

    private static void write(JsonText json, CaseReader reader) {
        json.beginObject().field("sources", reader.query(SOURCES, List.of()));
        json.name("findings").beginArray();
        for (HealthFinding finding : Health.findings(reader)) {
            json.beginObject()
                    .field("code", finding.code())
                    .field("severity", finding.severity())
                    .field("account", finding.account())
                    .field("workload", finding.workload())
                    .field("from", finding.from())
                    .field("to", finding.to())
                    .field("text", finding.text())
                    .field("events", finding.events())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
