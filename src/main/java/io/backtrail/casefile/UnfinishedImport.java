package io.backtrail.casefile;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an import was doing when it was last heard of. Stands in the case from before its first row until all of it is done,
 * so that a case whose import was killed says so.
 *
 * @param who who imports
 * @param since when it began, ISO 8601, UTC
 * @param step what it was doing, as {@code reading a.csv (file 3 of 12)}
 */
public record UnfinishedImport(String who, String since, String step) {
    private static final String NAME = "import.unfinished";

    public UnfinishedImport {
        requireNonNull(who, "who is null");
        requireNonNull(since, "since is null");
        requireNonNull(step, "step is null");
    }

    static Optional<UnfinishedImport> of(Path dir) {
        Path file = dir.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> said = FlatFile.read(file);
        return Optional.of(new UnfinishedImport(
                said.getOrDefault("who", "?"), said.getOrDefault("since", "?"), said.getOrDefault("step", "?")));
    }

    void write(Path dir) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("who", who);
        fields.put("since", since);
        fields.put("step", step);
        try {
            FlatFile.write(dir.resolve(NAME), fields);
        } catch (IOException e) {
            throw CaseDirectory.unwritable(dir, e);
        }
    }

    static void clear(Path dir) {
        try {
            Files.deleteIfExists(dir.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
