package io.backtrail.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Instant FROM = Instant.parse("2026-09-07T12:00:00Z");
    private static final Instant TO = Instant.parse("2026-09-08T12:00:00Z");

    @Test
    void aMailboxWhoseEveryReadIsOnRecordMakesFurtherAccessUnlikely() {
        Silence full = new Silence("jo@north.example", FROM, TO, 12, "on", "web", false, 100, 0, "", "unlikely");
        assertEquals(
                "12 MailItemsAccessed records of the attacker exist for jo@north.example between A and B. Auditing of this"
                        + " operation was on for this mailbox (reads of it are on record on these days); the attacker's sessions"
                        + " had web capability; repeats within one hour are not logged again. Therefore access beyond what is"
                        + " on record is unlikely.",
                full.text("A", "B"));
    }

    @Test
    void everyDoubtIsNamed() {
        Silence doubtful = new Silence(
                "jo@north.example", FROM, TO, 0, "on", "app", true, 40, 2, "mailbox-forward", "cannot be excluded");
        String text = doubtful.text("A", "B");
        for (String doubt : new String[] {
            "No MailItemsAccessed record of the attacker exists",
            "app capability",
            "recording was throttled",
            "only 40 % of its reads name a session",
            "on 2 days of the window it was active and no read of anybody is on record",
            "mail could leave without such a record (mailbox-forward)",
            "Therefore access cannot be excluded."
        }) {
            assertTrue(text.contains(doubt), text);
        }
    }
}
