package io.backtrail.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static final Set<String> SOURCES = Set.of("base rate", "rule", "casework", "geometry", "the analyst");

    @Test
    void everyLineOfTheTableIsReadWhole() throws IOException {
        Set<String> seen = new HashSet<>();
        for (String line : rows()) {
            String[] cells = line.split(",", 5);
            assertEquals(5, cells.length, line);
            assertTrue(seen.add(cells[0]), "twice: " + cells[0]);
            assertEquals(Integer.parseInt(cells[2]), Weights.builtIn().db(cells[0]), line);
            boolean bound = cells[0].startsWith("floor.") || cells[0].startsWith("cap.");
            assertEquals(bound, cells[4].isBlank(), line);
            assertTrue(bound || SOURCES.contains(cells[3]), line);
            assertEquals(bound ? cells[0].substring(cells[0].indexOf('.') + 1) : cells[1], cells[1], line);
        }
        assertTrue(Weights.builtIn().version().contains("version 1"));
    }

    @Test
    void noItemOutweighsTheBoundOfItsFamily() throws IOException {
        Weights weights = Weights.builtIn();
        for (String line : rows()) {
            String[] cells = line.split(",", 5);
            assertTrue(weights.db(cells[0]) <= weights.cap(cells[1]), line);
            assertTrue(weights.db(cells[0]) >= weights.floor(cells[1]), line);
        }
    }

    @Test
    void everyWeightThatTheRulesNameStandsInTheTable() throws IOException {
        Set<String> named = new TreeSet<>();
        Pattern id = Pattern.compile(
                "\"((?:network|travel|client|device|auth|session|action|response|time|seed|link|judgement|veto|prior)"
                        + "\\.[a-z-]+)\"");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/backtrail/reconstruct"))) {
            for (Path file : files.toList()) {
                Matcher matcher = id.matcher(Files.readString(file));
                while (matcher.find()) {
                    named.add(matcher.group(1));
                }
            }
        }
        named.forEach(name -> Weights.builtIn().db(name));
        assertTrue(named.size() > 50, named.toString());
        assertThrows(IllegalArgumentException.class, () -> Weights.builtIn().db("network.none"));
    }

    @Test
    void aReasonGivenTwiceCountsOnceAndKeepsAllItsEvents() {
        Weights weights = Weights.builtIn();
        List<Reason> settled = new Tally(weights)
                .settle(
                        List.of(
                                weights.reason("action.finance-search", List.of("a"), "iban"),
                                weights.reason("action.finance-search", List.of("b"), "iban"),
                                weights.reason("action.finance-search", List.of("c"), "wire")),
                        false);
        assertEquals(List.of("a", "b"), settled.get(0).events());
        assertEquals(List.of("c"), settled.get(1).events());
        assertEquals(7 + 7 * 30 / 100, Tally.sum(settled));
        assertEquals(3, settled.size());
    }

    private static List<String> rows() throws IOException {
        try (InputStream in = Weights.class.getResourceAsStream("weights.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
