package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.EXCHANGE;
import static io.backtrail.reconstruct.TenantStory.FIREFOX;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Property;
import io.backtrail.model.Target;
import io.backtrail.reconstruct.TenantStory.Hand;
import io.backtrail.reconstruct.TenantStory.Software;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WayInTest {
    private static final String VICTIM = "user1@north.example";
    private static final Hand THIEF = person(1).at(LAIR).with(FIREFOX).in(guid(90_001));
    private static final Software OLD = new Software("BAV2ROPC", "BAV2ROPC", null, "script");

    @TempDir
    Path dir;

    private final TenantStory story = new TenantStory().ordinary(15);

    @Test
    void promptsUntilOneIsApprovedAreFatigue() {
        for (int minute = 0; minute < 6; minute++) {
            story.failed(THIEF, at(15, "23:0" + minute + ":00"), "500121");
        }
        String in = story.signIn(THIEF, at(15, "23:06:30"));
        story.hidingRule(THIEF, at(15, "23:10:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("mfa-fatigue", told.account(VICTIM).get("entry_vector"));
        assertTrue(told.why(in).contains("second-factor prompts denied"), told.why(in));
    }

    @Test
    void guessesUntilOneIsRightAreBruteForce() {
        for (int minute = 10; minute < 40; minute++) {
            story.failed(THIEF, at(15, "02:" + minute + ":00"), "50126");
        }
        String in = story.signIn(THIEF, at(15, "02:41:00"));
        story.hidingRule(THIEF, at(15, "02:45:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("brute-force", told.account(VICTIM).get("entry_vector"));
    }

    @Test
    void aLegacyProtocolFromElsewhereIsTheWayIn() {
        Hand old = THIEF.with(OLD);
        String in = story.signIn(
                old, at(15, "02:00:00"), EXCHANGE, new Property("ExtendedProperties", "UserAgent", "BAV2ROPC", null));
        story.read(old, at(15, "02:05:00"), "<a@b>");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("legacy-auth", told.account(VICTIM).get("entry_vector"));
        assertEquals(List.of("<a@b>"), told.column("exposure", "value"));
    }

    @Test
    void wholeFoldersThatTheThiefCopiesAreAssumedRead() {
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:02:00"));
        String copied = story.sync(THIEF, at(15, "11:10:00"), "\\Inbox");
        Map<String, Object> exposed = story.tell(dir).rows("exposure").get(0);
        assertEquals("folder", exposed.get("kind"));
        assertEquals("\\Inbox", exposed.get("value"));
        assertEquals("assumed", exposed.get("class"));
        assertEquals(copied, exposed.get("event_id"));
    }

    @Test
    void foldersCopiedByAProgramNewForTheUserSpeakAgainstIt() {
        Hand old = THIEF.with(OLD);
        String copied = story.sync(old, at(15, "11:10:00"), "\\Inbox");
        Told told = story.tell(dir);
        assertTrue(told.why(copied).contains("whole folders copied"), told.why(copied));
    }

    @Test
    void foldersCopiedByTheOwnersUsualProgramSpeakAgainstNobody() {
        String copied = story.sync(person(1).in(guid(80_000)), at(15, "18:10:00"), "\\Inbox");
        Told told = story.tell(dir);
        assertEquals("owner", told.word(copied), told.why(copied));
        assertTrue(!told.why(copied).contains("whole folders copied"), told.why(copied));
    }

    @Test
    void aThiefWhoOpensAnothersMailboxToThemselvesHasThatHeldAgainstThem() {
        story.signIn(THIEF, at(15, "11:00:40"));
        String granted = story.cmdlet(
                THIEF,
                at(15, "11:10:00"),
                "Add-MailboxPermission",
                "director@north.example",
                "User",
                VICTIM,
                "AccessRights",
                "FullAccess");
        Told told = story.tell(dir);
        assertTrue(told.why(granted).contains("granted to the own account"), told.why(granted));
    }

    @Test
    void anAdministratorAtTheOfficeMayOpenAMailboxToThemselves() {
        Hand admin = person(5).at(TenantStory.OFFICE).in(guid(85_000));
        story.signIn(admin, at(15, "08:00:00"));
        String granted = story.cmdlet(
                admin,
                at(15, "08:10:00"),
                "Add-MailboxPermission",
                "info@north.example",
                "User",
                "user5@north.example",
                "AccessRights",
                "FullAccess");
        Told told = story.tell(dir);
        assertEquals("owner", told.word(granted), told.why(granted));
    }

    @Test
    void throttledRecordingExposesTheWholeMailbox() {
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:02:00"));
        story.throttled(THIEF, at(15, "11:10:00"), "<a@b>");
        Told told = story.tell(dir);
        assertEquals(List.of("mailbox", "message"), told.column("exposure", "kind"));
        assertEquals(List.of("assumed", "proved"), told.column("exposure", "class"));
    }

    @Test
    void aRightPasswordThatWasStoppedIsAnOpenItemAndNoTakeover() {
        breakIntoUserOne();
        String stopped = story.interrupted(THIEF.as("user2@north.example"), at(15, "11:30:00"), "50074");
        Told told = story.tell(dir);
        assertEquals("owner", told.account("user2@north.example").get("verdict"));
        assertEquals("attacker", told.word(stopped), told.why(stopped));
        Map<String, Object> item = told.rows("open_item").stream()
                .filter(row -> row.get("kind").equals("password-known"))
                .findFirst()
                .orElseThrow();
        assertEquals("user2@north.example", item.get("account"));
        assertEquals(stopped, item.get("event_id"));
        assertTrue(((String) item.get("text")).contains("change the password"));
        assertEquals(item.get("text"), told.account("user2@north.example").get("why"));
        assertNull(told.account("user3@north.example").get("why"));
    }

    @Test
    void aKnownPasswordIsNoOpenItemOnceItIsChanged() {
        breakIntoUserOne();
        story.interrupted(THIEF.as("user2@north.example"), at(15, "11:30:00"), "50074");
        story.directory(
                person(5),
                at(15, "12:00:00"),
                "Reset user password.",
                "user2@north.example",
                List.of(),
                new Target("upn", "user2@north.example"));
        assertTrue(!story.tell(dir).column("open_item", "kind").contains("password-known"));
    }

    @Test
    void whatWouldChangeAVerdictLeadsToAnotherWord() {
        breakIntoUserOne();
        Told told = story.tell(dir);
        List<Map<String, Object>> accused = told.rows("session").stream()
                .filter(row -> !row.get("verdict").equals("owner"))
                .toList();
        assertTrue(!accused.isEmpty());
        for (Map<String, Object> session : accused) {
            String sentence = (String) session.get("would_change");
            assertTrue(sentence.contains("the score falls from " + session.get("score") + " to "), sentence);
            assertTrue(!sentence.endsWith("(" + session.get("verdict") + ")"), sentence);
        }
    }

    private void breakIntoUserOne() {
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:02:00"));
    }
}
