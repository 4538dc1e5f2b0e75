package io.backtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongStoryTest {
    private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");
    private static final int ROWS = 20_050;

    @TempDir
    Path dir;

    @Test
    void foldsALongStoryAwayAndSaysWhereItStops() throws IOException {
        InventedCase spray = new InventedCase();
        for (int i = 0; i < ROWS; i++) {
            String time = BEGIN.plusSeconds(60L * i).toString();
            spray.hostile(time, "UserLoginFailed", "credential-attack", "Sign-in " + i + " failed", null);
        }
        spray.fill("session", session());
        Path out = dir.resolve("long.html");
        try (CaseReader reader = CaseReader.open(spray.write(dir))) {
            new ReportWriter(List.of(Path.of("case-templates")))
                    .write(reader, facts(), "takeover-timeline", ReportFormat.HTML, out);
        }
        String text = Files.readString(out);
        assertEquals(20_000, text.split("<tr class=\"v-attacker\">", -1).length - 1);
        assertTrue(text.contains("<summary>19,940 more events</summary>"));
        assertTrue(text.contains("Only the first 20,000 events are shown"));
    }

    @Test
    void countsExposedMessagesBeyondTheList() {
        InventedCase mailbox = new InventedCase()
                .hostile("2026-09-07T12:10:00Z", "MailItemsAccessed", "collection", "Mail was read", null);
        List<List<Object>> messages = new ArrayList<>();
        for (int i = 0; i < 1_250; i++) {
            messages.add(Arrays.asList(
                    "jo@north.example", "message", "<" + i + "@south.example>", "proved", BEGIN, "e", null));
        }
        mailbox.fill("exposure", messages);
        Path out = dir.resolve("exposed.md");
        try (CaseReader reader = CaseReader.open(mailbox.write(dir))) {
            new ReportWriter(List.of(Path.of("case-templates")))
                    .write(reader, facts(), "takeover-timeline", ReportFormat.MARKDOWN, out);
            String text = Files.readString(out);
            assertTrue(text.contains("1,050 more in the worksheet: backtrail exposure"), text);
            assertTrue(text.contains("| jo@north.example | message | 1250 | 0 | 0 |"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Object> session() {
        Instant end = BEGIN.plusSeconds(60L * ROWS);
        return Arrays.asList(
                1L,
                "jo@north.example",
                "spray",
                BEGIN,
                end,
                (long) ROWS,
                List.of("203.0.113.7"),
                List.of(),
                List.of(),
                "attacker",
                "high",
                27,
                false,
                null,
                null);
    }

    private static ReportFacts facts() {
        return new ReportFacts("North", "", List.of(), "0.1.0", BEGIN, "", false, null);
    }
}
