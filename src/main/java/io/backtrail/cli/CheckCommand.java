package io.backtrail.cli;

import io.backtrail.enrich.ReferenceSets;
import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.QueryFileCheck;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
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

/** Validates queries, templates and changes of reference sets. */
@Command(
        name = "check",
        description = "Validate investigations, templates and reference sets: the installation's, the user's and the"
                + " case's, or a folder's.")
final class CheckCommand extends BacktrailCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder with queries, case-templates or packs in it, or a folder of queries.")
    private Path dir;

    @Override
    public Integer call() {
        List<Path> queries = folders("queries");
        List<Path> templates = folders("case-templates").stream()
                .flatMap(folder -> below(folder, 1).filter(Files::isDirectory))
                .toList();
        List<Path> packs = folders("packs");
        refuseNothing(queries, templates, packs);
        List<Problem> problems = new ArrayList<>();
        int files = checkQueries(queries, problems);
        for (Path folder : templates) {
            problems.addAll(new ReportWriter(List.of(folder)).check(folder));
        }
        int changes = ReferenceSets.load(packs, problems::add).changes().size();
        problems.forEach(this::tell);
        top().say(files + " queries, " + templates.size() + " templates and " + changes
                + " changes of reference sets checked, " + problems.size() + " problems");
        return problems.isEmpty() ? Exit.DONE : Exit.USAGE;
    }

    private void tell(Problem problem) {
        top().tell(problem);
        SourceLine.of(problem).ifPresent(line -> {
            top().surroundings().err().println(line);
            top().surroundings().err().flush();
        });
    }

    private List<Path> folders(String name) {
        if (dir == null) {
            return Content.folders(top(), top().openCaseOrNull(), name);
        }
        Path given = top().surroundings().here().resolve(dir);
        Path folder = given.resolve(name);
        if (Files.isDirectory(folder)) {
            return List.of(folder);
        }
        boolean isFolderOfQueries = name.equals("queries")
                && Files.isDirectory(given)
                && queriesIn(given).findAny().isPresent();
        return isFolderOfQueries ? List.of(given) : List.of();
    }

    /** A mistyped folder must not look like one without faults. */
    private void refuseNothing(List<Path> queries, List<Path> templates, List<Path> packs) {
        if (dir != null && queries.isEmpty() && templates.isEmpty() && packs.isEmpty()) {
            throw new ProblemException(new Problem(
                    "check.nothing",
                    dir.toString(),
                    "a folder with queries, case-templates or packs in it, or with query files",
                    Files.isDirectory(top().surroundings().here().resolve(dir)) ? "none of them" : "no such folder",
                    "'investigate new ID' writes a first query"));
        }
    }

    private int checkQueries(List<Path> folders, List<Problem> problems) {
        List<Path> all = new ArrayList<>(folders);
        all.addAll(Content.folders(top(), top().openCaseOrNull(), "queries"));
        List<String> known = Catalogue.load(all.stream().distinct().toList(), ignored -> {}).all().stream()
                .map(Investigation::id)
                .toList();
        int files = 0;
        try (CaseReader empty = CaseReader.empty()) {
            for (Path folder : folders) {
                for (Path file : queriesIn(folder).toList()) {
                    problems.addAll(QueryFileCheck.check(file, folder, known, empty));
                    files++;
                }
            }
        }
        return files;
    }

    private static Stream<Path> queriesIn(Path folder) {
        return below(folder, Integer.MAX_VALUE).filter(path -> path.toString().endsWith(".sql"));
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
