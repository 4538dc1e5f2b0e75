package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.FIREFOX;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.reconstruct.TenantStory.Hand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {
    @TempDir
    Path dir;

    private static final Hand THIEF = person(1).at(LAIR).with(FIREFOX).in(guid(90_001));

    @Test
    void aRelayedSessionWithHidingRuleAndFraudIsTheAttackers() {
        TenantStory story = new TenantStory().ordinary(15);
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        String in = story.signIn(THIEF, at(15, "11:00:40"));
        String read = story.read(THIEF, at(15, "11:05:00"), "<invoice-1@south.example>");
        String rule = story.hidingRule(THIEF, at(15, "11:10:00"));
        String fraud = story.send(THIEF, at(15, "11:20:00"), "RE: invoice 4711, new bank account", "pay@south.example");
        story.deleted(THIEF, at(15, "11:21:00"), "RE: invoice 4711, new bank account");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("attacker", told.word(rule));
        assertEquals("collection", told.phase(read));
        assertEquals("initial-access", told.phase(in));
        assertEquals("fraud", told.phase(fraud));
        assertEquals(List.of("user1@north.example"), told.accounts("attacker"));
        assertEquals(List.of(), told.accounts("suspect"), told.why(in));
    }

    @Test
    void theReasonsOfEveryVerdictAddUpToItsScore() {
        TenantStory story = new TenantStory().ordinary(12);
        story.signIn(THIEF, at(12, "11:00:40"));
        story.hidingRule(THIEF, at(12, "11:10:00"));
        Told told = story.tell(dir);
        for (Map<String, Object> session : told.rows("session")) {
            int sum = told.rows("reason").stream()
                    .filter(row -> row.get("session_no").equals(session.get("session_no")))
                    .mapToInt(row -> (Integer) row.get("db"))
                    .sum();
            assertEquals(session.get("score"), sum, session.toString());
        }
        assertTrue(told.rows("session").size() > 100);
    }
}
