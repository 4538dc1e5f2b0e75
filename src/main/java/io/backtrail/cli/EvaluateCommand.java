package io.backtrail.cli;

import io.backtrail.enrich.Enricher;
import io.backtrail.evaluate.AccuracyPage;
import io.backtrail.evaluate.Evaluation;
import io.backtrail.evaluate.Hits;
import io.backtrail.evaluate.Overall;
import io.backtrail.evaluate.Score;
import io.backtrail.evaluate.ScoreTable;
import io.backtrail.evaluate.Subject;
import io.backtrail.example.Era;
import io.backtrail.example.Scenario;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the reconstruction on example tenants whose truth is known. */
@Command(
        name = "evaluate",
        description = "Measure how right the reconstruction is, on example tenants whose truth is known.")
final class EvaluateCommand extends BacktrailCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where to put the tenants and their cases; evaluation unless said.")
    private Path dir = Path.of("evaluation");

    @Option(names = "--seeds", paramLabel = "N", description = "How many tenants of each scenario; 1 unless said.")
    private int seeds = 1;

    @Option(names = "--first", paramLabel = "SEED", description = "The first seed; 101 unless said.")
    private long first = 101;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            description = "Only these, as token-theft,ordinary; all unless said.")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--era",
            paramLabel = "NAME",
            split = ",",
            description = "What the logs of the time tell: old, middle, modern; modern unless said.")
    private List<String> eras = new ArrayList<>(List.of("modern"));

    @Option(names = "--out", paramLabel = "FILE", description = "The page; docs/accuracy.md of Backtrail unless said.")
    private Path out;

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw new ProblemException(
                    new Problem("usage.seeds", "--seeds", "a number from 1", Integer.toString(seeds), "as --seeds 10"));
        }
        List<Score> scores = new ArrayList<>();
        try (Enricher enricher = Content.enricher(top(), null)) {
            Evaluation evaluation =
                    new Evaluation(enricher, top().surroundings().clock(), Version.text(), new ImportProgress(top()));
            for (Subject subject : subjects()) {
                top().say(subject.name() + " ...");
                scores.add(score(evaluation, subject));
                if (top().desk().stopSign().isRaised()) {
                    top().say("stopped, as you wished; no page was written");
                    return Exit.INCOMPLETE;
                }
            }
        }
        page(scores);
        if (top().isJson()) {
            top().json(json -> write(json, scores));
        } else {
            top().print(ScoreTable.of(scores));
        }
        return Exit.DONE;
    }

    private List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (Scenario scenario : chosen(Scenario.values(), Scenario::word, scenarios, "--scenario")) {
            for (Era era : chosen(Era.values(), each -> each.name().toLowerCase(Locale.ROOT), eras, "--era")) {
                for (long seed = first; seed < first + seeds; seed++) {
                    subjects.add(new Subject(scenario, era, seed));
                }
            }
        }
        return subjects;
    }

    private static <T> List<T> chosen(T[] all, Function<T, String> word, List<String> names, String option) {
        List<String> words = Arrays.stream(all).map(word).toList();
        for (String name : names) {
            if (!words.contains(name)) {
                throw new ProblemException(new Problem(
                        "usage.evaluate",
                        option,
                        String.join(", ", words),
                        Problem.quote(name),
                        "leave the option out for the usual"));
            }
        }
        return Arrays.stream(all)
                .filter(each -> names.isEmpty() || names.contains(word.apply(each)))
                .toList();
    }

    private Score score(Evaluation evaluation, Subject subject) {
        Path folder = top().surroundings().here().resolve(dir).resolve(subject.name());
        if (Files.exists(folder)) {
            throw new ProblemException(new Problem(
                    "evaluate.folder",
                    folder.toString(),
                    "a folder that does not exist yet",
                    "an earlier evaluation",
                    "remove it, or 'evaluate DIR' names another place"));
        }
        try {
            Files.createDirectories(folder);
            return evaluation.run(subject, folder, who());
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void page(List<Score> scores) {
        Path page = out == null
                ? top().surroundings().home().resolve("docs/accuracy.md")
                : top().surroundings().here().resolve(out);
        String again = "./backtrail evaluate --seeds " + seeds + " --first " + first + " --era "
                + String.join(",", eras) + (scenarios.isEmpty() ? "" : " --scenario " + String.join(",", scenarios));
        try {
            if (page.getParent() != null) {
                Files.createDirectories(page.getParent());
            }
            Files.writeString(page, AccuracyPage.of(scores, again));
        } catch (IOException e) {
            throw unwritable(page, e);
        }
        top().say("wrote " + page);
    }

    private static void write(JsonText json, List<Score> scores) {
        json.beginObject().name("tenants").beginArray();
        for (Score score : scores) {
            json.beginObject().field("scenario", score.subject().scenario().word());
            json.field("era", score.subject().eraWord())
                    .field("seed", score.subject().seed());
            json.field("events", (long) score.events());
            figures(json, score);
            json.field("wrong_sums", score.wrongSums()).field("wrong_citations", score.wrongCitations());
            json.field("faults", score.faults()).endObject();
        }
        Overall all = Overall.of(scores);
        json.endArray().name("overall").beginObject();
        hits(json, "strict", all.strict());
        hits(json, "lenient", all.lenient());
        json.field("macro_f1", all.macroF1());
        json.field("falsely_accused", all.accused()).field("falsely_suspected", all.suspected());
        json.field("unnoticed", all.unnoticed());
        hits(json, "persistence", all.persistence());
        json.field("first_success_minutes", all.firstSuccessMinutes());
        json.field("last_attacker_minutes", all.lastAttackerMinutes());
        json.field("entry_vector", all.entryVector()).field("patient_zero", all.patientZero());
        hits(json, "exposed", all.exposed());
        json.field("wrong_sums", all.wrongSums()).field("wrong_citations", all.wrongCitations());
        json.endObject().endObject();
    }

    private static void figures(JsonText json, Score score) {
        hits(json, "strict", score.strict());
        hits(json, "lenient", score.lenient());
        json.field("falsely_accused", score.accused()).field("falsely_suspected", score.suspected());
        json.field("unnoticed", score.unnoticed());
        hits(json, "persistence", score.persistence());
        json.field("first_success_minutes", score.firstSuccessMinutes());
        json.field("last_attacker_minutes", score.lastAttackerMinutes());
        json.field("entry_vector", score.entryVector()).field("patient_zero", score.patientZero());
        hits(json, "exposed", score.exposed());
    }

    private static void hits(JsonText json, String name, Hits hits) {
        json.name(name).beginObject();
        json.field("right", hits.right()).field("wrong", hits.wrong()).field("missed", hits.missed());
        json.field("precision", hits.precision()).field("recall", hits.recall()).field("f1", hits.f1());
        json.endObject();
    }

    private static ProblemException unwritable(Path place, IOException e) {
        return new ProblemException(new Problem(
                "evaluate.write",
                place.toString(),
                "a place that can be written to",
                String.valueOf(e.getMessage()),
                "'evaluate DIR --out FILE' names other places"));
    }
}
