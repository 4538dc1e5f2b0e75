package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What only looks like an attack: journeys, new phones, resets and letters by the hundred. Nobody is taken over. */
final class Controls {
    private final Stage stage;
    private final SignInRecords signIns;

    Controls(Stage stage) {
        this.stage = stage;
        this.signIns = stage.signIns();
    }

    /** The first morning of each journey: the tenant asks for the second factor. */
    void journeys() {
        for (int number : Season.TRAVELLERS) {
            stage.story().spares("travel-season", stage.person(number));
            Instant time = stage.local(
                    number, Season.departure(stage.dates()), 7, stage.dice().between(10, 50));
            Hand hand = stage.laptop(number, time);
            String flow = stage.dice().guid();
            signIns.flow(
                    hand, time, App.OFFICE_HOME, "OAuth2:Authorize", SignInRecords.SECOND_FACTOR, flow, false, "none");
            signIns.flow(hand, time.plusSeconds(24), App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, "none");
        }
    }

    void rollout() {
        for (int number = 0; number < stage.size(); number += 3) {
            stage.story().spares("vpn-rollout", stage.person(number));
        }
    }

    /** Everybody gets a new phone in the same week, and registers it from the desk. */
    void phones() {
        for (int number = 0; number < stage.size(); number++) {
            LocalDate day = stage.dates().lure().minusDays(2).plusDays(number % 5);
            Instant time = stage.local(number, day, 9 + number % 7, stage.dice().between(0, 58));
            stage.story().spares("phone-renewal", stage.person(number));
            Hand hand = stage.laptop(number, time);
            hand = signIns.signIn(hand, time, App.SECURITY_INFO, "OAuth2:Authorize", 0, "none");
            SecondFactor.register(
                    stage.directory(),
                    hand,
                    time.plusSeconds(88),
                    hand.person().phone().name(),
                    stage.dice(),
                    "none");
        }
    }

    /** Two thirds of the firm get a new password and lose their sessions within two hours. */
    void resets() {
        LocalDate day = stage.dates().lure();
        Instant time = stage.local(Cast.HELPDESK, day, 13, 5);
        Hand helper = stage.admins().portal(Cast.HELPDESK, day, time).in(stage.word());
        for (int number = 4; number < stage.size() * 2 / 3; number++) {
            Person person = stage.person(number);
            time = time.plusSeconds(stage.dice().between(60, 300));
            stage.story().spares("helpdesk-wave", person);
            stage.sessions().revoke(person, time.plusSeconds(2));
            stage.directory().change(helper, time, "Reset user password.", person, List.of(), "none");
            stage.directory()
                    .change(
                            helper,
                            time.plusSeconds(2),
                            "Update StsRefreshTokenValidFrom Timestamp.",
                            person,
                            List.of(
                                    "StsRefreshTokensValidFrom",
                                    "[\r\n  \"" + Recorder.zoneless(time.plusSeconds(2)) + "Z\"\r\n]",
                                    "[]"),
                            "none");
            again(number, time.plusSeconds(stage.dice().between(90, 2400)));
        }
    }

    private void again(int number, Instant time) {
        Hand phone = stage.phone(number, time);
        signIns.signIn(phone, time, App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.REVOKED, "none");
        signIns.signIn(
                phone, time.plusSeconds(200), App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.WRONG_PASSWORD, "none");
        signIns.signIn(phone, time.plusSeconds(245), App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "none");
        Hand laptop = stage.laptop(number, time);
        String flow = stage.dice().guid();
        Instant back = time.plusSeconds(stage.dice().between(300, 900));
        signIns.flow(laptop, back, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, "none");
        signIns.flow(laptop, back.plusSeconds(31), App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, "none");
    }

    /** Marketing writes to 500 customers, one by one, from a mail merge. */
    void newsletter() {
        int marketing = 20;
        stage.story().spares("newsletter", stage.person(marketing));
        Instant start = stage.local(marketing, stage.dates().lure(), 10, 30);
        Hand hand = stage.laptop(marketing, start);
        hand = signIns.signIn(hand, start.minusSeconds(70), App.OUTLOOK, "OAuth2:Authorize", 0, "none");
        for (int i = 0; i < 500; i++) {
            String to = stage.dice().pick(List.of("planning", "ap", "info", "dispatch", "office", "sales"))
                    + '.'
                    + stage.dice().between(100, 9_999)
                    + '@'
                    + stage.dice().pick(Post.PARTNERS);
            stage.mails()
                    .send(
                            hand,
                            start.plusMillis(1_190L * i).truncatedTo(ChronoUnit.SECONDS),
                            "North Freight autumn schedule",
                            List.of(to),
                            "Autumn schedule.pdf (310220b)",
                            "none");
        }
    }
}
