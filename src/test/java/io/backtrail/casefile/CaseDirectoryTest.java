package io.backtrail.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseDirectoryTest {
    private static final CaseFacts NORTH = new CaseFacts(
            "North \"takeover\"",
            null,
            List.of("north.example", "north.onmicrosoft.example"),
            Instant.parse("2026-09-07T12:00:00Z"),
            "0.1.0");

    @TempDir
    Path parent;

    @Test
    void writesTheFactsForPeopleToRead() throws IOException {
        Path dir = parent.resolve("deep/north");
        CaseDirectory.create(dir, NORTH);
        assertEquals("""
                {
                  "title" : "North \\"takeover\\"",
                  "examiner" : null,
                  "own_domains" : [ "north.example", "north.onmicrosoft.example" ],
                  "created" : "2026-09-07T12:00:00Z",
                  "tool_version" : "0.1.0"
                }
                """, Files.readString(dir.resolve("case.json")));
    }

    @Test
    void readsBackWhatItWrote() {
        Path dir = parent.resolve("north");
        CaseDirectory.create(dir, NORTH);
        CaseDirectory open = CaseDirectory.open(dir);
        assertEquals(NORTH, open.facts());
        assertEquals(dir.resolve("case.duckdb"), open.database());
        assertTrue(Files.isDirectory(open.index()));
        assertTrue(Files.isDirectory(open.reports()));
        assertFalse(Files.exists(open.copies()));
    }

    @Test
    void changesTheOwnDomainsAndNothingElse() {
        Path dir = parent.resolve("north");
        CaseDirectory changed = CaseDirectory.create(dir, NORTH).withOwnDomains(List.of("south.example"));
        CaseFacts expected = new CaseFacts(
                NORTH.title(), NORTH.examiner(), List.of("south.example"), NORTH.created(), NORTH.toolVersion());
        assertEquals(expected, changed.facts());
        assertEquals(expected, CaseDirectory.open(dir).facts());
        assertFalse(Files.exists(dir.resolve("case.json.new")));
    }

    @Test
    void refusesAFolderThatIsACaseAlready() {
        CaseDirectory.create(parent, NORTH);
        assertEquals(
                "case.exists",
                problemOf(() -> CaseDirectory.create(parent, NORTH)).code());
    }

    @Test
    void refusesAFolderWithOtherThingsAndNamesOne() throws IOException {
        Files.writeString(parent.resolve("mail.csv"), "x");
        Problem problem = problemOf(() -> CaseDirectory.create(parent, NORTH));
        assertEquals("case.not-empty", problem.code());
        assertEquals("\"mail.csv\"", problem.found());
    }

    @Test
    void refusesAnIndexWithoutACase() throws IOException {
        Files.createDirectories(parent.resolve("index"));
        Files.writeString(parent.resolve("index/segments_1"), "x");
        assertEquals(
                "case.not-empty",
                problemOf(() -> CaseDirectory.create(parent, NORTH)).code());
    }

    @Test
    void takesUpACreationThatWasInterrupted() throws IOException {
        Files.createDirectories(parent.resolve("index"));
        Files.writeString(parent.resolve("case.json.new"), "{\"ti");
        CaseDirectory.create(parent, NORTH);
        assertEquals(NORTH, CaseDirectory.open(parent).facts());
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(parent.resolve("mail.csv"), "x");
        assertEquals(
                "case.not-a-folder",
                problemOf(() -> CaseDirectory.create(file, NORTH)).code());
        Problem below = problemOf(() -> CaseDirectory.create(file.resolve("north"), NORTH));
        assertEquals("case.unwritable", below.code());
    }

    @Test
    void listsTheCasesThatLieInAFolderThatIsNone() {
        CaseDirectory.create(parent.resolve("south"), NORTH);
        CaseDirectory.create(parent.resolve("north"), NORTH);
        Problem here = problemOf(() -> CaseDirectory.open(parent));
        assertEquals("case.none", here.code());
        String both = parent.resolve("north") + ", " + parent.resolve("south");
        assertTrue(here.help().startsWith("cases here: " + both + "; open one"), here.help());
        Problem beside = problemOf(() -> CaseDirectory.open(parent.resolve("nort")));
        assertEquals("no such folder", beside.found());
        assertTrue(beside.help().startsWith("cases here: " + both), beside.help());
    }

    @Test
    void saysHowToMakeACaseWhereThereIsNone() {
        Problem problem = problemOf(() -> CaseDirectory.open(parent));
        assertEquals("no case.json", problem.found());
        assertTrue(problem.help().contains("backtrail new"), problem.help());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | 1:1",
                "[]                                   | 1:1",
                "{\"title\": 7}                       | 1:11",
                "{\"title\": \"a\", \"own_domains\": \"x\"} | 1:31",
                "{\"title\": \"a\", \"created\": \"noon\"} | 1:27",
                "{\"title\": \"a\"                    | 1:14",
                "{\"title\": \"a\", \"title\": \"b\"} | 1:23",
                "{}                                   | 1:2"
            })
    void saysWhereTheFactsAreDamaged(String json, String place) throws IOException {
        Path file = Files.writeString(parent.resolve("case.json"), json);
        Problem problem = problemOf(() -> CaseDirectory.open(parent));
        assertEquals("case.damaged", problem.code());
        assertEquals(file + ":" + place, problem.place());
    }

    @Test
    void passesOverWhatALaterVersionAdds() throws IOException {
        String json =
                "{\"later\": {\"x\": [1]}, \"title\": \"a\", \"created\": \"2026-09-07T12:00:00Z\", \"tool_version\": \"9\"}";
        Files.writeString(parent.resolve("case.json"), json);
        assertEquals("a", CaseDirectory.open(parent).facts().title());
    }

    private static Problem problemOf(Runnable action) {
        return assertThrows(ProblemException.class, action::run).problem();
    }
}
