package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** One person's ordinary day, record by record. */
final class Diary {
    private final Recorder recorder;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final ServiceRecords services;
    private final Sessions sessions;
    private final Post post;
    private final DeskWork desk;

    Diary(Recorder recorder, Sessions sessions, Post post) {
        this.recorder = recorder;
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.services = new ServiceRecords(recorder);
        this.sessions = sessions;
        this.post = post;
        this.desk = new DeskWork(recorder, sessions, post);
    }

    /** Writes the person's day. */
    void day(Person person, LocalDate date, Whereabouts at) {
        Dice dice = recorder.dice();
        if (at.off()) {
            if (dice.chance(30)) {
                phone(person, date, at, dice.between(1, 2));
            }
            return;
        }
        Instant start = moment(date, at, 8 * 60 + dice.between(0, 75));
        Hand in = morning(person, start, at);
        WorkHours hours = new WorkHours(start, 8 * 3600 + dice.between(0, 3600), in);
        desk.work(person, hours, at);
        phone(person, date, at, dice.between(1, 3));
        background(person, hours);
    }

    /** The first sign-ins; the hand with the token that the day works with. */
    private Hand morning(Person person, Instant start, Whereabouts at) {
        Dice dice = recorder.dice();
        Hand hand = sessions.laptop(person, start, at);
        if (dice.chance(4)) {
            signIns.signIn(
                    hand,
                    start.minusSeconds(dice.between(9, 40)),
                    App.OFFICE_HOME,
                    "Login:login",
                    SignInRecords.WRONG_PASSWORD,
                    "none");
        }
        Hand in = dice.chance(8)
                ? prompted(hand, start)
                : signIns.signIn(hand, start, App.OUTLOOK, "OAuth2:Authorize", 0, "none");
        if (dice.chance(60)) {
            signIns.signIn(hand, start.plusSeconds(dice.between(20, 900)), App.TEAMS, "OAuth2:Authorize", 0, "none");
        }
        return in;
    }

    /** A sign-in with a second factor, and now and then the question whether to stay signed in. */
    private Hand prompted(Hand hand, Instant start) {
        Dice dice = recorder.dice();
        String flow = dice.guid();
        int prompt = dice.chance(50) ? SignInRecords.SECOND_FACTOR : SignInRecords.SECOND_FACTOR_POLICY;
        signIns.flow(hand, start, App.OFFICE_HOME, "OAuth2:Authorize", prompt, flow, false, "none");
        Instant given = start.plusSeconds(dice.between(11, 45));
        if (dice.chance(50)) {
            signIns.flow(hand, given, App.OFFICE_HOME, "SAS:EndAuth", SignInRecords.KEEP_ME, flow, true, "none");
            given = given.plusSeconds(dice.between(2, 8));
        }
        return signIns.flow(
                hand, given, App.OFFICE_HOME, dice.chance(50) ? "Kmsi:kmsi" : "SAS:EndAuth", 0, flow, true, "none");
    }

    private void phone(Person person, LocalDate date, Whereabouts at, int times) {
        Dice dice = recorder.dice();
        Hand hand = sessions.phone(person, moment(date, at, 7 * 60), at);
        if (dice.chance(20)) {
            Instant time = moment(date, at, 7 * 60 + dice.between(0, 40));
            signIns.signIn(hand, time, App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "none");
        }
        for (int i = times; i > 0; i--) {
            Instant time = moment(date, at, dice.between(7 * 60, 21 * 60)).plusSeconds(dice.between(0, 59));
            List<Mail> last = post.last(person, time, dice.between(1, 3));
            if (!last.isEmpty()) {
                mails.read(
                        sessions.phone(person, time, at),
                        time,
                        "\\Inbox",
                        last.stream().map(Mail::messageId).toList(),
                        "none");
            }
        }
    }

    private void background(Person person, WorkHours hours) {
        Dice dice = recorder.dice();
        for (int i = dice.between(0, 2); i > 0; i--) {
            Instant time = hours.any(dice);
            List<Mail> last = post.last(person, time, dice.between(1, 2));
            if (!last.isEmpty()) {
                services.background(
                        person, time, last.stream().map(Mail::messageId).toList());
            }
        }
    }

    private static Instant moment(LocalDate date, Whereabouts at, int minute) {
        return date.atTime(LocalTime.MIDNIGHT)
                .plusMinutes(minute)
                .atZone(at.zone())
                .toInstant();
    }
}
