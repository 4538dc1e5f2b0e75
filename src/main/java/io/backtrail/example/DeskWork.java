package io.backtrail.example;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a person does at the desk: mail, files, chats. */
final class DeskWork {
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
    private final MailRecords mails;
    private final FileRecords files;
    private final ThreatRecords threats;
    private final Sessions sessions;
    private final Post post;

    DeskWork(Recorder recorder, Sessions sessions, Post post) {
        this.recorder = recorder;
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.threats = new ThreatRecords(recorder);
        this.sessions = sessions;
        this.post = post;
    }

    /** One day of it. */
    void work(Person person, WorkHours hours, Whereabouts at) {
        Dice dice = recorder.dice();
        for (int i = dice.between(2, 3); i > 0; i--) {
            Instant time = hours.any(dice);
            mails.sync(
                    working(person, time, at, hours),
                    time,
                    dice.pick(List.of("\\Inbox", "\\Inbox", "\\Sent Items", "\\Calendar")),
                    "none");
        }
        for (int i = dice.between(1, 3); i > 0; i--) {
            Instant time = hours.any(dice);
            String subject = String.format(Locale.ROOT, dice.pick(SUBJECTS), dice.between(1, 4999));
            mails.send(
                    working(person, time, at, hours),
                    time,
                    subject,
                    recipients(person),
                    dice.chance(25) ? dice.pick(FILES) + " (" + dice.between(9_000, 700_000) + "b)" : "",
                    "none");
        }
        for (int i = dice.between(1, 5); i > 0; i--) {
            Instant time = hours.any(dice);
            file(working(person, time, at, hours), time);
        }
        for (int i = dice.between(1, 4); i > 0; i--) {
            Instant time = hours.any(dice);
            files.chat(working(person, time, at, hours), time, colleague(person));
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

    private void web(Person person, WorkHours hours, Whereabouts at) {
        Dice dice = recorder.dice();
        Hand any = working(person, hours.start(), at, hours);
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

    /** The laptop at that instant; the morning's token is good as long as its session is. */
    private Hand working(Person person, Instant time, Whereabouts at, WorkHours hours) {
        Hand hand = sessions.laptop(person, time, at);
        return hand.session().equals(hours.in().session())
                ? hand.holding(hours.in().token())
                : hand;
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
}
