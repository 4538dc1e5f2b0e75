package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.example.ExampleTenant;
import io.backtrail.example.Scale;
import io.backtrail.example.WrittenExample;
import io.backtrail.intake.ImportBooks;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.report.ReportFormat;
import io.backtrail.report.WrittenReport;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the whole work on an example tenant. */
@Command(
        name = "demo",
        description =
                "Make a labelled example tenant, import it, reconstruct it, write the report, and say what to try next.")
final class DemoCommand extends BacktrailCommand {
    /** Any seed does; this one is in the README. */
    private static final long SEED = 2018;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to; demo-case unless said.")
    private Path dir = Path.of("demo-case");

    @Override
    public Integer call() {
        Path folder = top().surroundings().here().resolve(dir).normalize();
        demandRoom(folder);
        top().say("making an example tenant of invented people ...");
        WrittenExample example = write(folder);
        CaseDirectory openCase = openOrMake(folder.resolve("case"), example);
        top().say(String.format(
                Locale.ROOT,
                "importing %,d records from %d files ...",
                example.records(),
                example.exports().size()));
        ImportBooks books = ImportCommand.read(top(), openCase, List.of(folder.resolve("exports")), null, false, who());
        books.problems().forEach(top()::tell);
        if (books.stopped()) {
            top().tell(ImportCommand.stopped(openCase));
            return Exit.INCOMPLETE;
        }
        top().say("reconstructing ...");
        ReconstructCommand.reconstruct(top(), openCase, List.of(), who());
        WrittenReport html = report(openCase, ReportFormat.HTML);
        report(openCase, ReportFormat.MARKDOWN);
        tell(folder, openCase, books, html);
        return Exit.DONE;
    }

    private WrittenReport report(CaseDirectory openCase, ReportFormat format) {
        Path out = openCase.reports().resolve("takeover-timeline." + format.suffix());
        return ReportCommand.write(top(), openCase, "takeover-timeline", format, out, false);
    }

    private void tell(Path folder, CaseDirectory openCase, ImportBooks books, WrittenReport html) {
        top().out()
                .println(String.format(
                        Locale.ROOT,
                        "Imported %,d rows: %,d stored, %,d repeated, %,d rejected with their reason.",
                        books.rows(),
                        books.stored(),
                        books.repeated(),
                        books.rejected()));
        top().out().println();
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            Story.of(reader, null).print(top());
        }
        String command = "./backtrail --case " + openCase.dir();
        List.of(
                        "The report:   " + html.file(),
                        "The exports:  " + folder.resolve("exports"),
                        "The truth:    " + folder.resolve("labels"),
                        "",
                        "Try next:",
                        "  " + command + "                              the interactive desk",
                        "  " + command + " timeline                     what the intruder did, in order",
                        "  " + command + " investigate inbox-rule-hide-or-delete",
                        "  " + command + " search invoice",
                        "  " + command + " sessions                     with reasons for and against")
                .forEach(top().out()::println);
        top().out().flush();
    }

    private CaseDirectory openOrMake(Path caseFolder, WrittenExample example) {
        if (Files.exists(caseFolder.resolve("case.json"))) {
            return CaseDirectory.open(caseFolder);
        }
        return NewCommand.make(top(), caseFolder, "Example tenant", "Backtrail demo", example.ownDomains());
    }

    private static WrittenExample write(Path folder) {
        try {
            Files.createDirectories(folder);
            return ExampleTenant.of(SEED, Scale.demo()).write(folder);
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "demo.write",
                    folder.toString(),
                    "a folder that can be written to",
                    String.valueOf(e.getMessage()),
                    "'demo DIR' names another place"));
        }
    }

    /** Writes only where nothing is, or where an earlier demo was. */
    private static void demandRoom(Path folder) {
        boolean earlier = Files.isDirectory(folder.resolve("exports")) && Files.isDirectory(folder.resolve("labels"));
        if (Files.exists(folder) && !earlier && !isEmpty(folder)) {
            throw new ProblemException(new Problem(
                    "demo.folder",
                    folder.toString(),
                    "a new or empty folder",
                    "other files in it",
                    "'demo DIR' names another place"));
        }
    }

    private static boolean isEmpty(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length == 0;
    }
}
