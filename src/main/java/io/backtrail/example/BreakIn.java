package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/** The ways in that more than one plot takes. */
final class BreakIn {
    private final Stage stage;
    private final SignInRecords signIns;

    BreakIn(Stage stage) {
        this.stage = stage;
        this.signIns = stage.signIns();
    }

    /** A link in a mail from outside, opened and clicked on by the owner. */
    void lure(int number, Instant delivered, Instant clicked) {
        Person person = stage.person(number);
        Mail mail = stage.post()
                .receive(person, delivered, "no-reply@docs.northview-share.example", "Document shared with you");
        Hand owner = stage.laptop(number, clicked);
        stage.mails()
                .read(
                        owner.with(person.laptop().browsing()),
                        clicked.minusSeconds(38),
                        "\\Inbox",
                        List.of(mail.messageId()),
                        "none");
        new ThreatRecords(stage.recorder())
                .click(owner, clicked, mail, "https://docs.northview-share.example/s/overview", false);
    }

    /** The owner types password and second factor into a relay; the session is then used at the desk. */
    Hand relayed(Person person, String relay, String desk, Instant time) {
        String session = stage.dice().guid();
        Device kit = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
        Hand hand = stage.thief(person, relay, kit, session);
        String flow = stage.dice().guid();
        signIns.flow(
                hand, time, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, "initial-access");
        Instant given = time.plusSeconds(stage.dice().between(18, 44));
        signIns.flow(hand, given, App.OFFICE_HOME, "SAS:EndAuth", SignInRecords.KEEP_ME, flow, true, "initial-access");
        signIns.flow(hand, given.plusSeconds(5), App.OFFICE_HOME, "Kmsi:kmsi", 0, flow, true, "initial-access");
        return new Loot(stage)
                .open(
                        stage.thief(person, desk, Device.stranger("Linux", "X11; Linux x86_64", "150"), session),
                        given.plusSeconds(stage.dice().between(400, 1100)));
    }

    /** The password is known; prompts are sent until one is approved. */
    Hand fatigued(Person person, String address, Instant start, int refused) {
        Device device = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "152");
        Hand hand = stage.thief(person, address, device, stage.dice().guid());
        return prompts(hand, start, refused, "initial-access");
    }

    /** Prompts refused or missed so many times, then approved. */
    Hand prompts(Hand hand, Instant start, int refused, String phase) {
        Instant time = start;
        for (int i = 0; i < refused; i++) {
            String flow = stage.dice().guid();
            signIns.flow(hand, time, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, phase);
            time = time.plusSeconds(stage.dice().between(40, 62));
            signIns.flow(hand, time, App.OFFICE_HOME, "SAS:EndAuth", SignInRecords.DENIED, flow, false, phase);
            time = time.plusSeconds(stage.dice().between(6, 80));
        }
        String flow = stage.dice().guid();
        signIns.flow(hand, time, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, phase);
        time = time.plusSeconds(stage.dice().between(12, 40));
        Hand in = signIns.flow(hand, time, App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, phase);
        return signIns.signIn(in, time.plusSeconds(31), App.OUTLOOK_WEB, "OAuth2:Authorize", 0, phase);
    }
}
