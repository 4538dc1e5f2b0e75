package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of formats says what the shapes say; {@code -Dgolden=write} writes it anew. */
class FormatsPageTest {
    private static final Path FIXTURES = Path.of("src/test/resources/io/backtrail/shapes");
    private static final Path PAGE = Path.of("docs/formats.md");

    @Test
    void thePageIsWhatTheShapesSay() throws IOException {
        String page = FormatsPage.text(fixtures());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.exists(PAGE) ? Files.readString(PAGE) : "", page, PAGE + " is stale");
    }

    @Test
    void everyShapeHasAFixture() throws IOException {
        Map<String, List<String>> fixtures = fixtures();
        List<String> without = Arrays.stream(Shape.values())
                .filter(shape -> shape != Shape.UNKNOWN)
                .map(Shape::word)
                .filter(word -> !fixtures.containsKey(word))
                .toList();
        assertEquals(List.of(), without);
        assertTrue(fixtures.size() > 20);
    }

    private static Map<String, List<String>> fixtures() throws IOException {
        Map<String, List<String>> fixtures = new TreeMap<>();
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            for (Path folder : folders.sorted().toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    fixtures.put(
                            folder.getFileName().toString(),
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.endsWith(".told"))
                                    .sorted()
                                    .toList());
                }
            }
        }
        return fixtures;
    }
}
