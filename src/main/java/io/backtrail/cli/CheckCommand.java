package io.backtrail.cli;

import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.QueryFileCheck;
import io.backtrail.problem.Problem;
import io.backtrail.report.ReportWriter;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Validates queries and templates. */
@Command(
        name = "check",
        description = "Validate investigations and templates: the installation's, the user's, or a folder's.")
final class CheckCommand extends BacktrailCommand {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder with queries and case-templates in it.")
    private Path dir;

    @Override
    public Integer call() {
        List<Path> queries = folders("queries");
        List<Path> templates = folders("case-templates").stream()
                .flatMap(folder -> below(folder, 1).filter(Files::isDirectory))
                .toList();
        List<Problem> problems = new ArrayList<>();
        int files = checkQueries(queries, problems);
        for (Path folder : templates) {
            problems.addAll(new ReportWriter(List.of(folder)).check(folder));
        }
        problems.forEach(top()::tell);
        top().say(files + " queries and " + templates.size() + " templates checked, " + problems.size() + " problems");
        return problems.isEmpty() ? Exit.DONE : Exit.USAGE;
    }

    private List<Path> folders(String name) {
        if (dir == null) {
            return Content.folders(top(), top().openCaseOrNull(), name);
        }
        Path folder = top().surroundings().here().resolve(dir).resolve(name);
        return Files.isDirectory(folder) ? List.of(folder) : List.of();
    }

    private int checkQueries(List<Path> folders, List<Problem> problems) {
        List<Path> all = new ArrayList<>(folders);
        all.addAll(Content.folders(top(), null, "queries"));
        List<String> known = Catalogue.load(all.stream().distinct().toList(), ignored -> {}).all().stream()
                .map(Investigation::id)
                .toList();
        int files = 0;
        try (CaseReader empty = CaseReader.empty()) {
            for (Path folder : folders) {
                for (Path file : below(folder, Integer.MAX_VALUE)
                        .filter(path -> path.toString().endsWith(".sql"))
                        .toList()) {
                    problems.addAll(QueryFileCheck.check(file, folder, known, empty));
                    files++;
                }
            }
        }
        return files;
    }

    /** What lies below a folder, in the order of the paths. */
    private static Stream<Path> below(Path folder, int depth) {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(path -> !path.equals(folder)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
