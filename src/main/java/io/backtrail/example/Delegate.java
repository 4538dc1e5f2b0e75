package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** An administrator taken over gives the account full access to the director's mailbox, and reads it. */
final class Delegate implements Plot {
    private static final int DIRECTOR = 16;
    private static final int ASSISTANT = 17;

    private final Stage stage;
    private final BreakIn breakIn;

    Delegate(Stage stage) {
        this.stage = stage;
        this.breakIn = new BreakIn(stage);
    }

    @Override
    public void happen() {
        Person admin = stage.person(Cast.ADMIN);
        stage.story().accuses(admin);
        stage.story().targets(stage.person(DIRECTOR));
        stage.story().enters("mfa-fatigue");
        LocalDate day = stage.dates().lure();
        assistant();
        String address = Ranges.M247.address(stage.dice());
        Hand hand = breakIn.fatigued(admin, address, stage.at(day, 4, 40), 5);
        Instant portal = stage.at(day, 5, 9);
        hand = stage.signIns().signIn(hand, portal, App.ADMIN_PORTAL, "OAuth2:Authorize", 0, "initial-access");
        grant(hand, portal.plusSeconds(170));
        new Decoys(stage).missedPrompts(Cast.COLLEAGUE, stage.at(day, 6, 31), 3);
        snoop(hand, stage.at(day, 5, 31), 4);
        new Decoys(stage).atWork(Cast.ADMIN, stage.at(day, 9, 20));
        snoop(hand, stage.at(day.plusDays(1), 9, 22), 2);
        new Rescue(stage).act(Cast.ADMIN);
    }

    private void grant(Hand hand, Instant time) {
        String director = stage.person(DIRECTOR).upn();
        String record = stage.cmdlets()
                .run(
                        hand,
                        time,
                        "Add-MailboxPermission",
                        new Loot(stage).mailbox(stage.person(DIRECTOR)),
                        List.of(
                                "Identity",
                                director,
                                "User",
                                hand.person().upn(),
                                "AccessRights",
                                "FullAccess",
                                "AutoMapping",
                                "False"),
                        "persistence");
        stage.story()
                .persists(new Story.Persistence(
                        "mailbox-permission", director, hand.person().upn(), time, new Rescue(stage).swept(), record));
    }

    private void snoop(Hand hand, Instant start, int bursts) {
        Person director = stage.person(DIRECTOR);
        Instant time = start;
        for (int i = 0; i < bursts; i++) {
            List<String> ids = newest(start, 6, i);
            if (!ids.isEmpty()) {
                stage.mails().in(director).read(hand, time, "\\Inbox", ids, "collection");
                stage.story().exposes(ids);
            }
            time = time.plusSeconds(stage.dice().between(125, 200));
        }
    }

    /** The director's assistant has read his mail for years, in the same way. */
    private void assistant() {
        stage.story().spares("assistant", stage.person(ASSISTANT));
        for (LocalDate day : stage.dates().days()) {
            Instant time = stage.local(ASSISTANT, day, 9, stage.dice().between(0, 50));
            List<String> ids = newest(time, 5, 0);
            if (!stage.where(ASSISTANT, time).off() && !ids.isEmpty()) {
                Hand hand = stage.laptop(ASSISTANT, time).in("assistant");
                stage.mails()
                        .in(stage.person(DIRECTOR))
                        .read(hand.with(hand.device().browsing()), time, "\\Inbox", ids, "none");
            }
        }
    }

    private List<String> newest(Instant time, int most, int skip) {
        return stage.post().last(stage.person(DIRECTOR), time, most * (skip + 1)).stream()
                .skip((long) most * skip)
                .map(Mail::messageId)
                .toList();
    }
}
