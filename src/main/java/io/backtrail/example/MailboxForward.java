package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One short visit through a relay; from then on all mail goes to a mailbox outside by itself. */
final class MailboxForward implements Plot {
    private static final int PARENT = 16;

    private final Stage stage;
    private final Loot loot;

    MailboxForward(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("aitm");
        LocalDate day = stage.dates().lure();
        BreakIn breakIn = new BreakIn(stage);
        Instant clicked = stage.at(day, 7, 44);
        breakIn.lure(Cast.VICTIM, clicked.minusSeconds(1300), clicked);
        Hand hand = breakIn.relayed(
                victim,
                Ranges.SCALEWAY.address(stage.dice()),
                Ranges.M247.address(stage.dice()),
                clicked.plusSeconds(60));
        Instant inside = clicked.plusSeconds(1500);
        loot.binds(hand, inside, 2);
        new Decoys(stage).atWork(Cast.VICTIM, inside.plusSeconds(30));
        loot.forward(hand, inside.plusSeconds(420), "l.vandijk.office@mailbox-post.example", new Rescue(stage).swept());
        leave(inside.plusSeconds(500));
        new Rescue(stage).act(Cast.VICTIM);
    }

    /** A colleague on parental leave forwards to the one who stands in, in the same hour. */
    private void leave(Instant time) {
        Person person = stage.person(PARENT);
        stage.story().spares("parental-leave", person);
        Hand hand = stage.laptop(PARENT, time).in("parental-leave");
        stage.cmdlets()
                .run(
                        hand,
                        time,
                        "Set-Mailbox",
                        loot.mailbox(person),
                        List.of(
                                "Identity",
                                person.upn(),
                                "ForwardingSmtpAddress",
                                "smtp:" + stage.person(PARENT + 1).upn(),
                                "DeliverToMailboxAndForward",
                                "True"),
                        "none");
    }
}
