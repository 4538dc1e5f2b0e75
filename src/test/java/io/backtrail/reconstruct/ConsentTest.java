package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.OFFICE;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Property;
import io.backtrail.model.Target;
import io.backtrail.reconstruct.TenantStory.Hand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentTest {
    private static final String APP = guid(60_002);
    private static final String VICTIM = "user1@north.example";
    private static final Hand OWNER = person(1).at(OFFICE).in(guid(80_000));
    private static final Hand ADMIN = person(5).at(OFFICE).in(guid(80_001));
    private static final Hand SERVER = new Hand(VICTIM, LAIR, null, null, null);

    @TempDir
    Path dir;

    private final TenantStory story = new TenantStory().ordinary(15);

    @Test
    void anApplicationLetInFromALinkAndThrownOutByTheAdministratorIsTheAttackers() {
        story.signIn(OWNER, at(15, "09:00:00"));
        story.clicked(OWNER, at(15, "09:01:10"));
        String consent = consent("Shared Document Reader for Office");
        String call = story.call(SERVER, at(15, "09:05:00"), APP, "<m1@x>");
        response();
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(call), told.why(call));
        assertEquals("owner", told.word(consent), told.why(consent));
        assertEquals("initial-access", told.phase(consent));
        assertEquals("illicit-consent", told.account(VICTIM).get("entry_vector"));
        assertEquals(true, told.account(VICTIM).get("contained"));
        assertEquals(List.of("oauth-grant"), told.column("persistence", "type"));
        assertEquals(List.of("<m1@x>"), told.column("exposure", "value"));
    }

    @Test
    void theSameReadingByAnApplicationOfWhichNothingElseIsKnownIsAccusedOfNothing() {
        story.signIn(OWNER, at(15, "09:00:00"));
        consent("Harbour Customers");
        String call = story.call(SERVER, at(15, "09:05:00"), APP, "<m1@x>");
        Told told = story.tell(dir);
        assertEquals("owner", told.word(call), told.why(call));
        assertEquals(List.of(), told.rows("persistence"));
        assertEquals(List.of("oauth-grant"), told.column("open_item", "kind"));
    }

    @Test
    void anApplicationThatTheThiefLetsInIsTheThiefs() {
        Hand thief = new Hand(VICTIM, LAIR, TenantStory.SCRIPT, guid(90_000), null);
        story.signIn(thief, at(15, "11:00:00"));
        story.hidingRule(thief, at(15, "11:01:00"));
        Hand elsewhere = new Hand(VICTIM, TenantStory.HOTEL, null, null, null);
        consent(thief, "Harbour Customers", "11:02:00");
        String call = story.call(elsewhere, at(15, "14:00:00"), APP, "<m1@x>");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(call), told.why(call));
        assertTrue(told.why(call).contains("let in by"), told.why(call));
    }

    private void response() {
        story.directory(
                ADMIN, at(16, "08:10:00"), "Reset user password.", VICTIM, List.of(), new Target("upn", VICTIM));
        story.directory(ADMIN, at(16, "08:12:00"), "Remove service principal.", APP, List.of(), new Target("spn", APP));
    }

    private String consent(String name) {
        return consent(OWNER, name, "09:02:00");
    }

    private String consent(Hand hand, String name, String clock) {
        return story.directory(
                hand,
                at(15, clock),
                "Consent to application.",
                APP,
                List.of(new Property(
                        "ModifiedProperties", "ConsentAction.Permissions", "Scope: Mail.Read offline_access", "[]")),
                new Target("name", name),
                new Target("spn", APP));
    }
}
