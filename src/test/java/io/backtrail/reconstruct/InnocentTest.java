package io.backtrail.reconstruct;

import static io.backtrail.reconstruct.TenantStory.CARRIER;
import static io.backtrail.reconstruct.TenantStory.CARRIER_TOO;
import static io.backtrail.reconstruct.TenantStory.CHROME;
import static io.backtrail.reconstruct.TenantStory.HOTEL;
import static io.backtrail.reconstruct.TenantStory.LAIR;
import static io.backtrail.reconstruct.TenantStory.OFFICE;
import static io.backtrail.reconstruct.TenantStory.PHONE_MAIL;
import static io.backtrail.reconstruct.TenantStory.SAFARI;
import static io.backtrail.reconstruct.TenantStory.WEB_VIEW;
import static io.backtrail.reconstruct.TenantStory.at;
import static io.backtrail.reconstruct.TenantStory.guid;
import static io.backtrail.reconstruct.TenantStory.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.backtrail.model.Target;
import io.backtrail.reconstruct.TenantStory.Hand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InnocentTest {
    @TempDir
    Path dir;

    @Test
    void ordinaryWorkAccusesNobody() {
        assertInnocent(new TenantStory().ordinary(15).tell(dir));
    }

    @Test
    void aTravellerWithTheirOwnMachineIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand abroad = person(2).at(HOTEL);
        story.interrupted(abroad, at(16, "06:00:00"), "50074");
        story.signIn(abroad.in(guid(80_000)), at(16, "06:00:40"));
        story.read(abroad.in(guid(80_000)), at(16, "06:10:00"), "<a@b>");
        story.send(abroad.in(guid(80_000)), at(16, "06:20:00"), "report from the fair", "friend@south.example");
        assertInnocent(story.tell(dir));
    }

    @Test
    void aTravellerWithABorrowedMachineIsNeverCalledAnAttacker() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand abroad = person(2).at(HOTEL).with(SAFARI).in(guid(80_000));
        String in = story.signIn(abroad, at(16, "06:00:40"));
        story.read(abroad, at(16, "06:10:00"), "<a@b>");
        assertNotEquals("attacker", story.tell(dir).word(in));
    }

    @Test
    void somebodyWhoSwitchesAVpnOnAndOffIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand home = person(3).in(guid(80_000));
        story.signIn(home, at(16, "18:00:00"));
        for (int minute = 10; minute < 50; minute += 5) {
            Hand where = minute % 10 == 0 ? home.at(LAIR) : home;
            story.read(where, at(16, "18:" + minute + ":00"), "<m" + minute + "@x>");
        }
        story.signIn(home.at(LAIR).in(guid(80_001)), at(16, "19:00:00"));
        story.read(home.at(LAIR).in(guid(80_001)), at(16, "19:05:00"), "<n@x>");
        assertInnocent(story.tell(dir));
    }

    @Test
    void aNewsletterRuleIsNeitherSuspectNorPersistence() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand hand = person(4).in(guid(80_000));
        story.signIn(hand, at(15, "18:00:00"));
        story.cmdlet(
                hand,
                at(15, "18:05:00"),
                "New-InboxRule",
                "Newsletters",
                "Name",
                "Newsletters",
                "From",
                "news@south.example",
                "MoveToFolder",
                "Reading");
        Told told = story.tell(dir);
        assertInnocent(told);
        assertEquals(List.of(), told.rows("persistence"));
    }

    @Test
    void anAdminWhoResetsPasswordsIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand admin = person(5).at(OFFICE).in(guid(80_000));
        story.signIn(admin, at(15, "08:00:00"));
        for (int person = 1; person <= 4; person++) {
            String user = "user" + person + "@north.example";
            story.directory(
                    admin,
                    at(15, "08:1" + person + ":00"),
                    "Reset user password.",
                    user,
                    List.of(),
                    new Target("upn", user));
        }
        assertInnocent(story.tell(dir));
    }

    @Test
    void somebodyWhoForgotTheirNewPasswordIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(15);
        for (int minute = 10; minute < 35; minute++) {
            story.failed(person(1), at(15, "18:" + minute + ":00"), "50126");
        }
        story.signIn(person(1).in(guid(80_000)), at(15, "18:40:00"));
        assertInnocent(story.tell(dir));
    }

    @Test
    void anOfficeFullOfTyposIsNoSpray() {
        TenantStory story = new TenantStory().ordinary(15);
        for (int round = 1; round < 4; round++) {
            for (int person = 1; person <= 5; person++) {
                story.failed(person(person).at(OFFICE), at(15, "08:" + round + person + ":00"), "50126");
            }
        }
        assertInnocent(story.tell(dir));
    }

    @Test
    void aNewTelephoneAtHomeWithANewSignInMethodIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand phone = person(1).with(SAFARI).in(guid(80_000));
        story.signIn(phone, at(15, "18:00:00"));
        story.directory(
                phone.with(CHROME),
                at(15, "18:05:00"),
                "User registered security info",
                "user1@north.example",
                List.of());
        Told told = story.tell(dir);
        assertInnocent(told);
        assertEquals(List.of(), told.rows("persistence"));
    }

    @Test
    void aGuestOfSprayedNamesThatDoNotExistIsNotListed() {
        TenantStory story = new TenantStory().ordinary(10);
        for (int i = 0; i < 12; i++) {
            story.failed(person(50 + i).at(LAIR), at(10, "03:0" + i % 10 + ":00"), "50034");
        }
        Told told = story.tell(dir);
        assertEquals(5, told.rows("account_verdict").size());
        assertEquals(
                List.of("owner"),
                told.column("account_verdict", "verdict").stream().distinct().toList());
    }

    @Test
    void aTelephoneThatSignsInThroughAWebViewOnItsCarriersOtherNetworkIsNotAccused() {
        TenantStory story = new TenantStory().ordinary(3);
        Hand phone = person(1).at(CARRIER).with(PHONE_MAIL).in(guid(80_000));
        for (int day = 0; day < 14; day++) {
            story.read(phone, at(day, "12:00:00"), "<lunch-" + day + "@north.example>");
        }
        Hand elsewhere = phone.at(CARRIER_TOO);
        story.signIn(elsewhere.with(WEB_VIEW), at(14, "12:00:00"));
        story.read(elsewhere, at(14, "12:03:00"), "<lunch-14@north.example>");
        Told told = story.tell(dir);
        assertInnocent(told);
    }

    @Test
    void theOtherNetworkNumberOfAUsersOwnOperatorIsNoNewNetwork() {
        TenantStory story = new TenantStory().ordinary(15);
        for (int day = 0; day < 14; day++) {
            story.read(person(1).at(CARRIER).with(SAFARI), at(day, "12:00:00"), "<lunch-" + day + "@north.example>");
        }
        String in = story.signIn(person(1).at(CARRIER_TOO).in(guid(80_000)), at(15, "12:00:00"));
        Told told = story.tell(dir);
        assertFalse(told.why(in).contains("new for the user"), told.why(in));
    }

    @Test
    void aRuleWithAShortNameThatSortsInvoicesIntoAFolderInSightHidesNothing() {
        TenantStory story = new TenantStory().ordinary(15);
        Hand hand = person(4).in(guid(80_000));
        story.signIn(hand, at(15, "18:00:00"));
        story.cmdlet(
                hand,
                at(15, "18:05:00"),
                "New-InboxRule",
                "Cc",
                "Name",
                "Cc",
                "SubjectOrBodyContainsWords",
                "invoice;payment",
                "MoveToFolder",
                "Books",
                "StopProcessingRules",
                "True");
        Told told = story.tell(dir);
        assertInnocent(told);
        assertEquals(List.of(), told.rows("persistence"));
    }

    private static void assertInnocent(Told told) {
        StringBuilder wrong = new StringBuilder();
        told.rows("verdict").stream()
                .filter(row -> !row.get("verdict").equals("owner")
                        && !row.get("verdict").equals("system"))
                .limit(3)
                .forEach(row -> wrong.append(row)
                        .append('\n')
                        .append(told.why((String) row.get("event_id")))
                        .append('\n'));
        assertEquals("", wrong.toString());
        assertEquals(List.of(), told.rows("fraud"));
        assertEquals(List.of(), told.rows("exposure"));
    }
}
