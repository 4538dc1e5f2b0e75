package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.FIREFOX;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.OFFICE_HOME;
import static io.backtrail.reconstruct.TenantStory.SCRIPT;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Property;
import io.backtrail.model.Target;
import io.backtrail.reconstruct.TenantStory.Hand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {
    private static final String VICTIM = "user1@north.example";
    private static final Hand THIEF = person(1).at(LAIR).with(FIREFOX).in(guid(90_001));

    @TempDir
    Path dir;

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
        assertEquals("evasion", told.phase(rule));
        assertEquals("fraud", told.phase(fraud));
        assertEquals(List.of(VICTIM), told.accounts("attacker"));
        assertEquals("aitm", told.account(VICTIM).get("entry_vector"));
        assertEquals(at(15, "11:00:40"), told.account(VICTIM).get("first_success"));
        assertEquals(at(15, "11:21:00"), told.account(VICTIM).get("last_attacker"));
        assertEquals(false, told.account(VICTIM).get("contained"));
        assertEquals(List.of("<invoice-1@south.example>"), told.column("exposure", "value"));
        assertEquals(List.of("proved"), told.column("exposure", "class"));
        assertEquals(List.of(fraud), told.column("fraud", "event_id"));
        assertEquals(List.of("inbox-rule"), told.column("persistence", "type"));
        assertEquals(List.of(rule), told.column("persistence", "event_id"));
    }

    @Test
    void theReasonsOfEveryVerdictAddUpToItsScore() {
        TenantStory story = new TenantStory().ordinary(12);
        story.signIn(THIEF, at(12, "11:00:40"));
        story.hidingRule(THIEF, at(12, "11:10:00"));
        story.signIn(THIEF.as("user2@north.example").in(guid(90_002)), at(12, "11:30:40"));
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

    @Test
    void aStolenCookieSplitsTheSessionBetweenOwnerAndThief() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand owner = person(1).in(guid(80_000));
        String born = story.signIn(owner, at(15, "18:00:00"));
        String mine = story.read(owner, at(15, "18:10:00"), "<mine@north.example>");
        Hand thief = owner.at(LAIR).with(FIREFOX);
        String stolen = story.read(thief, at(15, "18:20:00"), "<stolen@north.example>");
        String rule = story.hidingRule(thief, at(15, "18:25:00"));
        Told told = story.tell(dir);
        assertEquals("owner", told.word(born), told.why(born));
        assertEquals("owner", told.word(mine));
        assertEquals("attacker", told.word(stolen), told.why(stolen));
        assertEquals("attacker", told.word(rule));
        assertEquals("token-theft", told.account(VICTIM).get("entry_vector"));
        assertEquals(List.of("<stolen@north.example>"), told.column("exposure", "value"));
    }

    @Test
    void aSprayedPasswordIsFoundAndOnlyTheOneWhoseWasRightIsTakenOver() {
        TenantStory story = new TenantStory().ordinary(15);
        Instant start = at(15, "03:00:00");
        for (int round = 0; round < 3; round++) {
            for (int person = 1; person <= 5; person++) {
                Hand hand = person(person).at(LAIR).with(FIREFOX);
                story.failed(hand, start.plus(Duration.ofMinutes(round * 30L + person)), "50126");
            }
        }
        String in = story.signIn(THIEF.as("user3@north.example"), at(15, "05:00:00"));
        String read = story.read(THIEF.as("user3@north.example"), at(15, "05:10:00"), "<a@b>");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("attacker", told.word(read));
        assertEquals("password-spray", told.account("user3@north.example").get("entry_vector"));
        for (String other : List.of("user1", "user2", "user4", "user5")) {
            assertEquals("owner", told.account(other + "@north.example").get("verdict"));
            assertNotNull(told.account(other + "@north.example").get("first_attempt"));
        }
        assertEquals("user3@north.example", patientZero(told));
    }

    @Test
    void aDeviceCodeRedeemedElsewhereIsTheWayIn() {
        TenantStory story = new TenantStory().ordinary(15);
        String in = story.signIn(
                THIEF,
                at(15, "11:00:00"),
                OFFICE_HOME,
                new Property("ExtendedProperties", "RequestType", "Cmsi:Cmsi", null));
        story.read(THIEF, at(15, "11:05:00"), "<a@b>");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("device-code", told.account(VICTIM).get("entry_vector"));
    }

    @Test
    void aConsentToANotoriousApplicationIsTheApplicationsAndNotItsUsers() {
        String app = "ff8d92dc-3d82-41d6-bcbd-b9174d163620";
        TenantStory story = new TenantStory().ordinary(15);
        Hand owner = person(1).in(guid(80_000));
        String own = story.signIn(owner, at(15, "18:00:00"));
        String consent = story.directory(
                owner,
                at(15, "18:02:00"),
                "Consent to application.",
                app,
                List.of(new Property(
                        "ModifiedProperties",
                        "ConsentAction.Permissions",
                        "Scope: EWS.AccessAsUser.All Mail.Read",
                        "[]")),
                new Target("name", "PERFECTDATA SOFTWARE"),
                new Target("spn", app));
        String call = story.call(person(1).at(LAIR).with(SCRIPT), at(15, "19:00:00"), app, "<m1@x>", "<m2@x>");
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(call), told.why(call));
        assertEquals("owner", told.word(consent), told.why(consent));
        assertEquals("owner", told.word(own), told.why(own));
        assertEquals("illicit-consent", told.account(VICTIM).get("entry_vector"));
        assertEquals(List.of("oauth-grant"), told.column("persistence", "type"));
        assertEquals(List.of("PERFECTDATA SOFTWARE"), told.column("persistence", "target"));
        assertEquals(2, told.rows("exposure").size());
    }

    @Test
    void theRuleEndsWhenItIsRemovedAndTheAccountIsContainedWhenEverythingIsClosed() {
        TenantStory story = new TenantStory().ordinary(15);
        story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:10:00"));
        Hand admin = person(2);
        Target victim = new Target("upn", VICTIM);
        story.directory(admin, at(15, "15:00:00"), "Reset user password.", VICTIM, List.of(), victim);
        story.directory(
                admin, at(15, "15:01:00"), "Update StsRefreshTokenValidFrom Timestamp.", VICTIM, List.of(), victim);
        String removed = story.cmdlet(
                person(1).in(guid(85_000)), at(15, "18:10:00"), "Remove-InboxRule", ".", "Identity", "user1\\.");
        Told told = story.tell(dir);
        assertEquals(List.of(removed), told.column("persistence", "ended_by"));
        assertEquals(
                true,
                told.account(VICTIM).get("contained"),
                told.rows("capability").toString());
        assertEquals(List.of(), told.rows("open_item"));
        assertEquals("response", told.phase(removed));
    }

    @Test
    void worksWithoutAddressDataAndSaysSo() {
        TenantStory story = new TenantStory().withoutGeo().ordinary(15);
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        String in = story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:10:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertTrue(told.column("reconstruction_fact", "name").contains("missing.geo"));
    }

    @Test
    void worksWithoutSessionIdsAndSaysSo() {
        TenantStory story = new TenantStory().withoutSessions().ordinary(15);
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        String in = story.signIn(THIEF, at(15, "11:00:40"));
        String rule = story.hidingRule(THIEF, at(15, "11:10:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("attacker", told.word(rule));
        assertEquals(List.of(VICTIM), told.accounts("attacker"));
        assertTrue(told.column("reconstruction_fact", "name").contains("missing.session_ids"));
    }

    @Test
    void theOrderOfImportAndRepeatsChangeNothing() {
        TenantStory story = new TenantStory().ordinary(10);
        story.interrupted(THIEF, at(10, "11:00:00"), "50074");
        story.signIn(THIEF, at(10, "11:00:40"));
        story.hidingRule(THIEF, at(10, "11:10:00"));
        Path other = dir.resolve("backwards");
        assertTrue(other.toFile().mkdir());
        assertEquals(story.tell(dir).text(), story.tellBackwards(other).text());
    }

    @Test
    void theVolumeOfTheAttackDoesNotMakeItTheOwners() {
        TenantStory story = new TenantStory().ordinary(12);
        String in = story.signIn(THIEF, at(12, "02:00:40"));
        story.hidingRule(THIEF, at(12, "02:10:00"));
        String last = null;
        for (int i = 0; i < 1500; i++) {
            last = story.read(THIEF, at(12, "02:15:00").plusSeconds(20L * i), "<m" + i + "@x>");
        }
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(in), told.why(in));
        assertEquals("attacker", told.word(last));
        assertEquals(List.of(VICTIM), told.accounts("attacker"));
    }

    private static Object patientZero(Told told) {
        return told.rows("reconstruction_fact").stream()
                .filter(row -> row.get("name").equals("patient_zero"))
                .map(row -> row.get("value"))
                .findFirst()
                .orElse(null);
    }
}
