package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;

/** A password from an old leak, used over IMAP from two addresses for some nights, with no wrong guess. */
final class LegacyAuth implements Plot {
    private static final int OLD_PROGRAM = 13;

    private final Stage stage;
    private final Loot loot;

    LegacyAuth(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("legacy-auth");
        Decoys decoys = new Decoys(stage);
        decoys.oldMailProgram(OLD_PROGRAM);
        String first = Ranges.M247.address(stage.dice());
        String second = Ranges.SCALEWAY.address(stage.dice());
        for (LocalDate day = stage.dates().lure(); day.isBefore(stage.dates().contained()); day = day.plusDays(1)) {
            Instant time = stage.at(day, 5, stage.dice().between(20, 50));
            visit(victim, stage.dice().chance(60) ? first : second, time);
            decoys.imap(OLD_PROGRAM, time.plusSeconds(stage.dice().between(15, 90)));
        }
        new Rescue(stage).act(Cast.VICTIM);
    }

    private void visit(Person victim, String address, Instant time) {
        Hand hand = stage.thief(victim, address, Device.imap(), null);
        stage.signIns().signIn(hand, time, App.EXCHANGE, "OAuth2:Token", 0, "initial-access");
        loot.syncs(hand, time.plusSeconds(3));
        stage.story().copies(victim, time);
    }
}
