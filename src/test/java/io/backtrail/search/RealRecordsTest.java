package io.backtrail.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every identifier that a plain look at real records finds is found by a query of itself. The records lie in the folder
 * that the property {@code samples} names; without it there is nothing to test.
 */
@Tag("conformance")
class RealRecordsTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "no-samples"));
    private static final int LONGEST_LINE = 1_000_000;

    private static final Pattern IDENTIFIER =
            Pattern.compile("(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z-])"
                    + "|(?<![0-9A-Za-z.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z.])"
                    + "|(?<=[\"'<;:, (])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?=[\"'>;:, )\\\\])"
                    + "|(?<=[\"\\[])[0-9a-fA-F:]*::?[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*(?=[\"\\]])");

    @TempDir
    Path dir;

    @Test
    void findsEveryIdentifierOfEveryLine() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "run with -Dconformance -Dsamples=DIR");
        Map<String, Long> firstSeen = new LinkedHashMap<>();
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            for (Path file : files()) {
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    if (!line.isBlank() && line.length() < LONGEST_LINE) {
                        long sequence = writer.lastSequence() + 1;
                        writer.add(document(sequence, line));
                        note(line, sequence, firstSeen);
                    }
                }
            }
            writer.commit();
        }
        assertTrue(firstSeen.size() > 1000, firstSeen.size() + " identifiers");
        assertEquals(List.of(), missing(firstSeen));
    }

    private List<String> missing(Map<String, Long> firstSeen) {
        List<String> missing = new ArrayList<>();
        try (TextIndex index = TextIndex.open(dir, Map::of)) {
            firstSeen.forEach((value, sequence) -> {
                boolean found = index.search(value + " id:e" + sequence, 1).total() == 1;
                if (!found) {
                    missing.add(value + " in line " + sequence);
                }
            });
        }
        return missing;
    }

    private static void note(String line, long sequence, Map<String, Long> firstSeen) {
        Matcher found = IDENTIFIER.matcher(line);
        while (found.find()) {
            firstSeen.putIfAbsent(found.group(), sequence);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SAMPLES)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(json|jsonl|ndjson|csv|log)"))
                    .sorted()
                    .toList();
        }
    }

    private static SearchDocument document(long sequence, String raw) {
        return new SearchDocument(
                sequence,
                "e" + sequence,
                Instant.EPOCH,
                null,
                "Op",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                raw);
    }
}
