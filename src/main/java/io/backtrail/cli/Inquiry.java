package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.health.Answer;
import io.backtrail.health.Health;
import io.backtrail.health.HealthFinding;
import io.backtrail.investigate.Findings;
import io.backtrail.investigate.Holdings;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.OwnDomains;
import io.backtrail.investigate.Runner;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the open case questions, sets the holes of the evidence beside the answers, and notes in the ledger what was asked. */
final class Inquiry {
    private final Backtrail top;
    private final CaseDirectory openCase;
    private final int limit;

    /** Asks for at most {@code limit} rows each. */
    Inquiry(Backtrail top, CaseDirectory openCase, int limit) {
        this.top = top;
        this.openCase = openCase;
        this.limit = limit;
    }

    /** Asks every question with its defaults or these arguments, and says beside the results how far it is. */
    List<Answer> ask(CaseReader reader, List<Investigation> questions, Map<String, String> arguments) {
        List<String> domains = OwnDomains.of(reader, openCase.facts().ownDomains());
        Map<String, String> defaults = Map.of("own_domains", String.join(",", domains));
        List<Findings> results = new ArrayList<>();
        MovingLine line = new MovingLine(top);
        for (Investigation question : questions) {
            if (questions.size() > 1) {
                line.show((results.size() + 1) + " of " + questions.size() + ": " + question.id());
            }
            results.add(Runner.run(reader, question, arguments, defaults, limit));
        }
        // A person who has findings before them asks for the holes with 'health'; looking takes longer than most
        // questions.
        boolean isSilent =
                results.stream().anyMatch(found -> found.table().rows().isEmpty());
        Holdings held = Holdings.of(reader);
        List<HealthFinding> holes = List.of();
        if (isSilent || results.size() > 1 || top.isJson()) {
            line.show("looking for holes in the evidence");
            holes = Health.findings(reader);
        }
        line.done();
        results.forEach(this::note);
        return answers(results, held, holes);
    }

    private static List<Answer> answers(List<Findings> results, Holdings held, List<HealthFinding> holes) {
        return results.stream()
                .map(findings -> Answer.of(findings, held, holes))
                .toList();
    }

    private void note(Findings findings) {
        Map<String, String> details = new TreeMap<>();
        details.put("id", findings.investigation().id());
        details.put("sha256", findings.investigation().sha256());
        details.put("rows", Integer.toString(findings.table().rows().size()));
        findings.parameters().forEach((name, value) -> details.put("param." + name, String.valueOf(value)));
        openCase.ledger(top.surroundings().clock()).append("query", details);
    }
}
