package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final String HEADER = "CreationDate,UserIds,Operations,AuditData\r\n";
    private static final String ALL_SAME =
            "\"totals\":{\"as_imported\":1,\"missing\":0,\"unreadable\":0,\"differs\":0}}";

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void findsEveryRowAsItWas() throws IOException {
        imported("export.csv", HEADER + row(1) + row(2) + row(2) + row(3));
        Typed typed = verifying();
        assertEquals(0, typed.code(), typed.err());
        assertTrue(typed.out().contains("\"state\":\"as imported\",\"rows\":4,\"same\":4,"), typed.out());
        assertTrue(typed.out().contains(ALL_SAME), typed.out());
    }

    @Test
    void comparesRejectedRowsToo() throws IOException {
        String noTime = "x,jo@north.example,Send,\"{\"\"Id\"\":\"\"1\"\",\"\"Operation\"\":\"\"Send\"\"}\"\r\n";
        imported("export.csv", HEADER + row(1) + noTime + "x,y,z,\r\n" + row(2).substring(0, 90));
        assertEquals(3L, ask("SELECT rejected FROM source"));
        Typed typed = verifying();
        assertEquals(0, typed.code(), typed.out() + typed.err());
        assertTrue(typed.out().contains("\"rows\":4,\"same\":4,"), typed.out());
    }

    @Test
    void namesTheFirstRowThatWasChanged() throws IOException {
        Path file = imported("export.csv", HEADER + row(1) + row(2) + row(3));
        Files.writeString(file, HEADER + row(1) + row(2).replace("198.51.100.2", "203.0.113.22") + row(3));
        Typed typed = verifying();
        assertEquals(2, typed.code());
        assertTrue(typed.out().contains("\"state\":\"differs\",\"rows\":3,"), typed.out());
        assertTrue(typed.out().contains("\"first_differing\":2,"), typed.out());
        assertTrue(typed.out().contains("so it was changed; row 2 is the first that differs"), typed.out());
    }

    @Test
    void seesThatRowsWereTakenOff() throws IOException {
        Path file = imported("export.csv", HEADER + row(1) + row(2) + row(3));
        Files.writeString(file, HEADER + row(1) + row(2));
        Typed typed = verifying();
        assertEquals(2, typed.code());
        assertTrue(typed.out().contains("\"first_differing\":3,"), typed.out());
        assertTrue(typed.out().contains("it is missing: the file has 2 rows now"), typed.out());
    }

    @Test
    void seesThatOnlyBytesBetweenTheRowsChanged() throws IOException {
        Path file = imported("export.csv", HEADER + row(1) + row(2));
        Files.writeString(file, HEADER + row(1) + row(2) + "\r\n");
        Typed typed = verifying();
        assertEquals(2, typed.code());
        assertTrue(typed.out().contains("\"same\":2,\"first_differing\":null,"), typed.out());
        assertTrue(typed.out().contains("so it was changed; every row is as it was"), typed.out());
    }

    @Test
    void seesThatTheCaseWasChanged() throws IOException, SQLException {
        imported("export.csv", HEADER + row(1) + row(2) + row(3));
        String database = "jdbc:duckdb:" + dir.resolve("case/case.duckdb");
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE event_core SET raw = replace(raw, '198.51.100.3', '192.0.2.1') WHERE record_no = 3");
        }
        Typed typed = verifying();
        assertEquals(2, typed.code());
        assertTrue(typed.out().contains("\"first_differing\":3,"), typed.out());
        assertTrue(typed.out().contains("the case was changed; row 3"), typed.out());
    }

    @Test
    void tellsAMissingFileAndGoesOn() throws IOException {
        Path first = imported("first.csv", HEADER + row(1));
        imported("second.csv", HEADER + row(2));
        Files.delete(first);
        Typed typed = verifying();
        assertEquals(1, typed.code());
        assertTrue(
                typed.out().contains("{\"as_imported\":1,\"missing\":1,\"unreadable\":0,\"differs\":0}"), typed.out());
    }

    @Test
    void findsFilesThatMovedAndFilesThatWereRenamed() throws IOException {
        Path first = imported("first.csv", HEADER + row(1));
        Path second = imported("second.csv", HEADER + row(2));
        Path moved = Files.createDirectories(dir.resolve("elsewhere/deep"));
        Files.move(first, moved.resolve("first.csv"));
        Files.move(second, moved.resolve("renamed.txt"));
        assertEquals(1, verifying().code());
        Typed typed = verifying("--evidence", dir.resolve("elsewhere").toString());
        assertEquals(0, typed.code(), typed.out());
        assertTrue(typed.out().contains("renamed.txt\",\"state\":\"as imported\""), typed.out());
    }

    @Test
    void takesAChangedFileOfTheSameNameForTheOriginal() throws IOException {
        Path file = imported("export.csv", HEADER + row(1) + row(2));
        Path moved = Files.createDirectories(dir.resolve("elsewhere"));
        Files.delete(file);
        Files.writeString(moved.resolve("export.csv"), HEADER + row(1) + row(4));
        Typed typed = verifying("--evidence", moved.toString());
        assertEquals(2, typed.code());
        assertTrue(typed.out().contains("\"first_differing\":2,"), typed.out());
    }

    @Test
    void readsTheFilesOfAnArchiveAgain() throws IOException {
        Path archive = dir.resolve("exports.zip");
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("in/export.csv"));
            zip.write((HEADER + row(1)).getBytes(StandardCharsets.UTF_8));
        }
        importing(archive);
        Typed typed = verifying();
        assertEquals(0, typed.code(), typed.out());
        assertTrue(typed.out().contains("exports.zip!/in/export.csv\",\"state\""), typed.out());
    }

    @Test
    void fallsBackOnTheCopyInTheCase() throws IOException {
        Path file = Files.writeString(dir.resolve("export.csv"), HEADER + row(1));
        assertEquals(
                0,
                Typed.in(dir, "--case", caseDir(), "import", "--copy", file.toString())
                        .code());
        Files.delete(file);
        Typed typed = verifying();
        assertEquals(0, typed.code(), typed.out());
        assertTrue(typed.out().contains(ALL_SAME), typed.out());
    }

    private Path imported(String name, String text) throws IOException {
        Path file = Files.writeString(dir.resolve(name), text);
        importing(file);
        return file;
    }

    private void importing(Path file) {
        Typed typed = Typed.in(dir, "--case", caseDir(), "import", file.toString());
        assertTrue(typed.code() <= 1, typed.err());
    }

    private Typed verifying(String... options) {
        String[] words = new String[options.length + 5];
        System.arraycopy(new String[] {"--case", caseDir(), "--format", "json", "verify"}, 0, words, 0, 5);
        System.arraycopy(options, 0, words, 5, options.length);
        return Typed.in(dir, words);
    }

    private Object ask(String sql) {
        try (CaseReader reader = CaseReader.open(dir.resolve("case/case.duckdb"))) {
            return reader.query(sql, List.of()).rows().get(0).get(0);
        }
    }

    private String caseDir() {
        return dir.resolve("case").toString();
    }

    private static String row(int number) {
        String id = String.format("00000000-0000-4000-8000-%012d", number);
        String data = "{\"Id\":\"" + id + "\",\"RecordType\":15,\"CreationTime\":\"2026-09-07T12:00:0" + number % 10
                + "\",\"Operation\":\"UserLoggedIn\",\"UserType\":0,\"UserId\":\"jo@north.example\",\"Workload\":"
                + "\"AzureActiveDirectory\",\"ClientIP\":\"198.51.100." + number + "\"}";
        return "9/7/2026 12:00:00 PM,jo@north.example,UserLoggedIn,\"" + data.replace("\"", "\"\"") + "\"\r\n";
    }
}
