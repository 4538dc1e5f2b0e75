package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.backtrail.problem.Problem;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code queries/}: checked, documented, and tested on records that it must find and on some it must not. */
class ContentTest {
    private static final Path QUERIES = Path.of("queries");
    private static final Path DATA = Path.of("src/test/resources/queries");
    private static final Path QUIET = Path.of("src/test/resources/quiet");
    private static final Path DOCS = Path.of("docs");
    private static final int EVERY_ROW = Integer.MAX_VALUE;

    @TempDir
    Path dir;

    @Test
    void everyFileHoldsWhatItsHeadSays() {
        List<String> ids = ids().toList();
        try (CaseReader empty = CaseReader.empty()) {
            List<String> problems = Catalogue.filesBelow(QUERIES, ContentTest::refuse).stream()
                    .flatMap(file -> QueryFileCheck.check(file, QUERIES, ids, empty).stream())
                    .map(Problem::render)
                    .toList();
            assertEquals("", String.join("\n", problems));
        }
    }

    @Test
    void everyQueryHasItsFolderOfRecordsAndEveryFolderItsQuery() throws IOException {
        try (Stream<Path> folders = Files.list(DATA)) {
            assertEquals(
                    new TreeSet<>(ids().toList()),
                    new TreeSet<>(folders.map(folder -> folder.getFileName().toString())
                            .toList()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void findsTheRowsThatAResponderWouldActOn(String id) throws IOException {
        Path folder = DATA.resolve(id);
        String found;
        try (CaseReader reader = TestCase.open(folder, "fires", dir.resolve("fires"))) {
            Findings findings = Runner.run(reader, catalogue().find(id), arguments(folder), Map.of(), EVERY_ROW);
            assertFalse(findings.table().rows().isEmpty(), "fires.jsonl gives no row");
            // Exports are imported from a copy whose place is another each time.
            found = Rows.print(findings.table()).replace(dir + "/fires-exports", "fires");
        }
        compare(folder.resolve("expected.txt"), found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void leavesTheNearMissesAlone(String id) {
        Path folder = DATA.resolve(id);
        assertFalse(TestCase.lines(folder.resolve("quiet.jsonl")).isEmpty(), "quiet.jsonl holds no near miss");
        try (CaseReader reader = TestCase.open(folder, "quiet", dir.resolve("quiet"))) {
            Findings findings = Runner.run(reader, catalogue().find(id), arguments(folder), Map.of(), EVERY_ROW);
            assertEquals("", Rows.print(findings.table()));
        }
    }

    @Test
    void anOrdinaryWeekIsQuietButForWhatItsListNames() {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : TestCase.lines(QUIET.resolve("fires-anyway.txt"))) {
            String[] cells = line.split(" ", 2);
            reasons.put(cells[0], cells[1]);
        }
        try (CaseReader reader = TestCase.open(QUIET, "week", dir.resolve("week"))) {
            TreeSet<String> fired = new TreeSet<>();
            StringBuilder rows = new StringBuilder();
            for (Investigation investigation : catalogue().all()) {
                Findings findings = Runner.run(reader, investigation, Map.of(), Map.of(), EVERY_ROW);
                if (!findings.table().rows().isEmpty()) {
                    fired.add(investigation.id());
                    rows.append(investigation.id()).append('\n').append(Rows.print(findings.table()));
                }
            }
            assertEquals(reasons.keySet(), fired, rows.toString());
        }
    }

    @Test
    void thePagesOfInvestigationsAreWhatTheHeadsSay() throws IOException {
        SortedMap<String, String> pages = InvestigationPages.write(catalogue());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            compare(DOCS.resolve(page.getKey()), page.getValue());
        }
        try (Stream<Path> files = Files.list(DOCS.resolve("investigations"))) {
            assertEquals(
                    pages.keySet().stream().filter(name -> name.contains("/")).toList(),
                    files.map(file -> "investigations/" + file.getFileName())
                            .sorted()
                            .toList(),
                    "a page of a phase without investigations");
        }
    }

    static Stream<String> ids() {
        return catalogue().all().stream().map(Investigation::id);
    }

    private static Catalogue catalogue() {
        return Catalogue.load(List.of(QUERIES), ContentTest::refuse);
    }

    private static void refuse(Problem problem) {
        fail(problem.render());
    }

    private static Map<String, String> arguments(Path folder) {
        Map<String, String> arguments = new TreeMap<>();
        for (String line : TestCase.lines(folder.resolve("arguments.txt"))) {
            String[] cells = line.split("=", 2);
            arguments.put(cells[0], cells[1]);
        }
        return arguments;
    }

    private static void compare(Path golden, String found) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, found);
        }
        assertEquals(
                Files.exists(golden) ? Files.readString(golden) : "",
                found,
                golden + " is stale; -Dgolden=write rewrites it");
    }
}
