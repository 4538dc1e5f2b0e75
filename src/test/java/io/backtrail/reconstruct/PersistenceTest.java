package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.FIREFOX;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small story for each thing that can be set up to stay; the owner's own is told beside it. */
class PersistenceTest {
    private static final String VICTIM = "user1@north.example";
    private static final Hand THIEF = person(1).at(LAIR).with(FIREFOX).in(guid(90_001));
    private static final Hand ADMIN = person(5).at(OFFICE).in(guid(85_000));

    @TempDir
    Path dir;

    private final TenantStory story = new TenantStory().ordinary(15);

    private void breakIn() {
        story.interrupted(THIEF, at(15, "11:00:00"), "50074");
        story.signIn(THIEF, at(15, "11:00:40"));
        story.hidingRule(THIEF, at(15, "11:02:00"));
    }

    @Test
    void aDeviceThatTheThiefRegistersIsNamedAndLinksItsLaterSessions() {
        breakIn();
        String device = guid(70_001);
        String added = story.directory(
                THIEF,
                at(15, "11:10:00"),
                "Add device.",
                device,
                List.of(new Property("ModifiedProperties", "DeviceId", device, null)),
                new Target("name", "DESKTOP-7Q2"));
        String later = story.signIn(THIEF.in(guid(90_002)).on(device), at(15, "20:00:00"));
        Told told = story.tell(dir);
        assertEquals("attacker", told.word(added), told.why(added));
        assertEquals("attacker", told.word(later), told.why(later));
        assertFound(told, "device", VICTIM, "DESKTOP-7Q2", added);
    }

    @Test
    void aDeviceThatItsOwnerRegistersAtTheOfficeIsNoFinding() {
        Hand owner = person(1).at(OFFICE).in(guid(80_000));
        story.signIn(owner, at(15, "09:00:00"));
        story.directory(
                owner, at(15, "09:05:00"), "Add device.", guid(70_001), List.of(), new Target("name", "LAPTOP-1"));
        assertEquals(List.of(), story.tell(dir).rows("persistence"));
    }

    @Test
    void aRoleThatTheThiefGrantsIsNamedWithItsHolder() {
        breakIn();
        String granted = story.directory(
                THIEF,
                at(15, "11:10:00"),
                "Add member to role.",
                "user3@north.example",
                List.of(new Property("ModifiedProperties", "Role.DisplayName", "Global Administrator", null)),
                new Target("upn", "user3@north.example"));
        Told told = story.tell(dir);
        assertFound(told, "role", "user3@north.example", "Global Administrator", granted);
        assertEquals("owner", told.account("user3@north.example").get("verdict"));
    }

    @Test
    void aRoleThatAnAdministratorGrantsIsNoFinding() {
        story.signIn(ADMIN, at(15, "08:00:00"));
        story.directory(
                ADMIN,
                at(15, "08:10:00"),
                "Add member to role.",
                "user3@north.example",
                List.of(new Property("ModifiedProperties", "Role.DisplayName", "Helpdesk Administrator", null)),
                new Target("upn", "user3@north.example"));
        assertEquals(List.of(), story.tell(dir).rows("persistence"));
    }

    @Test
    void aTransportRuleThatCopiesMailOutsideIsNamedUntilItIsRemoved() {
        breakIn();
        String set = story.cmdlet(
                THIEF,
                at(15, "11:10:00"),
                "New-TransportRule",
                "Archive",
                "Name",
                "Archive",
                "BlindCopyTo",
                "drop@east.example");
        String removed =
                story.cmdlet(ADMIN, at(15, "15:00:00"), "Remove-TransportRule", "Archive", "Identity", "Archive");
        Told told = story.tell(dir);
        Map<String, Object> found = assertFound(told, "transport-rule", VICTIM, "Archive", set);
        assertEquals(removed, found.get("ended_by"));
        assertEquals("copies mail to drop@east.example", found.get("detail"));
    }

    @Test
    void aTransportRuleThatOnlyStampsADisclaimerIsNoFinding() {
        story.signIn(ADMIN, at(15, "08:00:00"));
        story.cmdlet(
                ADMIN,
                at(15, "08:10:00"),
                "New-TransportRule",
                "Disclaimer",
                "Name",
                "Disclaimer",
                "ApplyHtmlDisclaimerText",
                "confidential");
        assertEquals(List.of(), story.tell(dir).rows("persistence"));
    }

    @Test
    void aConnectorOfTheThiefIsNamed() {
        breakIn();
        String set =
                story.cmdlet(THIEF, at(15, "11:10:00"), "New-InboundConnector", "Partner in", "Name", "Partner in");
        assertFound(story.tell(dir), "connector", VICTIM, "Partner in", set);
    }

    @Test
    void aDelegateThatTheThiefAddsIsNamedWithTheMailbox() {
        breakIn();
        String granted = story.cmdlet(
                THIEF,
                at(15, "11:10:00"),
                "Add-MailboxPermission",
                VICTIM,
                "User",
                "user4@north.example",
                "AccessRights",
                "FullAccess");
        Map<String, Object> found =
                assertFound(story.tell(dir), "mailbox-permission", VICTIM, "user4@north.example", granted);
        assertEquals("FullAccess", found.get("detail"));
    }

    @Test
    void aDelegateOfAnotherTenantIsNamedWhoeverAddsThem() {
        Hand owner = person(2).in(guid(80_000));
        story.signIn(owner, at(15, "18:00:00"));
        String granted = story.cmdlet(
                owner,
                at(15, "18:05:00"),
                "Add-MailboxFolderPermission",
                "user2:\\Inbox",
                "User",
                "stranger@east.example",
                "AccessRights",
                "Reviewer");
        Told told = story.tell(dir);
        Map<String, Object> found =
                assertFound(told, "folder-permission", "user2@north.example", "stranger@east.example", granted);
        assertEquals("owner", found.get("verdict"));
        assertEquals(List.of(), told.accounts("attacker"));
    }

    @Test
    void aMethodThatTheThiefAddsIsShownByTheTelephonesName() {
        breakIn();
        String added = story.directory(
                THIEF,
                at(15, "11:10:00"),
                "Update user.",
                VICTIM,
                List.of(new Property(
                        "ModifiedProperties",
                        "StrongAuthenticationPhoneAppDetail",
                        "[{\"DeviceName\":\"SM-A515F\",\"Id\":\"1\"}]",
                        "[]")),
                new Target("upn", VICTIM));
        Told told = story.tell(dir);
        assertFound(told, "mfa-method", VICTIM, "SM-A515F", added);
        assertTrue(told.why(added).contains("\"SM-A515F\" added"), told.why(added));
    }

    @Test
    void aConsentThatOpensMailIsAQuestionToItsOwnerAndNoFinding() {
        Hand owner = person(1).at(OFFICE).in(guid(80_000));
        story.signIn(owner, at(15, "09:00:00"));
        String consent = consent(owner, "Mail.ReadWrite offline_access");
        Told told = story.tell(dir);
        assertEquals("owner", told.word(consent), told.why(consent));
        assertEquals(List.of(), told.rows("persistence"));
        Map<String, Object> item = told.rows("open_item").get(0);
        assertEquals("oauth-grant", item.get("kind"));
        assertEquals(consent, item.get("event_id"));
        assertTrue(((String) item.get("text")).contains("Inbox Sorter"), item.toString());
    }

    @Test
    void aConsentThatOpensNothingButTheProfileIsNoFinding() {
        Hand owner = person(1).at(OFFICE).in(guid(80_000));
        story.signIn(owner, at(15, "09:00:00"));
        consent(owner, "User.Read openid");
        assertEquals(List.of(), story.tell(dir).rows("persistence"));
    }

    private String consent(Hand hand, String scopes) {
        String app = guid(60_001);
        return story.directory(
                hand,
                at(15, "09:02:00"),
                "Consent to application.",
                app,
                List.of(new Property("ModifiedProperties", "ConsentAction.Permissions", "Scope: " + scopes, "[]")),
                new Target("name", "Inbox Sorter"),
                new Target("spn", app));
    }

    private static Map<String, Object> assertFound(
            Told told, String type, String account, String target, String event) {
        List<Map<String, Object>> found = told.rows("persistence").stream()
                .filter(row -> row.get("type").equals(type))
                .toList();
        assertEquals(1, found.size(), told.rows("persistence").toString());
        assertEquals(account, found.get(0).get("account"));
        assertEquals(target, found.get(0).get("target"));
        assertEquals(event, found.get(0).get("event_id"));
        return found.get(0);
    }
}
