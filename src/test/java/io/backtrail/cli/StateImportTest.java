package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that say how things stand go into tables of their own, and their rows are in the books. */
class StateImportTest {
    private static final Path FIXTURES = Path.of("src/test/resources/io/backtrail/shapes");
    private static final List<String> SHAPES = List.of(
            "inbox-rules",
            "mailboxes",
            "mailbox-permissions",
            "transport-rules",
            "oauth-grants",
            "mfa-methods",
            "devices");

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void everyRowCountsAsStoredAndCarriesTheTimeOfItsFile() throws IOException {
        Path file = copy(FIXTURES.resolve("inbox-rules/get-inboxrule.json"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-05T06:07:08Z")));

        Typed typed = inCase("--format", "json", "import", file.toString());

        assertTrue(
                typed.out().contains("\"totals\":{\"rows\":3,\"stored\":2,\"repeated\":0,\"rejected\":1}"),
                typed.out() + typed.err());
        Typed rules = inCase(
                "--format",
                "csv",
                "sql",
                "SELECT rule_id, forward_to IS NOT NULL AS forwards, as_of, as_of_basis, source_id, record_no"
                        + " FROM inbox_rule_state ORDER BY record_no");
        assertEquals("""
                rule_id,forwards,as_of,as_of_basis,source_id,record_no
                17293822569102704641,true,2026-03-05T06:07:08Z,file-time,1,1
                7218,false,2026-03-05T06:07:08Z,file-time,1,2
                """, rules.out());
    }

    @Test
    void everyColumnOfEveryTableTakesWhatTheExportsSayAndVerifyFindsTheRowsAgain() throws IOException {
        for (String shape : SHAPES) {
            try (Stream<Path> files = Files.list(FIXTURES.resolve(shape))) {
                for (Path file :
                        files.filter(f -> !f.toString().endsWith(".told")).toList()) {
                    copy(file);
                }
            }
        }
        Typed typed = inCase("--format", "json", "import", dir.resolve("in").toString());
        assertEquals(1, typed.code(), "some rows name nothing: " + typed.err());

        Typed tables = inCase(
                "--format",
                "csv",
                "sql",
                "SELECT count(DISTINCT state_table) AS tables, count(*) AS kept FROM state_row");
        Typed books = inCase("--format", "csv", "sql", "SELECT 7 AS tables, sum(stored) AS kept FROM source");
        assertEquals(books.out(), tables.out());
        Typed verified = inCase("verify");
        assertEquals(0, verified.code(), verified.out() + verified.err());
    }

    private Typed inCase(String... words) {
        return Typed.in(
                dir,
                Stream.concat(Stream.of("--case", dir.resolve("case").toString()), Stream.of(words))
                        .toArray(String[]::new));
    }

    private Path copy(Path file) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("in"));
        String name = file.getParent().getFileName() + "-" + file.getFileName();
        return Files.copy(file, folder.resolve(name));
    }
}
