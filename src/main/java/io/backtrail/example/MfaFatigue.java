package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;

/** The password is known; at night the owner refuses six prompts and approves the seventh. */
final class MfaFatigue implements Plot {
    private final Stage stage;
    private final Loot loot;

    MfaFatigue(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("mfa-fatigue");
        LocalDate day = stage.dates().lure();
        String address = Ranges.M247.address(stage.dice());
        Hand hand = new BreakIn(stage).fatigued(victim, address, stage.at(day.minusDays(1), 21, 48), 6);
        Instant in = stage.at(day.minusDays(1), 22, 14);
        loot.search(hand, in, "bank details");
        loot.binds(hand, in.plusSeconds(200), 4);
        loot.method(hand, in.plusSeconds(1500), "Pixel 7");
        loot.rule(hand, in.plusSeconds(2200), ".", "bank;invoice;remittance", new Rescue(stage).swept());
        new Decoys(stage).missedPrompts(Cast.COLLEAGUE, stage.at(day, 6, 31), 3);
        loot.pay(hand, stage.at(day.plusDays(1), 9, 3), 2017, "ap@" + Post.PARTNERS.get(2));
        new Rescue(stage).act(Cast.VICTIM);
    }
}
