package io.backtrail.investigate.sigma;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads Sigma files: YAML without types of its own, bounded in size and in aliases, since rules come from strangers. */
public final class SigmaFiles {
    private static final int LONGEST = 1_000_000;

    private SigmaFiles() {}

    /**
     * The rules of a file, or of every {@code .yml} and {@code .yaml} file below a folder, in the order of the paths.
     *
     * @param problems told of each file that is no YAML or no rule
     * @throws ProblemException if there is nothing at {@code path}
     */
    public static List<SigmaRule> read(Path path, Consumer<Problem> problems) {
        List<SigmaDocument> documents = new ArrayList<>();
        for (Path file : files(path)) {
            documents.addAll(documents(file, problems));
        }
        return documents.stream().map(SigmaRule::of).toList();
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new ProblemException(new Problem(
                    "sigma.none",
                    path.toString(),
                    "a Sigma rule or a folder of rules",
                    "nothing there",
                    "check the path"));
        }
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches("(?i).*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SigmaDocument> documents(Path file, Consumer<Problem> problems) {
        List<SigmaDocument> documents = new ArrayList<>();
        boolean told = false;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(LONGEST)
                .setMaxAliasesForCollections(50)
                .build();
        try {
            for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
                Map<String, Object> fields = SigmaDocument.asMap(document);
                if (fields.containsKey("detection") || fields.containsKey("correlation")) {
                    documents.add(new SigmaDocument(file, documents.size() + 1, fields));
                } else {
                    told = true;
                    problems.accept(broken(file, "a mapping with 'detection' or 'correlation'", "neither"));
                }
            }
            if (documents.isEmpty() && !told) {
                problems.accept(broken(file, "a Sigma rule", "an empty file"));
            }
        } catch (CharacterCodingException e) {
            problems.accept(broken(file, "YAML in UTF-8", "bytes that are no UTF-8"));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1))
                    .orElse("");
            problems.accept(broken(file, "YAML in UTF-8", e.getProblem() + line));
        } catch (YamlEngineException | IOException e) {
            problems.accept(broken(file, "YAML in UTF-8", String.valueOf(e.getMessage())));
        }
        return documents;
    }

    private static Problem broken(Path file, String expected, String found) {
        return new Problem("sigma.file", file.toString(), expected, found, "this file is left out; the others are run");
    }
}
