package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** Work from computers that the firm does not know: a machine at home, a browser, a fresh session each time. */
final class Evenings {
    private final Recorder recorder;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final FileRecords files;
    private final Sessions sessions;
    private final Post post;

    Evenings(Recorder recorder, Sessions sessions, Post post) {
        this.recorder = recorder;
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.sessions = sessions;
        this.post = post;
    }

    /** One person's evening; most evenings nothing happens. */
    void evening(int number, LocalDate date, Whereabouts at) {
        Dice dice = recorder.dice();
        Person person = recorder.tenant().people().get(number);
        if (number % 4 != 3 || !dice.chance(22) || !at.scenario().equals("ordinary")) {
            return;
        }
        Instant time =
                date.atTime(LocalTime.of(19, 5)).atZone(at.zone()).toInstant().plusSeconds(dice.between(0, 9000));
        Hand hand = signIn(number, sessions.guest(person, computer(number), dice.guid()), time);
        time = read(hand, time.plusSeconds(dice.between(30, 90)));
        if (dice.chance(40)) {
            time = time.plusSeconds(dice.between(60, 400));
            mails.send(
                    hand,
                    time,
                    "RE: Planning for ship " + dice.between(100, 900),
                    List.of("dispatch@" + dice.pick(Post.PARTNERS)),
                    "",
                    "none");
        }
        if (dice.chance(45)) {
            String way = dice.pick(List.of("FileDownloaded", "FileAccessed", "FileAccessed"));
            files.file(hand, time.plusSeconds(dice.between(60, 300)), way, "Planning week 38.xlsx", "none");
        }
    }

    private Hand signIn(int number, Hand hand, Instant time) {
        Dice dice = recorder.dice();
        String flow = dice.guid();
        App app = number % 8 == 3 ? App.OFFICE_HOME : App.OUTLOOK_WEB;
        signIns.flow(hand, time, app, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, "none");
        Instant given = time.plusSeconds(dice.between(14, 50));
        if (dice.chance(70)) {
            signIns.flow(hand, given, app, "SAS:EndAuth", SignInRecords.KEEP_ME, flow, true, "none");
            given = given.plusSeconds(dice.between(3, 7));
            signIns.flow(hand, given, app, "Kmsi:kmsi", 0, flow, true, "none");
        } else {
            signIns.flow(hand, given, app, "SAS:EndAuth", 0, flow, true, "none");
        }
        return signIns.signIn(
                hand, given.plusSeconds(dice.between(4, 25)), App.OUTLOOK_WEB, "OAuth2:Authorize", 0, "none");
    }

    private Instant read(Hand hand, Instant start) {
        Dice dice = recorder.dice();
        Instant time = start;
        List<Mail> last = post.last(hand.person(), start, dice.between(3, 14));
        for (int i = 0; i < last.size(); i += 5) {
            List<Mail> few = last.subList(i, Math.min(last.size(), i + 5));
            mails.read(hand, time, "\\Inbox", few.stream().map(Mail::messageId).toList(), "none");
            time = time.plusSeconds(dice.between(125, 300));
        }
        if (!last.isEmpty() && dice.chance(40)) {
            Mail first = last.get(0);
            mails.remove(hand, time, "MoveToDeletedItems", "\\Inbox", first.messageId(), first.subject(), "none");
            time = time.plusSeconds(dice.between(15, 90));
            mails.remove(hand, time, "HardDelete", "\\Deleted Items", first.messageId(), first.subject(), "none");
        }
        if (dice.chance(25)) {
            mails.search(hand, time, dice.pick(List.of("payment", "invoice", "school", "rates week 38")), "none");
        }
        return time;
    }

    /** The person's own computer, the same every time. */
    private static Device computer(int number) {
        return switch (number / 4 % 4) {
            case 0 -> Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
            case 1 -> Device.stranger("MacOs", "Macintosh; Intel Mac OS X 10_15_7", "152");
            case 2 -> Device.stranger("Linux", "X11; Linux x86_64", "150");
            default -> Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "152");
        };
    }
}
