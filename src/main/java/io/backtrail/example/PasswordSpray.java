package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/**
 * One hosting address tries a password on 25 people each night, over the protocol that asks for nothing else. On the
 * second night one fits; its owner is exempt from the second factor.
 */
final class PasswordSpray implements Plot {
    private static final int AIMED = 25;
    private static final int HIT = 17;

    private final Stage stage;
    private final Loot loot;
    private final Rescue rescue;
    private final String address;

    PasswordSpray(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
        this.rescue = new Rescue(stage);
        this.address = Ranges.DIGITALOCEAN.address(stage.dice());
    }

    @Override
    public void happen() {
        stage.story().accuses(stage.person(Cast.VICTIM));
        stage.story().enters("password-spray");
        Decoys decoys = new Decoys(stage);
        decoys.oldMailProgram(13);
        round(stage.at(stage.dates().lure(), 5, 10), false);
        decoys.mistype(List.of(10, 12, 15), stage.at(stage.dates().lure(), 6, 20));
        round(stage.at(stage.dates().lure().plusDays(1), 5, 14), true);
        inside();
        decoys.imap(13, stage.at(stage.dates().lure().plusDays(1), 6, 2));
        rescue.act(Cast.VICTIM);
    }

    private void round(Instant start, boolean fits) {
        Instant time = start;
        for (int i = 0; i < AIMED; i++) {
            int number = i == HIT ? Cast.VICTIM : i < HIT ? i + 1 : i;
            Person person = stage.person(number);
            stage.story().targets(person);
            Hand hand = stage.thief(person, address, Device.imap(), null);
            boolean in = fits && number == Cast.VICTIM;
            stage.signIns()
                    .signIn(
                            hand,
                            time,
                            App.EXCHANGE,
                            "OAuth2:Token",
                            in ? 0 : SignInRecords.WRONG_PASSWORD,
                            "initial-access");
            time = time.plusSeconds(stage.dice().between(21, 95));
        }
    }

    /** The whole mailbox over IMAP; then, in the browser, a forward. */
    private void inside() {
        Person victim = stage.person(Cast.VICTIM);
        Instant sync = stage.at(stage.dates().lure().plusDays(1), 6, 1);
        Hand imap = stage.thief(victim, address, Device.imap(), null);
        stage.signIns().signIn(imap, sync, App.EXCHANGE, "OAuth2:Token", 0, "initial-access");
        loot.syncs(imap, sync.plusSeconds(4));
        stage.story().copies(victim, sync);
        Instant browser = stage.at(stage.dates().lure().plusDays(1), 9, 20);
        Device own = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
        String desk = Ranges.M247.address(stage.dice());
        Hand hand = stage.thief(victim, desk, own, stage.dice().guid());
        hand = stage.signIns().signIn(hand, browser, App.OUTLOOK_WEB, "Login:login", 0, "initial-access");
        loot.search(hand, browser.plusSeconds(95), "invoice");
        Instant read = loot.binds(hand, browser.plusSeconds(140), 2);
        new Decoys(stage).atWork(Cast.VICTIM, browser.plusSeconds(110));
        loot.forward(hand, read.plusSeconds(70), "north.invoices@mailbox-post.example", rescue.swept());
    }
}
