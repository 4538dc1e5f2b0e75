package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.health.Answer;
import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Findings;
import io.backtrail.investigate.Investigation;
import io.backtrail.model.Table;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs canned investigations over the open case. */
@Command(
        name = "investigate",
        description = "Run canned investigations.",
        subcommands = {PlaybookCommand.class, NewInvestigationCommand.class})
final class InvestigateCommand extends BacktrailCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Which; 'investigations' lists them. Or: sigma, and a Sigma rule or a folder of them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All of them: what was found by account, and what nothing found is worth.")
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
        Map<String, String> arguments = all ? Map.of() : parameters;
        List<Answer> answers = reading(reader -> new Inquiry(top(), openCase, limit).ask(reader, chosen, arguments));
        print(answers);
        return Exit.DONE;
    }

    private int sigma(String rules) {
        CaseDirectory openCase = top().openCase();
        int code = reading(reader ->
                SigmaPage.print(top(), reader, top().surroundings().here().resolve(rules), limit));
        openCase.ledger(top().surroundings().clock()).append("query", Map.of("sigma", rules));
        return code;
    }

    private void print(List<Answer> answers) {
        if (top().isJson()) {
            top().json(json -> AnswerJson.write(json, answers));
        } else if (all) {
            page(new AllPage(answers));
        } else {
            answers.forEach(this::print);
        }
    }

    private void page(AllPage page) {
        if (top().format() != OutputFormat.TABLE) {
            top().print(page.whole());
            return;
        }
        Table screen = page.screen();
        top().print(screen);
        page.beneath(screen).forEach(line -> top().out().println(Problem.clean(line)));
        top().out().flush();
    }

    private void print(Answer answer) {
        Findings findings = answer.findings();
        top().say(findings.investigation().question());
        top().print(findings.table());
        if (findings.table().rows().isEmpty()) {
            top().say(silence(findings));
            Holes.line(answer).ifPresent(top()::say);
        } else {
            top().say(count(findings));
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
}
