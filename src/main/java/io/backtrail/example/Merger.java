package io.backtrail.example;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** Thirty people of another firm, in another country: accounts made in advance, mailboxes and rules brought along. */
final class Merger implements Plot {
    private final Stage stage;

    Merger(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void happen() {
        int first = stage.size() - Season.NEWCOMERS;
        accounts(first);
        LocalDate day = Season.merger(stage.dates());
        for (int number = first; number < stage.size(); number++) {
            stage.story().spares("merger", stage.person(number));
            arrives(number, stage.local(number, day, 8, 2 + (number - first)));
        }
    }

    private void accounts(int first) {
        LocalDate day = stage.dates().first().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        Instant time = stage.local(Cast.ADMIN, day, 7, 10);
        Hand admin = stage.admins().portal(Cast.ADMIN, day, time).in(stage.word());
        for (int number = first; number < stage.size(); number++) {
            Person person = stage.person(number);
            time = time.plusSeconds(stage.dice().between(4, 30));
            stage.directory()
                    .change(
                            admin,
                            time,
                            "Add user.",
                            person,
                            List.of(
                                    "AccountEnabled",
                                    "[\r\n  true\r\n]",
                                    "[]",
                                    "UserPrincipalName",
                                    "[\r\n  \"" + person.upn() + "\"\r\n]",
                                    "[]",
                                    "DisplayName",
                                    "[\r\n  \"" + person.name() + "\"\r\n]",
                                    "[]"),
                            "none");
        }
    }

    /** The first morning: a second factor, and the rules of the old mailbox. */
    private void arrives(int number, Instant time) {
        Hand hand = stage.laptop(number, time);
        hand = stage.signIns().signIn(hand, time, App.SECURITY_INFO, "OAuth2:Authorize", 0, "none");
        SecondFactor.register(
                stage.directory(),
                hand,
                time.plusSeconds(80),
                hand.person().phone().name(),
                stage.dice(),
                "none");
        List<String> names = List.of("Newsletters", "Ports", "Invoices", "Cc", "Old tickets");
        for (int i = stage.dice().between(0, 3); i > 0; i--) {
            String name = names.get((number + i) % names.size());
            stage.cmdlets()
                    .run(
                            hand.with(hand.device().browsing()),
                            time.plusSeconds(300 + 20L * i),
                            "New-InboxRule",
                            stage.cmdlets().rule(hand.person(), name),
                            List.of(
                                    "AlwaysDeleteOutlookRulesBlob",
                                    "False",
                                    "Force",
                                    "False",
                                    "Name",
                                    name,
                                    "SubjectOrBodyContainsWords",
                                    stage.dice().pick(List.of("newsletter", "port", "invoice", "ticket")),
                                    "MoveToFolder",
                                    name,
                                    "StopProcessingRules",
                                    "True"),
                            "none");
        }
    }
}
