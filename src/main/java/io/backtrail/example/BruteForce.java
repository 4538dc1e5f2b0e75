package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;

/** Eighty passwords for one account from one address; the last one fits, and nobody asks for a second factor. */
final class BruteForce implements Plot {
    private static final int TRIES = 80;
    private static final int CLUMSY = 15;

    private final Stage stage;
    private final Loot loot;

    BruteForce(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("brute-force");
        LocalDate day = stage.dates().lure();
        Hand hand = stage.thief(
                victim,
                Ranges.DIGITALOCEAN.address(stage.dice()),
                Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "152"),
                stage.dice().guid());
        Instant in = guess(hand, stage.at(day, 4, 2), TRIES, "initial-access");
        clumsy(day);
        hand = loot.open(hand, in.plusSeconds(40));
        Instant read = loot.binds(hand, in.plusSeconds(90), 3);
        new Decoys(stage).atWork(Cast.VICTIM, read);
        loot.search(hand, read.plusSeconds(20), "invoice");
        loot.rule(hand, read.plusSeconds(200), "inv", "invoice;payment", new Rescue(stage).swept());
        loot.pay(hand, stage.at(day.plusDays(2), 8, 50), 2029, "ap@" + Post.PARTNERS.get(3));
        new Rescue(stage).act(Cast.VICTIM);
    }

    /** So many wrong passwords, the account locked now and then, and the right one; when that was. */
    private Instant guess(Hand hand, Instant start, int tries, String phase) {
        Instant time = start;
        for (int i = 0; i < tries; i++) {
            int error = i % 20 == 19 ? SignInRecords.LOCKED : SignInRecords.WRONG_PASSWORD;
            stage.signIns().signIn(hand, time, App.OFFICE_HOME, "Login:login", error, phase);
            time = time.plusSeconds(
                    error == SignInRecords.LOCKED ? 75 : stage.dice().between(21, 90));
        }
        stage.signIns().signIn(hand, time, App.OFFICE_HOME, "Login:login", 0, phase);
        return time;
    }

    /** After a weekend a colleague remembers the password at the twenty-second attempt. */
    private void clumsy(LocalDate day) {
        Person person = stage.person(CLUMSY);
        stage.story().spares("clumsy", person);
        Device computer = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "152");
        Hand hand = new Hand(person, person.home(), computer, stage.dice().guid(), null, "owner", "clumsy");
        guess(hand, stage.local(CLUMSY, day.minusDays(1), 19, 40), 22, "none");
    }
}
