package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.health.Health;
import io.backtrail.health.HealthFinding;
import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Findings;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.OwnDomains;
import io.backtrail.investigate.Runner;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs canned investigations over the open case. */
@Command(name = "investigate", description = "Run canned investigations.")
final class InvestigateCommand extends BacktrailCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Which; 'investigations' lists them. Or: sigma, and a Sigma rule or a folder of them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All of them, with the number of findings of each.")
    private boolean all;

    @Option(names = "-p", paramLabel = "NAME=VALUE", description = "A parameter; may be given again.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows each; 1000 unless said.")
    private int limit = 1_000;

    @Override
    public Integer call() {
        if (ids.size() == 2 && ids.get(0).equals("sigma")) {
            return sigma(ids.get(1));
        }
        if (all == !ids.isEmpty()) {
            throw new ProblemException(new Problem(
                    "usage.investigate",
                    "investigate",
                    "ids of investigations, or --all",
                    all ? "both" : "neither",
                    "'investigations' lists them"));
        }
        CaseDirectory openCase = top().openCase();
        Catalogue catalogue = InvestigationsCommand.catalogue(top());
        List<Investigation> chosen =
                all ? catalogue.all() : ids.stream().map(catalogue::find).toList();
        List<HealthFinding> holes = new ArrayList<>();
        List<Findings> results = reading(reader -> {
            List<Findings> found = run(reader, openCase, chosen);
            boolean isSilent = found.stream().anyMatch(f -> f.table().rows().isEmpty());
            if (isSilent && !all && !top().isJson() && !top().isQuiet()) {
                holes.addAll(Health.findings(reader));
            }
            return found;
        });
        print(results, holes);
        for (Findings findings : results) {
            note(openCase, findings);
        }
        return Exit.DONE;
    }

    private int sigma(String rules) {
        CaseDirectory openCase = top().openCase();
        int code = reading(reader ->
                SigmaPage.print(top(), reader, top().surroundings().here().resolve(rules), limit));
        openCase.ledger(top().surroundings().clock()).append("query", Map.of("sigma", rules));
        return code;
    }

    private List<Findings> run(CaseReader reader, CaseDirectory openCase, List<Investigation> chosen) {
        List<String> domains = OwnDomains.of(reader, openCase.facts().ownDomains());
        Map<String, String> defaults = Map.of("own_domains", String.join(",", domains));
        List<Findings> results = new ArrayList<>();
        for (Investigation investigation : chosen) {
            Map<String, String> arguments = all ? Map.of() : parameters;
            results.add(Runner.run(reader, investigation, arguments, defaults, limit));
        }
        return results;
    }

    private void print(List<Findings> results, List<HealthFinding> holes) {
        if (top().isJson()) {
            top().json(json -> write(json, results));
        } else if (all) {
            top().print(overview(results));
        } else {
            for (Findings findings : results) {
                top().say(findings.investigation().question());
                top().print(findings.table());
                if (findings.table().rows().isEmpty()) {
                    top().say(silence(findings));
                    Holes.line(findings.investigation(), holes).ifPresent(top()::say);
                } else {
                    top().say(count(findings));
                }
            }
        }
    }

    private static String count(Findings findings) {
        int rows = findings.table().rows().size();
        return rows
                + (rows == 1 ? " finding" : " findings")
                + (findings.truncated() ? ", and more: raise --limit" : "");
    }

    /** Nothing found is never nothing happened. */
    private static String silence(Findings findings) {
        return "nothing found in the evidence of this case; that is no proof that it did not happen. It does not see: "
                + String.join("; ", findings.investigation().misses());
    }

    private static Table overview(List<Findings> results) {
        List<Column> columns = List.of(
                new Column("id", "varchar"),
                new Column("severity", "varchar"),
                new Column("findings", "bigint"),
                new Column("question", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (Findings findings : results) {
            Investigation i = findings.investigation();
            rows.add(Arrays.asList(
                    i.id(), i.severity(), (long) findings.table().rows().size(), i.question()));
        }
        return new Table(columns, rows);
    }

    private static void write(JsonText json, List<Findings> results) {
        if (results.size() == 1) {
            write(json, results.get(0));
            return;
        }
        json.beginArray();
        results.forEach(findings -> write(json, findings));
        json.endArray();
    }

    private static void write(JsonText json, Findings findings) {
        json.beginObject().field("id", findings.investigation().id());
        json.field("question", findings.investigation().question());
        json.name("params").beginObject();
        findings.parameters().forEach(json::field);
        json.endObject();
        json.field(
                "columns", findings.table().columns().stream().map(Column::name).toList());
        json.field("rows", findings.table());
        json.field("truncated", findings.truncated()).endObject();
    }

    private void note(CaseDirectory openCase, Findings findings) {
        Map<String, String> details = new TreeMap<>();
        details.put("id", findings.investigation().id());
        details.put("sha256", findings.investigation().sha256());
        details.put("rows", Integer.toString(findings.table().rows().size()));
        findings.parameters().forEach((name, value) -> details.put("param." + name, String.valueOf(value)));
        openCase.ledger(top().surroundings().clock()).append("query", details);
    }
}
