package io.backtrail.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");

    @TempDir
    Path dir;

    private Path file;
    private Ledger ledger;

    @BeforeEach
    void openALedger() {
        file = dir.resolve("ledger.jsonl");
        ledger = new Ledger(file, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void anUnwrittenLedgerIsEmptyAndIntact() {
        assertEquals(List.of(), ledger.entries());
        assertEquals(new LedgerCheck(0, 0, null, "0".repeat(64)), ledger.verify());
    }

    @Test
    void chainsEachLineToTheOneBefore() throws IOException {
        ledger.append("new", Map.of("title", "North"));
        ledger.append("import", Map.of("sha256", "aa", "path", "mail\n\u202e.csv"));
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                "{\"number\":1,\"time\":\"2026-09-07T12:00:00Z\",\"kind\":\"new\",\"details\":{\"title\":\"North\"},\"previous\":\""
                        + "0".repeat(64) + "\"}",
                lines.get(0));
        assertTrue(lines.get(1)
                .endsWith("\"previous\":\"" + LedgerLine.hash(lines.get(0).getBytes(StandardCharsets.UTF_8)) + "\"}"));
        assertEquals(
                new LedgerEntry(2, NOON, "import", Map.of("sha256", "aa", "path", "mail\n\u202e.csv"), true),
                ledger.entries().get(1));
        LedgerCheck check = ledger.verify();
        assertTrue(check.intact());
        assertEquals(2, check.lines());
        assertEquals(LedgerLine.hash(lines.get(1).getBytes(StandardCharsets.UTF_8)), check.head());
    }

    @Test
    void noticesAnEditedLineAtTheNext() throws IOException {
        writeThree();
        Files.writeString(file, Files.readString(file).replace("\"n\":\"1\"", "\"n\":\"7\""));
        LedgerCheck check = ledger.verify();
        assertEquals(2, check.brokenLine());
        assertEquals("the line before it is not the one that was there", check.why());
        assertEquals(
                List.of(true, false, true),
                ledger.entries().stream().map(LedgerEntry::ok).toList());
    }

    @Test
    void noticesALineThatWasTakenOut() throws IOException {
        writeThree();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        Files.write(file, lines);
        assertEquals("the line says it is number 3", ledger.verify().why());
        assertEquals(2, ledger.verify().brokenLine());
    }

    @Test
    void noticesALineThatIsNone() throws IOException {
        writeThree();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{}");
        Files.write(file, lines);
        assertEquals(3, ledger.verify().brokenLine());
        assertEquals("the line cannot be read", ledger.verify().why());
        assertNull(ledger.entries().get(2).kind());
    }

    @Test
    void reportsACutLineAndKeepsItWhenItGoesOn() throws IOException {
        writeThree();
        String whole = Files.readString(file);
        for (int cut = 1; cut < 40; cut++) {
            String rest = whole.substring(0, whole.length() - cut);
            Files.writeString(file, rest);
            LedgerCheck check = ledger.verify();
            assertEquals(3, check.lines());
            assertEquals(3, check.brokenLine());
            assertEquals("the line was cut: it has no end", check.why());

            ledger.append("query", Map.of());
            assertTrue(Files.readString(file).startsWith(rest + "\n{\"number\":4,"));
            assertEquals(4, ledger.verify().lines());
            assertTrue(ledger.entries().get(3).ok());
            // Only the line end was missing if one character was cut; then nothing is lost.
            assertEquals(cut == 1 ? 0 : 3, ledger.verify().brokenLine());
        }
    }

    @Test
    void growsUnbrokenUnderManyThreads() {
        IntStream.range(0, 40).parallel().forEach(i -> {
            new Ledger(file, Clock.systemUTC()).append("query", Map.of("n", Integer.toString(i)));
            ledger.entries();
        });
        assertTrue(ledger.verify().intact());
        assertEquals(40, ledger.verify().lines());
    }

    @Test
    void saysWhenNothingCanBeNoted() {
        Ledger nowhere = new Ledger(dir.resolve("gone/ledger.jsonl"), Clock.systemUTC());
        ProblemException e = assertThrows(ProblemException.class, () -> nowhere.append("query", Map.of()));
        assertEquals("ledger.unwritable", e.problem().code());
    }

    private void writeThree() {
        ledger.append("new", Map.of("n", "1"));
        ledger.append("import", Map.of("n", "2"));
        ledger.append("query", Map.of("n", "3"));
    }
}
