package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.FIREFOX;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Target;
import io.backtrail.reconstruct.TenantStory.Hand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {
    private static final String VICTIM = "user1@north.example";
    private static final Hand THIEF = new Hand(VICTIM, LAIR, FIREFOX, guid(90_000), null);

    @TempDir
    Path dir;

    private final TenantStory story = new TenantStory().ordinary(15);

    @BeforeEach
    void breakIn() {
        story.signIn(THIEF, at(15, "11:00:00"));
        story.hidingRule(THIEF, at(15, "11:02:00"));
    }

    @Test
    void whatWasDeliveredBeforeTheInboxWasCopiedIsAssumedAndWhatCameLaterIsNot() {
        story.traced("friend@south.example", at(14, "08:00:00"), "<early@x>", VICTIM);
        story.traced("friend@south.example", at(14, "08:00:00"), "<others@x>", "user2@north.example");
        story.traced("friend@south.example", at(15, "12:00:00"), "<late@x>", VICTIM);
        story.sync(THIEF, at(15, "11:10:00"), "\\Inbox");
        Map<String, String> classes = classes(story.tell(dir));
        assertEquals("assumed", classes.get("<early@x>"));
        assertEquals(null, classes.get("<late@x>"));
        assertEquals(null, classes.get("<others@x>"));
    }

    @Test
    void whatWasSentIsAssumedOnlyWhereTheFolderOfSentMailWasCopied() {
        story.send(person(1), at(14, "19:00:00"), "minutes", "friend@south.example");
        story.sync(THIEF, at(15, "11:10:00"), "\\Sent Items");
        Map<String, String> classes = classes(story.tell(dir));
        assertTrue(classes.keySet().stream().anyMatch(id -> id.startsWith("<sent-")), classes.toString());
        assertEquals(null, classes.get("<in-14-1@north.example>"));
    }

    @Test
    void forwardedMessagesThatTheTraceShowsGoingOutAreProvedUntilTheForwardIsRemoved() {
        story.cmdlet(
                THIEF, at(15, "11:20:00"), "Set-Mailbox", VICTIM, "ForwardingSmtpAddress", "smtp:drop@far.example");
        story.traced("friend@south.example", at(15, "13:00:00"), "<gone@x>", VICTIM);
        story.traced("friend@south.example", at(15, "13:00:02"), "<gone@x>", "drop@far.example");
        story.cmdlet(
                person(1).in(guid(85_000)), at(15, "15:00:00"), "Set-Mailbox", VICTIM, "ForwardingSmtpAddress", "");
        story.traced("friend@south.example", at(15, "16:00:02"), "<after@x>", "drop@far.example");
        Told told = story.tell(dir);
        assertEquals("proved", classes(told).get("<gone@x>"));
        assertEquals(null, classes(told).get("<after@x>"));
        assertEquals(
                List.of(VICTIM),
                told.rows("exposure").stream()
                        .filter(row -> row.get("value").equals("<gone@x>"))
                        .map(row -> row.get("mailbox"))
                        .toList());
    }

    @Test
    void aResetByTheThiefsOwnSessionContainsNothing() {
        Target victim = new Target("upn", VICTIM);
        story.directory(THIEF, at(15, "11:30:00"), "Change user password.", VICTIM, List.of(), victim);
        story.directory(
                THIEF, at(15, "11:31:00"), "Update StsRefreshTokenValidFrom Timestamp.", VICTIM, List.of(), victim);
        Told told = story.tell(dir);
        assertEquals(false, told.account(VICTIM).get("contained"));
        assertTrue(
                told.column("open_item", "kind").contains("password"),
                told.rows("open_item").toString());
    }

    @Test
    void anAttackerWhoIsInsideAgainAfterEverythingWasClosedHasReturned() {
        Target victim = new Target("upn", VICTIM);
        Hand admin = person(2);
        story.directory(admin, at(15, "15:00:00"), "Reset user password.", VICTIM, List.of(), victim);
        story.directory(
                admin, at(15, "15:01:00"), "Update StsRefreshTokenValidFrom Timestamp.", VICTIM, List.of(), victim);
        story.cmdlet(person(1).in(guid(85_000)), at(15, "18:10:00"), "Remove-InboxRule", ".", "Identity", "user1\\.");
        Hand again = THIEF.in(guid(90_001));
        String back = story.signIn(again, at(16, "03:00:00"));
        story.hidingRule(again, at(16, "03:05:00"));
        Told told = story.tell(dir);
        assertEquals(false, told.account(VICTIM).get("contained"));
        assertTrue(
                told.rows("open_item").stream()
                        .anyMatch(row -> row.get("kind").equals("returned")
                                && row.get("event_id").equals(back)),
                told.rows("open_item").toString());
    }

    private static Map<String, String> classes(Told told) {
        return told.rows("exposure").stream()
                .filter(row -> row.get("kind").equals("message"))
                .collect(Collectors.toMap(row -> (String) row.get("value"), row -> (String) row.get("class")));
    }
}
