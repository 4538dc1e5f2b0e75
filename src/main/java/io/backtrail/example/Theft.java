package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the intruder does inside: reads, settles in, asks for money, sweeps the traces. */
final class Theft {
    private static final String INVOICES = "\\Inbox\\Invoices";
    private static final String HIDING_PLACE = "\\RSS Feeds";

    private final Recorder recorder;
    private final Dates dates;
    private final Post post;
    private final Story story;
    private final Intruder intruder;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final FileRecords files;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;

    Theft(Recorder recorder, Dates dates, Post post, Story story, Intruder intruder) {
        this.recorder = recorder;
        this.dates = dates;
        this.post = post;
        this.story = story;
        this.intruder = intruder;
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.cmdlets = new CmdletRecords(recorder);
        this.directory = new DirectoryRecords(recorder);
    }

    /** Everything from the first reading to the weekend. */
    void take(Hand hand) {
        read(hand);
        settle(hand);
        returning();
        fraud();
        weekend();
    }

    /** The intruder opens the mailbox in the browser, within the stolen session. */
    Hand open(Hand hand, Instant time) {
        return signIns.signIn(hand, time, App.OUTLOOK_WEB, "OAuth2:Authorize", 0, "initial-access");
    }

    private void read(Hand hand) {
        Instant time = Takeover.at(dates.lure(), 8, 3, 15);
        binds(hand, time, "\\Inbox", 4);
        mails.search(hand, Takeover.at(dates.lure(), 8, 12, 2), "invoice", "discovery");
        mails.search(hand, Takeover.at(dates.lure(), 8, 14, 37), "payment", "discovery");
        binds(hand, Takeover.at(dates.lure(), 8, 15, 20), INVOICES, 7);
        mails.search(hand, Takeover.at(dates.lure(), 8, 40, 51), "bank details", "discovery");
    }

    /** Mail read in bursts, newest first, a few messages a record. */
    void binds(Hand hand, Instant start, String folder, int times) {
        Instant time = start;
        List<Mail> all = post.last(hand.person(), start, 60).stream()
                .filter(m -> !m.subject().equals(Takeover.LURE))
                .filter(m -> folder.equals(INVOICES) == m.subject().startsWith("RE: Invoice"))
                .toList();
        for (int i = 0; i < times && i * 6 < all.size(); i++) {
            List<String> ids = all.subList(i * 6, Math.min(all.size(), i * 6 + 6)).stream()
                    .map(Mail::messageId)
                    .toList();
            mails.read(hand, time, folder, ids, "collection");
            story.exposes(ids);
            time = time.plusSeconds(recorder.dice().between(125, 190));
        }
    }

    private void settle(Hand hand) {
        Person victim = recorder.tenant().victim();
        Instant method = Takeover.at(dates.lure(), 8, 47, 12);
        Hand in =
                signIns.signIn(hand, method.minusSeconds(70), App.SECURITY_INFO, "OAuth2:Authorize", 0, "persistence");
        String record = SecondFactor.register(directory, in, method, "Pixel 7", recorder.dice(), "persistence");
        story.persists(new Story.Persistence("mfa-method", victim.upn(), "Pixel 7", method, null, record));
        Instant rule = Takeover.at(dates.lure(), 9, 10, 26);
        String made = cmdlets.run(
                hand,
                rule,
                "New-InboxRule",
                cmdlets.rule(victim, Takeover.RULE),
                List.of(
                        "AlwaysDeleteOutlookRulesBlob", "False",
                        "Force", "False",
                        "Name", Takeover.RULE,
                        "SubjectOrBodyContainsWords", "invoice;payment;bank;harbourline",
                        "MoveToFolder", "RSS Feeds",
                        "MarkAsRead", "True",
                        "StopProcessingRules", "True"),
                "persistence");
        story.persists(new Story.Persistence(
                "inbox-rule", victim.upn(), Takeover.RULE, rule, Containment.ruleRemoved(dates), made));
    }

    /** The next day: the customers' bank papers. */
    private void returning() {
        LocalDate day = dates.lure().plusDays(1);
        Hand hand = open(intruder.desk(recorder.tenant().victim()), Takeover.at(day, 9, 20, 5));
        files.file(hand, Takeover.at(day, 9, 23, 40), "FileAccessed", "Customer list.xlsx", "collection");
        files.file(hand, Takeover.at(day, 9, 24, 2), "FileDownloaded", "Customer list.xlsx", "collection");
        files.file(hand, Takeover.at(day, 9, 26, 31), "FileDownloaded", "Contract template.docx", "collection");
        binds(hand, Takeover.at(day, 9, 31, 8), "\\Inbox", 3);
    }

    private void fraud() {
        Person victim = recorder.tenant().victim();
        Hand hand = open(intruder.desk(victim), Takeover.at(dates.fraud(), 12, 2, 33));
        pay(
                hand,
                Takeover.at(dates.fraud(), 12, 20, 17),
                "RE: Invoice NF-2044 - updated bank details",
                "NF-2044 bank details.pdf (96114b)");
        Mail answer = post.receive(
                victim,
                Takeover.at(dates.fraud(), 13, 40, 2),
                Takeover.CUSTOMER,
                "RE: RE: Invoice NF-2044 - updated bank details");
        mails.read(
                hand, Takeover.at(dates.fraud(), 13, 52, 46), HIDING_PLACE, List.of(answer.messageId()), "collection");
        story.exposes(List.of(answer.messageId()));
        pay(hand, Takeover.at(dates.fraud(), 14, 2, 58), "RE: RE: Invoice NF-2044 - updated bank details", "");
        mails.remove(
                hand,
                Takeover.at(dates.fraud(), 14, 6, 10),
                "HardDelete",
                HIDING_PLACE,
                answer.messageId(),
                answer.subject(),
                "evasion");
    }

    private void pay(Hand hand, Instant time, String subject, String attachment) {
        MailRecords.Sent sent = mails.send(hand, time, subject, List.of(Takeover.CUSTOMER), attachment, "fraud");
        story.defrauds(new Story.Letter(sent.record(), sent.message(), subject, List.of(Takeover.CUSTOMER)));
        mails.remove(
                hand, time.plusSeconds(48), "MoveToDeletedItems", "\\Sent Items", sent.message(), subject, "evasion");
        mails.remove(hand, time.plusSeconds(71), "HardDelete", "\\Deleted Items", sent.message(), subject, "evasion");
    }

    private void weekend() {
        Hand hand = open(
                intruder.elsewhere(recorder.tenant().victim()),
                Takeover.at(dates.fraud().plusDays(1), 15, 41, 20));
        binds(hand, Takeover.at(dates.fraud().plusDays(1), 15, 44, 3), "\\Inbox", 2);
        mails.search(hand, Takeover.at(dates.fraud().plusDays(1), 15, 50, 30), "remittance", "discovery");
    }
}
