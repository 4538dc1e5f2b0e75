package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/** What thieves of every kind do once they are inside: read, settle in, forward, ask for money. */
final class Loot {
    private final Stage stage;
    private final Story story;
    private final MailRecords mails;
    private final CmdletRecords cmdlets;

    Loot(Stage stage) {
        this.stage = stage;
        this.story = stage.story();
        this.mails = stage.mails();
        this.cmdlets = stage.cmdlets();
    }

    /** Opens the mailbox in the browser, within the session that is there already. */
    Hand open(Hand hand, Instant time) {
        return stage.signIns().signIn(hand, time, App.OUTLOOK_WEB, "OAuth2:Authorize", 0, "initial-access");
    }

    /** Reads in bursts, newest first, six messages a record; when the last burst was. */
    Instant binds(Hand hand, Instant start, int times) {
        Instant time = start;
        List<Mail> all = stage.post().last(hand.person(), start, 60);
        for (int i = 0; i < times && i * 6 < all.size(); i++) {
            List<String> ids = all.subList(i * 6, Math.min(all.size(), i * 6 + 6)).stream()
                    .map(Mail::messageId)
                    .toList();
            mails.read(hand, time, "\\Inbox", ids, "collection");
            story.exposes(ids);
            time = time.plusSeconds(stage.dice().between(125, 190));
        }
        return time;
    }

    /** Copies whole folders with a mail program. */
    void syncs(Hand hand, Instant start) {
        Instant time = start;
        for (String folder : List.of("\\Inbox", "\\Sent Items", "\\Deleted Items")) {
            mails.sync(hand, time, folder, "collection");
            time = time.plusSeconds(stage.dice().between(4, 40));
        }
    }

    void search(Hand hand, Instant time, String words) {
        mails.search(hand, time, words, "discovery");
    }

    /** A rule that moves what the owner must not see. */
    void rule(Hand hand, Instant time, String name, String words, Instant removed) {
        String record = cmdlets.run(
                hand,
                time,
                "New-InboxRule",
                cmdlets.rule(hand.person(), name),
                List.of(
                        "AlwaysDeleteOutlookRulesBlob", "False",
                        "Force", "False",
                        "Name", name,
                        "SubjectOrBodyContainsWords", words,
                        "MoveToFolder", "Conversation History",
                        "MarkAsRead", "True",
                        "StopProcessingRules", "True"),
                "persistence");
        persists("inbox-rule", hand, name, time, removed, record);
    }

    /** All mail to a mailbox outside; the owner keeps a copy and notices nothing. */
    void forward(Hand hand, Instant time, String to, Instant removed) {
        String record = cmdlets.run(
                hand,
                time,
                "Set-Mailbox",
                mailbox(hand.person()),
                List.of(
                        "Identity",
                        hand.person().upn(),
                        "ForwardingSmtpAddress",
                        "smtp:" + to,
                        "DeliverToMailboxAndForward",
                        "True"),
                "persistence");
        persists("mailbox-forward", hand, to, time, removed, record);
        for (Mail mail : stage.post().last(hand.person(), removed, 500)) {
            if (mail.time().isAfter(time)) {
                stage.recorder()
                        .book()
                        .add(new Mail(
                                mail.time().plusSeconds(3),
                                stage.dice().guid(),
                                mail.messageId(),
                                mail.from(),
                                List.of(to),
                                mail.subject(),
                                "",
                                mail.size()));
                story.exposes(List.of(mail.messageId()));
            }
        }
    }

    /** A second factor of the thief's own. */
    void method(Hand hand, Instant time, String phone) {
        Hand in = stage.signIns()
                .signIn(hand, time.minusSeconds(70), App.SECURITY_INFO, "OAuth2:Authorize", 0, "persistence");
        String record = SecondFactor.register(stage.directory(), in, time, phone, stage.dice(), "persistence");
        persists("mfa-method", hand, phone, time, null, record);
    }

    /** Asks a customer to pay to another bank, and sweeps the letter away. */
    void pay(Hand hand, Instant time, int invoice, String customer) {
        String subject = "RE: Invoice NF-" + invoice + " - updated bank details";
        List<String> to = List.of(customer);
        MailRecords.Sent sent = mails.send(hand, time, subject, to, "NF-" + invoice + ".pdf (96114b)", "fraud");
        story.defrauds(new Story.Letter(sent.record(), sent.message(), subject, to));
        mails.remove(hand, time.plusSeconds(49), "HardDelete", "\\Sent Items", sent.message(), subject, "evasion");
    }

    void persists(String type, Hand hand, String target, Instant start, Instant end, String record) {
        story.persists(new Story.Persistence(type, hand.person().upn(), target, start, end, record));
    }

    String mailbox(Person person) {
        String rule = cmdlets.rule(person, "");
        return rule.substring(0, rule.length() - 1);
    }
}
