package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String HEADER =
            "RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity,IsValid,ObjectState\r\n";

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void printsBooksThatAddUpAndKeepsThePlaceOfEveryRow() throws IOException {
        Path csv = write("export.csv", HEADER + row(1) + row(2) + row(3));
        Typed typed = importing(csv);
        assertEquals(0, typed.code(), typed.err());
        assertTrue(
                typed.out().contains("\"totals\":{\"rows\":3,\"stored\":3,\"repeated\":0,\"rejected\":0}"),
                typed.out());
        Typed places = sql("SELECT record_no, byte_offset FROM event ORDER BY record_no");
        int second = (HEADER + row(1)).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(places.out().contains("2," + second), places.out());
    }

    @Test
    void importsTheSameBytesTwiceWithoutChangingAnything() throws IOException {
        Path csv = write("export.csv", HEADER + row(1) + row(2));
        importing(csv);
        String before = sql("SELECT count(*), max(event_seq) FROM event").out();
        Typed again = importing(csv);
        assertEquals(0, again.code(), again.err());
        assertTrue(
                again.out().contains("\"totals\":{\"rows\":2,\"stored\":0,\"repeated\":2,\"rejected\":0}"),
                again.out());
        assertEquals(before, sql("SELECT count(*), max(event_seq) FROM event").out());
        assertEquals("count_star()\n1\n", sql("SELECT count(*) FROM source").out());
    }

    @Test
    void countsRecordsThatAnotherFileBroughtAsRepeated() throws IOException {
        importing(write("first.csv", HEADER + row(1) + row(2)));
        Typed second = importing(write("second.csv", HEADER + row(2) + row(3)));
        assertTrue(second.out().contains("\"stored\":1,\"repeated\":1,\"rejected\":0}"), second.out());
        assertEquals(
                "n\n1\n", sql("SELECT count(*) AS n FROM copy WHERE identical").out());
    }

    @Test
    void keepsARowThatWasCutOffWithItsBytesAndSaysSo() throws IOException {
        String whole = HEADER + row(1) + row(2);
        Typed typed = importing(write("cut.csv", whole.substring(0, whole.length() - 120)));
        assertEquals(1, typed.code());
        assertTrue(
                typed.out().contains("\"totals\":{\"rows\":2,\"stored\":1,\"repeated\":0,\"rejected\":1}"),
                typed.out());
        assertTrue(
                typed.err().contains("cut.csv, row 2, byte ") && typed.err().contains("[csv.cut-record]"), typed.err());
        assertTrue(typed.err().contains("help: 'rejects' prints"), typed.err());
        Typed rejects = Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "rejects");
        assertTrue(rejects.out().contains("00000000-0000-4000-8000-000000000002"), rejects.out());
    }

    @Test
    void refusesAnEmptyFileWithAdvice() throws IOException {
        Typed typed = importing(write("empty.csv", ""));
        assertTrue(typed.code() != 0 && typed.err().contains("empty.csv: expected an audit export"), typed.err());
        assertTrue(typed.err().contains("help: "), typed.err());
    }

    @Test
    void refusesAPictureThatIsNamedLikeAnExport() throws IOException {
        Path picture = dir.resolve("picture.csv");
        Files.write(
                picture,
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0});
        Typed typed = importing(picture);
        assertTrue(typed.code() != 0 && typed.err().contains("picture.csv: expected an audit export"), typed.err());
    }

    @Test
    void refusesWhatItCannotReadEachTimeItIsGiven() throws IOException {
        Path prose = write("prose.txt", "Dear colleague,\nplease find nothing attached.\n");
        assertEquals(2, importing(prose).code());
        Typed again = importing(prose);
        assertEquals(2, again.code(), again.out());
        assertTrue(again.err().contains("[import.unknown-shape]"), again.err());
        assertEquals(2, importing(write("empty.csv", "")).code());
    }

    @Test
    void saysThatAFolderHoldsNoEvidence() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("nothing"));
        Typed typed = importing(folder);
        assertEquals(2, typed.code());
        assertTrue(typed.err().contains("[import.no-evidence]"), typed.err());
    }

    @Test
    void saysThatAPathDoesNotExist() {
        Typed typed = importing(dir.resolve("missing.csv"));
        assertEquals(2, typed.code());
        assertTrue(typed.err().contains("missing.csv") && typed.err().contains("help: "), typed.err());
    }

    @Test
    void saysWhatToDoWithoutACase() {
        Typed typed = Typed.in(dir, "import", "export.csv");
        assertEquals(2, typed.code());
        assertTrue(typed.err().contains("[case.none]") && typed.err().contains("help: "), typed.err());
    }

    @Test
    void findsImportedTextInTheIndex() throws IOException {
        importing(write("export.csv", HEADER + row(1) + row(2)));
        Typed hits = Typed.in(
                dir,
                "--case",
                dir.resolve("case").toString(),
                "--format",
                "json",
                "search",
                "00000000-0000-4000-8000-000000000002");
        assertTrue(hits.out().startsWith("{\"total\":1,"), hits.out());
    }

    @Test
    void readsAFolderOfManyFilesOneAfterTheOther() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("exports"));
        for (int file = 0; file < 3; file++) {
            int first = file * 10;
            String rows = IntStream.range(first, first + 10)
                    .mapToObj(ImportCommandTest::row)
                    .collect(Collectors.joining());
            Files.writeString(folder.resolve("part" + file + ".csv"), HEADER + rows);
        }
        Typed typed = importing(folder);
        assertTrue(typed.out().contains("\"totals\":{\"rows\":30,\"stored\":30,"), typed.out());
    }

    @Test
    void saysThatResultsAreMissingOrOlderThanTheLastImport() throws IOException {
        importing(write("first.csv", HEADER + row(1)));
        Typed before = inCase("timeline");
        assertTrue(before.code() == 2 && before.err().contains("[case.not-reconstructed]"), before.err());
        assertEquals(0, inCase("reconstruct").code());
        assertEquals("", inCase("timeline").err());
        importing(write("second.csv", HEADER + row(2)));
        Typed after = inCase("timeline");
        assertTrue(after.code() == 0 && after.err().contains("found an event imported after them"), after.err());
    }

    private Typed inCase(String... words) {
        return Typed.in(
                dir,
                Stream.concat(Stream.of("--case", dir.resolve("case").toString()), Stream.of(words))
                        .toArray(String[]::new));
    }

    private Typed importing(Path path) {
        return Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "import", path.toString());
    }

    private Typed sql(String query) {
        return Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "csv", "sql", query);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static String row(int number) {
        String id = String.format("00000000-0000-4000-8000-%012d", number);
        String data = "{\"Id\":\"" + id + "\",\"RecordType\":15,\"CreationTime\":\"2026-09-07T12:00:0" + number % 10
                + "\",\"Operation\":\"UserLoggedIn\",\"UserType\":0,\"UserId\":\"jo@north.example\",\"Workload\":"
                + "\"AzureActiveDirectory\",\"ClientIP\":\"203.0.113.7\"}";
        return "\"AzureActiveDirectoryStsLogon\",\"9/7/2026 12:00:00 PM\",\"jo@north.example\",\"UserLoggedIn\",\""
                + data.replace("\"", "\"\"") + "\",\"" + number + "\",\"3\",\"" + id + "\",\"True\",\"Unchanged\"\r\n";
    }
}
