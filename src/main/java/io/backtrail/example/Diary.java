package io.backtrail.example;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** One person's ordinary day, record by record. */
final class Diary {
    private static final List<String> FILES = List.of(
            "Rates 2026.xlsx",
            "Planning week 38.xlsx",
            "Customer list.xlsx",
            "Minutes.docx",
            "Tender draft.docx",
            "Depot map.pdf",
            "Budget.xlsx",
            "Holiday plan.xlsx",
            "Route notes.docx",
            "Contract template.docx");
    private static final List<String> FILE_ACTS =
            List.of("FileAccessed", "FileAccessed", "FileModified", "FilePreviewed", "FileSyncUploadedFull");
    private static final List<String> SUBJECTS = List.of(
            "RE: Booking confirmation %d",
            "Planning for ship %d",
            "RE: Rates for week %d",
            "Papers for %d",
            "RE: Delivery note %d",
            "Lunch on the %dth",
            "FW: Tender %d",
            "Question about account %d");

    private final Recorder recorder;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final FileRecords files;
    private final ServiceRecords services;
    private final ThreatRecords threats;
    private final Sessions sessions;
    private final Post post;

    Diary(Recorder recorder, Sessions sessions, Post post) {
        this.recorder = recorder;
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.services = new ServiceRecords(recorder);
        this.threats = new ThreatRecords(recorder);
        this.sessions = sessions;
        this.post = post;
    }

    /** Writes the person's day. */
    void day(Person person, LocalDate date, Whereabouts at) {
        Dice dice = recorder.dice();
        boolean rest = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (rest || dice.chance(5)) {
            if (dice.chance(30)) {
                phone(person, date, at, dice.between(1, 2));
            }
            return;
        }
        Instant start = moment(date, at, 8 * 60 + dice.between(0, 75));
        String token = morning(person, start, at);
        Hours hours = new Hours(start, 8 * 3600 + dice.between(0, 3600), token);
        desk(person, hours, at);
        phone(person, date, at, dice.between(1, 3));
        background(person, hours);
    }

    /** The first sign-ins; the token that the day works with. */
    private String morning(Person person, Instant start, Whereabouts at) {
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
        return in.token();
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

    private void desk(Person person, Hours hours, Whereabouts at) {
        Dice dice = recorder.dice();
        for (int i = dice.between(2, 3); i > 0; i--) {
            Instant time = hours.any(dice);
            mails.sync(
                    sessions.laptop(person, time, at).holding(hours.token()),
                    time,
                    dice.pick(List.of("\\Inbox", "\\Inbox", "\\Sent Items", "\\Calendar")),
                    "none");
        }
        for (int i = dice.between(1, 3); i > 0; i--) {
            Instant time = hours.any(dice);
            String subject = String.format(dice.pick(SUBJECTS), dice.between(1, 4999));
            mails.send(
                    sessions.laptop(person, time, at).holding(hours.token()),
                    time,
                    subject,
                    recipients(person),
                    dice.chance(25) ? dice.pick(FILES) + " (" + dice.between(9_000, 700_000) + "b)" : "",
                    "none");
        }
        for (int i = dice.between(1, 5); i > 0; i--) {
            Instant time = hours.any(dice);
            file(sessions.laptop(person, time, at).holding(hours.token()), time);
        }
        for (int i = dice.between(1, 4); i > 0; i--) {
            Instant time = hours.any(dice);
            files.chat(sessions.laptop(person, time, at).holding(hours.token()), time, colleague(person));
        }
        web(person, hours, at);
    }

    private void file(Hand hand, Instant time) {
        Dice dice = recorder.dice();
        String file = dice.pick(FILES);
        if (dice.chance(5)) {
            files.share(
                    hand,
                    time,
                    file,
                    dice.chance(70) ? colleague(hand.person()).upn() : "planning@" + dice.pick(Post.PARTNERS),
                    "none");
        } else {
            files.file(hand, time, dice.chance(10) ? "FileDownloaded" : dice.pick(FILE_ACTS), file, "none");
        }
    }

    private void web(Person person, Hours hours, Whereabouts at) {
        Dice dice = recorder.dice();
        Hand any = sessions.laptop(person, hours.start(), at).holding(hours.token());
        for (int i = dice.between(0, 2); i > 0; i--) {
            Instant time = hours.any(dice);
            List<Mail> last = post.last(person, time, dice.between(1, 4));
            if (!last.isEmpty()) {
                Hand hand = any.with(person.laptop().browsing()).at(at.laptop(time));
                mails.read(
                        hand,
                        time,
                        "\\Inbox",
                        last.stream().map(Mail::messageId).toList(),
                        "none");
                afterwards(hand, time.plusSeconds(dice.between(20, 300)), last.get(0));
            }
        }
    }

    /** What becomes of a mail that was read. */
    private void afterwards(Hand hand, Instant time, Mail mail) {
        Dice dice = recorder.dice();
        if (dice.chance(45)) {
            String way = dice.pick(List.of("MoveToDeletedItems", "MoveToDeletedItems", "SoftDelete", "HardDelete"));
            mails.remove(
                    hand,
                    time,
                    way,
                    way.equals("HardDelete") ? "\\Deleted Items" : "\\Inbox",
                    mail.messageId(),
                    mail.subject(),
                    "none");
        } else if (dice.chance(6)) {
            mails.search(
                    hand, time, dice.pick(List.of("rates", "invoice", "booking", "passport copy", "budget")), "none");
        } else if (dice.chance(8)) {
            threats.ordinary(time, mail, hand);
        }
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

    private void background(Person person, Hours hours) {
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

    private List<String> recipients(Person person) {
        Dice dice = recorder.dice();
        return dice.chance(55)
                ? List.of(colleague(person).upn())
                : List.of(dice.pick(List.of("planning@", "ap@", "info@", "dispatch@")) + dice.pick(Post.PARTNERS));
    }

    private Person colleague(Person person) {
        Person other = person;
        while (other.equals(person)) {
            other = recorder.dice().pick(recorder.tenant().people());
        }
        return other;
    }

    private static Instant moment(LocalDate date, Whereabouts at, int minute) {
        return date.atTime(LocalTime.MIDNIGHT)
                .plusMinutes(minute)
                .atZone(at.zone())
                .toInstant();
    }

    /** Working hours: when they begin, how many seconds they last, the token in use. */
    private record Hours(Instant start, int seconds, String token) {
        Instant any(Dice dice) {
            return start.plusSeconds(dice.between(60, seconds));
        }
    }
}
