package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import io.backtrail.print.Printers;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole: the options that every command takes, and what follows from them. */
@Command(
        name = "backtrail",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        description =
                "Offline workbench for account takeovers in Microsoft 365. Without a command: the interactive desk.")
final class Backtrail implements Callable<Integer> {
    private final Surroundings surroundings;
    private final DeskDoor desk;

    @Option(
            names = "--case",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The case directory; without it the working directory, if that is a case.")
    private Path caseDir;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table, csv, json, jsonl or md; table unless said.")
    private String format = "table";

    @Option(
            names = "--tz",
            paramLabel = "ZONE",
            scope = ScopeType.INHERIT,
            description = "A second time zone for reports, as Europe/Amsterdam; times are UTC otherwise.")
    private String zone;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "auto, always or never; auto unless said.")
    private String color = "auto";

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Results only, no talk.")
    private boolean quiet;

    Backtrail(Surroundings surroundings, DeskDoor desk) {
        this.surroundings = surroundings;
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (desk.isOpen()) {
            return Exit.DONE;
        }
        return desk.start(caseDir);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    DeskDoor desk() {
        return desk;
    }

    PrintWriter out() {
        return surroundings.out();
    }

    OutputFormat format() {
        for (OutputFormat candidate : OutputFormat.values()) {
            if (candidate.word().equals(format.toLowerCase(Locale.ROOT))) {
                return candidate;
            }
        }
        throw new ProblemException(new Problem(
                "usage.format",
                "--format",
                "table, csv, json, jsonl or md",
                Problem.quote(format),
                "leave the option out for a table"));
    }

    /** The format as typed; reports have formats of their own. */
    String formatWord() {
        return format.toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
        return format() == OutputFormat.JSON;
    }

    /** The second zone of a report, or null. */
    String zone() {
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new ProblemException(new Problem(
                    "usage.tz",
                    "--tz",
                    "a time zone as Europe/Amsterdam",
                    Problem.quote(zone),
                    "leave it out for UTC"));
        }
        return zone;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Says something beside the result. */
    void say(String text) {
        if (!quiet) {
            surroundings.err().println(text);
            surroundings.err().flush();
        }
    }

    /** Tells a problem; also when quiet, since a lost row is no talk. */
    void tell(Problem problem) {
        surroundings.err().println(problem.render());
        surroundings.err().flush();
    }

    void print(Table table) {
        Printers.of(format(), surroundings.width(), isColored()).print(table, out());
        out().flush();
    }

    /** True if a person reads a table on a screen, which has room for the columns that matter and no others. */
    boolean isOnScreen() {
        return format() == OutputFormat.TABLE && surroundings.width() > 0;
    }

    /** One line of JSON. */
    void json(Consumer<JsonText> writing) {
        writing.accept(new JsonText(out()));
        out().println();
        out().flush();
    }

    /** The case directory that the command is about. */
    Path caseFolder() {
        if (caseDir != null) {
            return caseDir;
        }
        if (desk.caseFolder() != null) {
            return desk.caseFolder();
        }
        Path here = surroundings.here();
        if (Files.exists(here.resolve("case.json"))) {
            return here;
        }
        throw new ProblemException(new Problem(
                "case.none",
                "--case",
                "a case",
                "none is open and the working directory is none",
                "'--case DIR', or 'backtrail new DIR' to make one"));
    }

    /** The open case. Outside of the desk, which tells it once, what a killed program left there is told. */
    CaseDirectory openCase() {
        CaseDirectory opened = CaseDirectory.open(caseFolder());
        if (!desk.isOpen()) {
            LeftBehind.of(opened).ifPresent(this::tell);
        }
        return opened;
    }

    /** The open case, or null if there is none. */
    CaseDirectory openCaseOrNull() {
        boolean none = caseDir == null
                && desk.caseFolder() == null
                && !Files.exists(surroundings.here().resolve("case.json"));
        return none ? null : openCase();
    }

    private boolean isColored() {
        return switch (color.toLowerCase(Locale.ROOT)) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> surroundings.interactive() && surroundings.width() > 0;
            default ->
                throw new ProblemException(new Problem(
                        "usage.color",
                        "--color",
                        "auto, always or never",
                        Problem.quote(color),
                        "leave it out for auto"));
        };
    }
}
