package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;

/** A relayed sign-in whose relay and desk are homes and telephones of the victim's own country, another one each day. */
final class ResidentialProxy implements Plot {
    private final Stage stage;
    private final Loot loot;

    ResidentialProxy(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("aitm");
        LocalDate day = stage.dates().lure();
        Instant clicked = stage.at(day, 7, 30);
        BreakIn breakIn = new BreakIn(stage);
        breakIn.lure(Cast.VICTIM, clicked.minusSeconds(1100), clicked);
        Dice dice = stage.dice();
        Hand hand = breakIn.relayed(
                victim,
                dice.pick(Ranges.HOMES_NL).address(dice),
                dice.pick(Ranges.HOMES_NL).address(dice),
                clicked.plusSeconds(55));
        Instant inside = clicked.plusSeconds(1600);
        Instant read = loot.binds(hand, inside, 4);
        new Decoys(stage).atWork(Cast.VICTIM, inside.plusSeconds(80));
        loot.search(hand, read, "invoice");
        loot.method(hand, read.plusSeconds(900), "Pixel 7");
        loot.rule(hand, read.plusSeconds(1400), "..", "invoice;payment", new Rescue(stage).swept());
        LocalDate next = day.plusDays(1);
        hand = loot.open(hand.at(Ranges.MOBILE_NL.address(dice)), stage.at(next, 9, 10));
        loot.binds(hand, stage.at(next, 9, 14), 2);
        new Decoys(stage).atWork(Cast.VICTIM, stage.at(next, 9, 15));
        loot.pay(hand, stage.at(next, 9, 50), 2062, "ap@" + Post.PARTNERS.get(4));
        new Rescue(stage).act(Cast.VICTIM);
    }
}
