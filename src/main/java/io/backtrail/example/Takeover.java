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
    static final String LURE = "Q3 supplier overview shared with you";

    private final Recorder recorder;
    private final Dates dates;
    private final Post post;
    private final Story story;
    private final Intruder intruder;
    private final Theft theft;
    private final Sessions sessions;
    private final Travels travels;
    private final SignInRecords signIns;
    private final MailRecords mails;
    private final FileRecords files;
    private final ThreatRecords threats;

    Takeover(Recorder recorder, Dates dates, Sessions sessions, Travels travels, Post post, Story story) {
        this.recorder = recorder;
        this.dates = dates;
        this.sessions = sessions;
        this.travels = travels;
        this.post = post;
        this.story = story;
        this.intruder = new Intruder(recorder.dice());
        this.theft = new Theft(recorder, dates, post, story, intruder);
        this.signIns = new SignInRecords(recorder);
        this.mails = new MailRecords(recorder);
        this.files = new FileRecords(recorder);
        this.threats = new ThreatRecords(recorder);
    }

    void happen() {
        story.accuses(recorder.tenant().victim());
        story.targets(recorder.tenant().people().get(Cast.COLLEAGUE));
        story.enters("aitm");
        thread();
        lure();
        Hand hand = enter();
        theft.take(hand);
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
        return theft.open(intruder.desk(victim), at(dates.lure(), 7, 52, 44));
    }

    /** The same trap for 25 colleagues; one of them types her password, and stops at the second factor. */
    private Hand lateral() {
        Person victim = recorder.tenant().victim();
        Hand hand = theft.open(intruder.desk(victim), at(dates.contained(), 5, 40, 12));
        List<String> to = new ArrayList<>();
        recorder.tenant().people().subList(1, 26).forEach(p -> to.add(p.upn()));
        String subject = "Shared document: Q4 planning";
        Instant time = at(dates.contained(), 5, 52, 7);
        MailRecords.Sent sent = mails.send(hand, time, subject, to, "", "lateral");
        story.spreads(new Story.Letter(sent.record(), sent.message(), subject, to));
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
        theft.binds(hand, at(dates.contained(), 6, 31, 44), "\\Inbox", 1);
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
