package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.health.Answer;
import io.backtrail.health.StepAnswer;
import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.Playbook;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the first questions after a takeover, each answered found, not found, or that the evidence cannot tell. */
@Command(
        name = "playbook",
        description = "The first questions after a takeover: found, not found, or the evidence cannot tell; and why.")
final class PlaybookCommand extends BacktrailCommand {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows a query; 1000 unless said.")
    private int limit = 1_000;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Catalogue catalogue = InvestigationsCommand.catalogue(top());
        List<Investigation> questions = Playbook.STEPS.stream()
                .flatMap(step -> step.investigations().stream())
                .flatMap(id -> catalogue.all().stream().filter(i -> i.id().equals(id)))
                .toList();
        Map<String, Answer> answers = new LinkedHashMap<>();
        reading(reader -> new Inquiry(top(), openCase, limit).ask(reader, questions, Map.of()))
                .forEach(answer -> answers.put(answer.findings().investigation().id(), answer));
        List<StepAnswer> steps = new ArrayList<>();
        Playbook.STEPS.forEach(step -> steps.add(new StepAnswer(
                step,
                step.investigations().stream()
                        .filter(answers::containsKey)
                        .map(answers::get)
                        .toList())));
        print(steps);
        return Exit.DONE;
    }

    private void print(List<StepAnswer> steps) {
        if (top().isJson()) {
            top().json(json -> write(json, steps));
        } else if (top().format() == OutputFormat.TABLE) {
            PlaybookPage.write(steps, top().surroundings().width(), top().out());
            top().out().flush();
        } else {
            top().print(PlaybookPage.table(steps));
        }
    }

    private static void write(JsonText json, List<StepAnswer> steps) {
        json.beginObject().name("steps").beginArray();
        for (StepAnswer step : steps) {
            json.beginObject()
                    .field("id", step.step().id())
                    .field("question", step.step().question())
                    .field("conclusion", step.conclusion().words())
                    .field("why", step.why());
            json.name("investigations").beginArray();
            step.answers().forEach(answer -> AnswerJson.write(json, answer));
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }
}
