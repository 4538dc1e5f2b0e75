package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The taking of one account: a lure, a relayed sign-in, reading, a hiding rule, a second factor, a payment mail. All
 * clocks in here are UTC; the victim is two hours ahead of them.
 */
final class Takeover {
    static final String CUSTOMER = "ap@harbourline.example";
    static final String RULE = "..";
    private static final String INVOICES = "\\Inbox\\Invoices";
    private static final String HIDING_PLACE = "\\RSS Feeds";
    private static final String LURE = "Q3 supplier overview shared with you";

    private final Recorder recorder;
    private final Dates dates;
    private final Post post;
    private final Story story;
    private final Intruder intruder;
    private final Sessions sessions;
    private final Travels travels;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final FileRecords files;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;
    private final ThreatRecords threats;

    Takeover(Recorder recorder, Dates dates, Sessions sessions, Travels travels, Post post, Story story) {
        this.recorder = recorder;
        this.dates = dates;
        this.sessions = sessions;
        this.travels = travels;
        this.post = post;
        this.story = story;
        this.intruder = new Intruder(recorder.dice());
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.cmdlets = new CmdletRecords(recorder);
        this.directory = new DirectoryRecords(recorder);
        this.threats = new ThreatRecords(recorder);
    }

    void happen() {
        thread();
        lure();
        Hand hand = enter();
        read(hand);
        settle(hand);
        returning();
        fraud();
        weekend();
        Hand last = lateral();
        new Containment(recorder, dates, sessions, travels, story).act(last);
    }

    /** The correspondence about the invoice, before anything happened. */
    private void thread() {
        Person victim = recorder.tenant().victim();
        LocalDate sent = dates.lure().minusDays(5);
        Instant time = at(sent, 9, 12, 40);
        mails.send(
                owner(time).in("ordinary"),
                time,
                "Invoice NF-2044",
                List.of(CUSTOMER),
                "NF-2044.pdf (184220b)",
                "none");
        post.receive(victim, at(dates.lure().minusDays(2), 8, 31, 9), CUSTOMER, "RE: Invoice NF-2044");
        for (int i = 0; i < 16; i++) {
            LocalDate day = dates.lure().minusDays(recorder.dice().pick(List.of(1, 2, 5, 6, 7, 8)));
            String from = "ap@" + recorder.dice().pick(Post.PARTNERS);
            String subject = "RE: Invoice NF-" + recorder.dice().between(1980, 2070);
            post.receive(
                    victim,
                    at(day, recorder.dice().between(6, 14), recorder.dice().between(0, 59), 20),
                    from,
                    subject);
        }
    }

    private void lure() {
        Person victim = recorder.tenant().victim();
        Mail mail = post.receive(victim, at(dates.lure(), 7, 12, 18), "no-reply@docs.northview-share.example", LURE);
        threats.message(mail, at(dates.lure(), 7, 49, 0), "Phish", "Delivered");
        Instant opened = at(dates.lure(), 7, 31, 22);
        mails.read(
                owner(opened).with(victim.laptop().browsing()), opened, "\\Inbox", List.of(mail.messageId()), "none");
        Instant clicked = at(dates.lure(), 7, 32, 10);
        threats.click(
                owner(clicked), clicked, mail, "https://docs.northview-share.example/s/q3-supplier-overview", false);
        Instant back = at(dates.lure(), 7, 34, 31);
        signIns.signIn(owner(back), back, App.OFFICE_HOME, "OAuth2:Authorize", 0, "none");
        files.file(owner(back), back.plusSeconds(48), "FileAccessed", "Customer list.xlsx", "none");
        mails.send(
                owner(back),
                back.plusSeconds(390),
                "RE: Planning for ship 381",
                List.of(recorder.tenant().people().get(12).upn()),
                "",
                "none");
    }

    /** The relay answers the second factor with the victim's own hands; then the cookie travels. */
    private Hand enter() {
        Person victim = recorder.tenant().victim();
        Hand relay = intruder.relay(victim);
        String flow = recorder.dice().guid();
        Instant time = at(dates.lure(), 7, 33, 5);
        signIns.flow(
                relay,
                time,
                App.OFFICE_HOME,
                "Login:login",
                SignInRecords.SECOND_FACTOR,
                flow,
                false,
                "initial-access");
        signIns.flow(
                relay,
                time.plusSeconds(31),
                App.OFFICE_HOME,
                "SAS:EndAuth",
                SignInRecords.KEEP_ME,
                flow,
                true,
                "initial-access");
        signIns.flow(relay, time.plusSeconds(36), App.OFFICE_HOME, "Kmsi:kmsi", 0, flow, true, "initial-access");
        return open(intruder.desk(victim), at(dates.lure(), 7, 52, 44));
    }

    private Hand open(Hand hand, Instant time) {
        return signIns.signIn(hand, time, App.OUTLOOK_WEB, "OAuth2:Authorize", 0, "initial-access");
    }

    private void read(Hand hand) {
        Instant time = at(dates.lure(), 8, 3, 15);
        binds(hand, time, "\\Inbox", 4);
        mails.search(hand, at(dates.lure(), 8, 12, 2), "invoice", "discovery");
        mails.search(hand, at(dates.lure(), 8, 14, 37), "payment", "discovery");
        binds(hand, at(dates.lure(), 8, 15, 20), INVOICES, 7);
        mails.search(hand, at(dates.lure(), 8, 40, 51), "bank details", "discovery");
    }

    private void binds(Hand hand, Instant start, String folder, int times) {
        Instant time = start;
        List<Mail> all = post.last(hand.person(), start, 60).stream()
                .filter(m -> !m.subject().equals(LURE))
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
        Instant method = at(dates.lure(), 8, 47, 12);
        Hand in =
                signIns.signIn(hand, method.minusSeconds(70), App.SECURITY_INFO, "OAuth2:Authorize", 0, "persistence");
        String record = SecondFactor.register(directory, in, method, "Pixel 7", recorder.dice(), "persistence");
        story.persists(new Story.Persistence("mfa-method", victim.upn(), "Pixel 7", method, null, record));
        Instant rule = at(dates.lure(), 9, 10, 26);
        String made = cmdlets.run(
                hand,
                rule,
                "New-InboxRule",
                cmdlets.rule(victim, RULE),
                List.of(
                        "AlwaysDeleteOutlookRulesBlob", "False",
                        "Force", "False",
                        "Name", RULE,
                        "SubjectOrBodyContainsWords", "invoice;payment;bank;harbourline",
                        "MoveToFolder", "RSS Feeds",
                        "MarkAsRead", "True",
                        "StopProcessingRules", "True"),
                "persistence");
        story.persists(
                new Story.Persistence("inbox-rule", victim.upn(), RULE, rule, Containment.ruleRemoved(dates), made));
    }

    /** The next day: the customers' bank papers. */
    private void returning() {
        LocalDate day = dates.lure().plusDays(1);
        Hand hand = open(intruder.desk(recorder.tenant().victim()), at(day, 9, 20, 5));
        files.file(hand, at(day, 9, 23, 40), "FileAccessed", "Customer list.xlsx", "collection");
        files.file(hand, at(day, 9, 24, 2), "FileDownloaded", "Customer list.xlsx", "collection");
        files.file(hand, at(day, 9, 26, 31), "FileDownloaded", "Contract template.docx", "collection");
        binds(hand, at(day, 9, 31, 8), "\\Inbox", 3);
    }

    private void fraud() {
        Person victim = recorder.tenant().victim();
        Hand hand = open(intruder.desk(victim), at(dates.fraud(), 12, 2, 33));
        pay(
                hand,
                at(dates.fraud(), 12, 20, 17),
                "RE: Invoice NF-2044 - updated bank details",
                "NF-2044 bank details.pdf (96114b)");
        Mail answer = post.receive(
                victim, at(dates.fraud(), 13, 40, 2), CUSTOMER, "RE: RE: Invoice NF-2044 - updated bank details");
        mails.read(hand, at(dates.fraud(), 13, 52, 46), HIDING_PLACE, List.of(answer.messageId()), "collection");
        story.exposes(List.of(answer.messageId()));
        pay(hand, at(dates.fraud(), 14, 2, 58), "RE: RE: Invoice NF-2044 - updated bank details", "");
        mails.remove(
                hand,
                at(dates.fraud(), 14, 6, 10),
                "HardDelete",
                HIDING_PLACE,
                answer.messageId(),
                answer.subject(),
                "evasion");
    }

    private void pay(Hand hand, Instant time, String subject, String attachment) {
        MailRecords.Sent sent = mails.send(hand, time, subject, List.of(CUSTOMER), attachment, "fraud");
        story.defrauds(new Story.Fraud(sent.record(), sent.message(), subject, List.of(CUSTOMER)));
        mails.remove(
                hand, time.plusSeconds(48), "MoveToDeletedItems", "\\Sent Items", sent.message(), subject, "evasion");
        mails.remove(hand, time.plusSeconds(71), "HardDelete", "\\Deleted Items", sent.message(), subject, "evasion");
    }

    private void weekend() {
        Hand hand = open(
                intruder.elsewhere(recorder.tenant().victim()), at(dates.fraud().plusDays(1), 15, 41, 20));
        binds(hand, at(dates.fraud().plusDays(1), 15, 44, 3), "\\Inbox", 2);
        mails.search(hand, at(dates.fraud().plusDays(1), 15, 50, 30), "remittance", "discovery");
    }

    /** The same trap for 25 colleagues; one of them types her password, and stops at the second factor. */
    private Hand lateral() {
        Person victim = recorder.tenant().victim();
        Hand hand = open(intruder.desk(victim), at(dates.contained(), 5, 40, 12));
        List<String> to = new ArrayList<>();
        recorder.tenant().people().subList(1, 26).forEach(p -> to.add(p.upn()));
        String subject = "Shared document: Q4 planning";
        Instant time = at(dates.contained(), 5, 52, 7);
        MailRecords.Sent sent = mails.send(hand, time, subject, to, "", "lateral");
        mails.remove(hand, time.plusSeconds(40), "HardDelete", "\\Sent Items", sent.message(), subject, "evasion");
        Mail mail = new Mail(
                time.plusSeconds(2), recorder.dice().guid(), sent.message(), victim.upn(), to, subject, "", 40_000);
        Person colleague = recorder.tenant().people().get(Cast.COLLEAGUE);
        Instant clicked = at(dates.contained(), 6, 8, 19);
        Hand own = sessions.laptop(colleague, clicked, travels.on(Cast.COLLEAGUE, dates.contained()))
                .in("lateral");
        threats.click(own, clicked, mail, "https://docs.northview-share.example/s/q4-planning", false);
        String flow = recorder.dice().guid();
        for (int seconds : new int[] {38, 112}) {
            signIns.flow(
                    intruder.relay(colleague),
                    clicked.plusSeconds(seconds),
                    App.OFFICE_HOME,
                    "Login:login",
                    SignInRecords.SECOND_FACTOR,
                    flow,
                    false,
                    "lateral");
        }
        binds(hand, at(dates.contained(), 6, 31, 44), "\\Inbox", 1);
        return hand;
    }

    private Hand owner(Instant time) {
        LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
        return sessions.laptop(recorder.tenant().victim(), time, travels.on(Cast.VICTIM, day))
                .in("takeover");
    }

    static Instant at(LocalDate day, int hour, int minute, int second) {
        return day.atTime(LocalTime.of(hour, minute, second)).toInstant(ZoneOffset.UTC);
    }
}
