package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.EXCHANGE;
import static io.backtrail.reconstruct.TenantStory.FIREFOX;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.OFFICE;
import static io.backtrail.reconstruct.TenantStory.SAFARI;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Network;
import io.backtrail.model.Property;
import io.backtrail.reconstruct.TenantStory.Hand;
import io.backtrail.reconstruct.TenantStory.Software;
import io.backtrail.reconstruct.TenantStory.Spot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangePlaceTest {
    private static final String VICTIM = "user1@north.example";
    private static final Spot RELAY =
            new Spot("203.0.113.90", 64667, "Other Servers", "NL", 52.4, 4.9, Network.HOSTING);
    private static final Spot CAFE =
            new Spot("198.51.100.200", 64501, "Home Lines", "GB", 51.6, -0.2, Network.RESIDENTIAL);
    private static final Software OLD = new Software("BAV2ROPC", "BAV2ROPC", null, "script");
    private static final Property LEGACY = new Property("ExtendedProperties", "UserAgent", "BAV2ROPC", null);
    private static final Hand THIEF = new Hand(VICTIM, LAIR, FIREFOX, null, null);

    @TempDir
    Path dir;

    private final TenantStory story = new TenantStory().withoutSessions().ordinary(15);

    @Test
    void aBrowserThatNeverSignedInAndTakesTurnsWithTheOwnerWorksInAStolenSession() {
        Hand owner = person(1).at(OFFICE);
        for (int minute = 10; minute < 50; minute += 10) {
            story.read(owner, at(15, "11:" + minute + ":00"), "<own-" + minute + "@x>");
            story.read(THIEF, at(15, "11:" + (minute + 4) + ":00"), "<m-" + minute + "@x>");
        }
        String sent = story.send(THIEF, at(15, "11:58:00"), "invoice with new bank details", "ap@south.example");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(sent), told.why(sent));
        assertTrue(told.why(sent).contains("never signed in"), told.why(sent));
        assertTrue(told.why(sent).contains("takes turns"), told.why(sent));
        assertEquals("token-theft", told.account(VICTIM).get("entry_vector"));
    }

    @Test
    void visitsOfDifferentDaysToOneStrangePlaceAreOneVisitor() {
        Hand nameless = THIEF.with(null);
        String first = story.read(nameless, at(15, "03:00:00"), "<a@x>");
        story.signIn(THIEF, at(16, "03:00:00"));
        story.hidingRule(THIEF, at(16, "03:10:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(first), told.why(first));
    }

    @Test
    void aRelayAndTheDeskBehindItAreFoundWithoutSessionIds() {
        story.clicked(person(1), at(15, "11:00:00"));
        story.interrupted(THIEF.at(RELAY), at(15, "11:01:00"), "50074");
        String relayed = story.signIn(THIEF.at(RELAY).with(SAFARI), at(15, "11:01:40"));
        story.signIn(THIEF, at(15, "11:15:00"));
        story.hidingRule(THIEF, at(15, "11:20:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(relayed), told.why(relayed));
        assertTrue(told.why(relayed).contains("opening a link in a mail"), told.why(relayed));
        assertEquals("aitm", told.account(VICTIM).get("entry_vector"));
    }

    @Test
    void aLegacyProgramThatKeepsAskingFromARentedServerIsNoVisitor() {
        Hand poller = THIEF.with(OLD);
        String last = null;
        for (int hour = 10; hour < 20; hour++) {
            last = story.signIn(poller, at(15, hour + ":00:00"), EXCHANGE, LEGACY);
            story.sync(poller, at(15, hour + ":00:05"), "\\Inbox");
        }
        Told told = story.tell(dir);
        assertFalse(told.why(last).contains("in visits"), told.why(last));
    }

    @Test
    void howSomebodyCameInAloneAccusesNobody() {
        Hand moving = new Hand(VICTIM, LAIR, SAFARI, null, null);
        story.clicked(moving, at(15, "11:00:00"));
        story.interrupted(moving, at(15, "11:01:00"), "50074");
        String in = story.signIn(moving, at(15, "11:01:40"));
        for (int minute = 10; minute < 50; minute += 10) {
            story.read(person(1).at(OFFICE), at(15, "11:" + minute + ":00"), "<own-" + minute + "@x>");
            story.read(moving, at(15, "11:" + (minute + 4) + ":00"), "<m-" + minute + "@x>");
        }
        Told told = story.tell(dir);
        assertNotEquals("attacker", told.word(in), told.why(in));
    }

    @Test
    void aNewComputerInTheCafeOfTheUsualProviderIsNotSuspected() {
        Hand moving = new Hand(VICTIM, CAFE, SAFARI, guid(70_000), null);
        story.interrupted(moving, at(15, "12:01:00"), "50074");
        String in = story.signIn(moving, at(15, "12:01:40"));
        story.read(moving, at(15, "12:20:00"), "<m@x>");
        Told told = story.tell(dir);
        assertEquals("owner", told.word(in), told.why(in));
    }
}
