package io.backtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.store.CaseReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
    @TempDir
    Path dir;

    @Test
    void leavesOutTheLongestSubjectWhereverItStands() {
        Redaction redaction = redaction(true);
        assertEquals("read '[subject left out]' twice", redaction.apply("why", "read 'Invoice 7: overdue' twice"));
        assertEquals("[subject left out]!", redaction.apply("text", "Invoice 7!"));
        assertEquals("[subject left out]", redaction.apply("subject", "Hi"));
    }

    @Test
    void keepsOwnAddressesAndIdsOfMessages() {
        Redaction redaction = redaction(true);
        assertEquals(
                "to \u2026@south.example, jo@North.example",
                redaction.apply("why", "to pay.all@south.example, jo@North.example"));
        assertEquals("<1@south.example>", redaction.apply("internet_message_id", "<1@south.example>"));
        assertEquals("a@south.example", redaction.apply("account", "a@south.example"));
    }

    @Test
    void leavesEverythingInWhenNotAskedTo() {
        assertEquals("Invoice 7 to a@south.example", redaction(false).apply("why", "Invoice 7 to a@south.example"));
    }

    private Redaction redaction(boolean redact) {
        Path file = new InventedCase()
                .hostile("2026-09-07T12:00:00Z", "Send", "fraud", "sent", "Invoice 7")
                .hostile("2026-09-07T12:01:00Z", "Send", "fraud", "sent", "Invoice 7: overdue")
                .write(dir);
        try (CaseReader reader = CaseReader.open(file)) {
            ReportFacts facts =
                    new ReportFacts("North", "", List.of("north.example"), "0.1.0", Instant.EPOCH, "", redact, null);
            return Redaction.of(facts, CaseTables.read(reader));
        }
    }
}
