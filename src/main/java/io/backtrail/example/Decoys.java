package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Owners who do, in the same hours and with the same rare tools, what a thief does. */
final class Decoys {
    private final Stage stage;

    Decoys(Stage stage) {
        this.stage = stage;
    }

    /** Somebody whose mail program on the home computer still speaks IMAP, every working day. */
    void oldMailProgram(int number) {
        stage.story().spares("old-mail-program", stage.person(number));
        for (LocalDate day : stage.dates().days()) {
            Instant time = stage.local(number, day, 7, stage.dice().between(0, 25));
            if (!stage.where(number, time).off()) {
                imap(number, time);
            }
        }
    }

    /** One mail check over IMAP, from home. */
    void imap(int number, Instant time) {
        Person person = stage.person(number);
        Hand hand = new Hand(person, person.home(), Device.imap(), null, null, "owner", "old-mail-program");
        stage.signIns().signIn(hand, time, App.EXCHANGE, "OAuth2:Token", 0, "none");
        stage.mails().sync(hand, time.plusSeconds(3), "\\Inbox", "none");
        stage.mails().sync(hand, time.plusSeconds(5), "\\Sent Items", "none");
    }

    /** Somebody whose phone is in another room misses so many prompts and answers the next one. */
    void missedPrompts(int number, Instant time, int missed) {
        stage.story().spares("missed-prompts", stage.person(number));
        new BreakIn(stage).prompts(stage.laptop(number, time).in("missed-prompts"), time, missed, "none");
    }

    /** The owner reads and answers in the very minutes of the thief. */
    void atWork(int number, Instant time) {
        Hand hand = stage.laptop(number, time);
        hand = hand.with(hand.person().laptop().browsing());
        List<Mail> last = stage.post().last(hand.person(), time, 3);
        stage.mails()
                .read(hand, time, "\\Inbox", last.stream().map(Mail::messageId).toList(), "none");
        stage.files()
                .file(
                        hand.with(hand.person().laptop()),
                        time.plusSeconds(71),
                        "FileAccessed",
                        "Rates 2026.xlsx",
                        "none");
        stage.mails()
                .send(
                        hand,
                        time.plusSeconds(204),
                        "RE: Planning for ship " + stage.dice().between(100, 900),
                        List.of(stage.person(12).upn()),
                        "",
                        "none");
    }

    /** People who type their password wrong, from the office, while somebody else tries passwords from outside. */
    void mistype(List<Integer> numbers, Instant start) {
        Instant time = start;
        for (int number : numbers) {
            Hand hand = stage.laptop(number, time);
            for (int i = stage.dice().between(1, 2); i > 0; i--) {
                stage.signIns()
                        .signIn(hand, time, App.OFFICE_HOME, "Login:login", SignInRecords.WRONG_PASSWORD, "none");
                time = time.plusSeconds(stage.dice().between(9, 40));
            }
            stage.signIns().signIn(hand, time, App.OFFICE_HOME, "Login:login", 0, "none");
            time = time.plusSeconds(stage.dice().between(60, 400));
        }
    }
}
