package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.investigate.InvestigationPages;
import io.backtrail.investigate.Skeleton;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the skeleton of an investigation of one's own. */
@Command(
        name = "new",
        description = "Write the skeleton of an investigation of your own; 'check' says what is left to fill in.")
final class NewInvestigationCommand extends BacktrailCommand {
    @Parameters(arity = "1", paramLabel = "ID", description = "Its name: small letters, digits and hyphens.")
    private String id;

    @Option(names = "--phase", paramLabel = "PHASE", description = "Phase of an intrusion; access unless said.")
    private String phase = "access";

    @Option(names = "--mine", description = "For all your cases and not only for the open one.")
    private boolean mine;

    @Override
    public Integer call() {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ProblemException(new Problem(
                    "investigate.new-id",
                    "ID",
                    "small letters, digits and hyphens between them",
                    Problem.quote(id),
                    "as 'investigate new odd-hours'"));
        }
        if (!InvestigationPages.PHASES.contains(phase)) {
            throw new ProblemException(new Problem(
                    "investigate.new-phase",
                    "--phase",
                    "a phase",
                    Problem.quote(phase),
                    String.join(", ", InvestigationPages.PHASES)));
        }
        CaseDirectory openCase = mine ? null : top().openCaseOrNull();
        Path root = openCase == null ? top().surroundings().userFolder() : openCase.dir();
        Path file = root.resolve("queries").resolve(phase).resolve(id + ".sql");
        write(file);
        top().out().println(file);
        top().out().flush();
        top().say("fill in what stands in ‹›; 'check " + root + "' says what is left, 'investigate " + id
                + "' runs it");
        return Exit.DONE;
    }

    private void write(Path file) {
        if (Files.exists(file)) {
            throw new ProblemException(new Problem(
                    "investigate.new-exists", file.toString(), "a new file", "one that is there", "edit it"));
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Skeleton.of(id, phase), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "investigate.new-unwritable",
                    file.toString(),
                    "a folder that can be written to",
                    String.valueOf(e.getMessage()),
                    "check the folder's rights"));
        }
    }
}
