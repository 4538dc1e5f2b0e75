package io.backtrail.cli;

import io.backtrail.evaluate.AccuracyPage;
import io.backtrail.evaluate.CleanTenant;
import io.backtrail.evaluate.Measured;
import io.backtrail.evaluate.PageSections;
import io.backtrail.evaluate.Score;
import io.backtrail.evaluate.ScoreTable;
import io.backtrail.evaluate.Subject;
import io.backtrail.example.Alteration;
import io.backtrail.example.Era;
import io.backtrail.example.Scenario;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    @Option(
            names = "--metamorphic",
            description = "Instead: alter the exports in ways that must not matter, and compare verdict by verdict.")
    private boolean metamorphic;

    @Option(
            names = "--unrelated",
            paramLabel = "N",
            description = "With --metamorphic: so many records of other people besides; 20000 unless said.")
    private long unrelated = 20_000;

    @Option(
            names = "--clean",
            paramLabel = "PEOPLE",
            split = ",",
            description = "Instead: tenants of so many people in which nobody was taken over, as 10,100,1000.")
    private List<Integer> clean = new ArrayList<>();

    @Option(
            names = "--degrade",
            paramLabel = "NAME",
            arity = "0..1",
            split = ",",
            fallbackValue = "all",
            description =
                    "Instead: take something away from the evidence, as no-agents,lost-rows; everything unless said.")
    private List<String> degrade = new ArrayList<>();

    @Override
    public Integer call() {
        demand("--seeds", seeds, seeds >= 1);
        demand("--unrelated", unrelated, unrelated >= 1);
        clean.forEach(people -> demand("--clean", people, CleanTenant.isPossible(people)));
        try (Measurements measurements = new Measurements(top(), dir, who())) {
            if (metamorphic || !clean.isEmpty() || !degrade.isEmpty()) {
                special(measurements);
            } else {
                scores(measurements.scores(subjects()));
            }
        }
        return Exit.DONE;
    }

    private void scores(List<Score> scores) {
        page(old -> PageSections.keep(AccuracyPage.of(scores, command("")), old, Measured.HEADINGS));
        if (top().isJson()) {
            top().json(json -> EvaluationJson.write(json, scores));
        } else {
            top().print(ScoreTable.of(scores));
        }
    }

    private void special(Measurements measurements) {
        List<Measured> all = new ArrayList<>();
        if (metamorphic) {
            List<Alteration> alterations = new ArrayList<>(Alteration.harmless());
            alterations.add(Alteration.unrelated(unrelated));
            all.add(Measured.sameness(
                    measurements.sameness(subjects(), alterations),
                    command(" --metamorphic --unrelated " + unrelated)));
        }
        if (!clean.isEmpty()) {
            String sizes = clean.stream().map(String::valueOf).collect(Collectors.joining(","));
            all.add(Measured.clean(measurements.clean(quiet(), clean), command(" --clean " + sizes)));
        }
        if (!degrade.isEmpty()) {
            List<String> names = degrade.contains("all") ? List.of() : degrade;
            List<Alteration> alterations =
                    chosen(Alteration.degrading().toArray(Alteration[]::new), Alteration::word, names, "--degrade");
            all.add(Measured.degraded(
                    measurements.degraded(subjects(), alterations),
                    command(" --degrade " + String.join(",", degrade))));
        }
        for (Measured measured : all) {
            page(old -> PageSections.with(old.isEmpty() ? AccuracyPage.TITLE : old, measured));
        }
        if (top().isJson()) {
            top().json(json -> {
                json.beginObject();
                all.forEach(measured -> json.field(measured.name(), measured.table()));
                json.endObject();
            });
        } else {
            all.forEach(measured -> top().print(measured.table()));
        }
    }

    private static void demand(String option, long value, boolean isRight) {
        if (!isRight) {
            throw new ProblemException(new Problem(
                    "usage.evaluate",
                    option,
                    option.equals("--clean") ? "numbers from 1 to 1000" : "a number from 1",
                    Long.toString(value),
                    "as " + option + " 10"));
        }
    }

    /** The chosen scenarios without an attack; an ordinary month unless any was chosen. */
    private List<Subject> quiet() {
        List<Subject> subjects = subjects().stream()
                .filter(subject -> !subject.scenario().attacked())
                .filter(subject -> !scenarios.isEmpty() || subject.scenario() == Scenario.ORDINARY)
                .toList();
        if (subjects.isEmpty()) {
            throw new ProblemException(new Problem(
                    "usage.evaluate",
                    "--clean",
                    "a scenario in which nobody is taken over",
                    String.join(", ", scenarios),
                    "as --scenario ordinary"));
        }
        return subjects;
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

    private String command(String what) {
        return "./backtrail evaluate --seeds " + seeds + " --first " + first + " --era " + String.join(",", eras)
                + (scenarios.isEmpty() ? "" : " --scenario " + String.join(",", scenarios)) + what;
    }

    private void page(UnaryOperator<String> change) {
        Path page = out == null
                ? top().surroundings().home().resolve("docs/accuracy.md")
                : top().surroundings().here().resolve(out);
        try {
            if (page.getParent() != null) {
                Files.createDirectories(page.getParent());
            }
            Files.writeString(page, change.apply(Files.exists(page) ? Files.readString(page) : ""));
        } catch (IOException e) {
            throw Measurements.unwritable(page, e);
        }
        top().say("wrote " + page);
    }
}
