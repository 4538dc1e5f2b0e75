package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The first account's mail to 25 colleagues takes a second one, whose mailbox is where the money is asked for. */
final class InternalPhish implements Plot {
    private static final String SUBJECT = "Shared document: depot figures";

    private final Stage stage;
    private final Loot loot;
    private final BreakIn breakIn;
    private final String relay;
    private final String desk;

    InternalPhish(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
        this.breakIn = new BreakIn(stage);
        this.relay = Ranges.SCALEWAY.address(stage.dice());
        this.desk = Ranges.M247.address(stage.dice());
    }

    @Override
    public void happen() {
        stage.story().accuses(stage.person(Cast.VICTIM));
        stage.story().accuses(stage.person(Cast.COLLEAGUE));
        stage.story().enters("aitm");
        LocalDate day = stage.dates().lure();
        Instant clicked = stage.at(day, 7, 21);
        breakIn.lure(Cast.VICTIM, clicked.minusSeconds(2000), clicked);
        Hand first = breakIn.relayed(stage.person(Cast.VICTIM), relay, desk, clicked.plusSeconds(58));
        loot.binds(first, clicked.plusSeconds(1700), 3);
        Mail trap = spread(first, clicked.plusSeconds(2600));
        Instant caught = trap.time().plusSeconds(1460);
        click(trap, Cast.COLLEAGUE, caught);
        Hand second = breakIn.relayed(stage.person(Cast.COLLEAGUE), relay, desk, caught.plusSeconds(50));
        Instant inside = caught.plusSeconds(1800);
        click(trap, 10, inside.plusSeconds(20));
        Instant read = loot.binds(second, inside, 3);
        new Decoys(stage).atWork(Cast.COLLEAGUE, inside.plusSeconds(44));
        loot.rule(second, read.plusSeconds(240), "Docs", "invoice;depot figures", new Rescue(stage).swept());
        loot.pay(second, stage.at(day.plusDays(1), 11, 6), 2008, "ap@" + Post.PARTNERS.get(5));
        new Rescue(stage).act(Cast.COLLEAGUE, new Rescue(stage).time().minusSeconds(420));
        new Rescue(stage).act(Cast.VICTIM);
    }

    private Mail spread(Hand hand, Instant time) {
        List<String> to = new ArrayList<>();
        stage.recorder().tenant().people().subList(1, 26).forEach(p -> to.add(p.upn()));
        MailRecords.Sent sent = stage.mails().send(hand, time, SUBJECT, to, "", "lateral");
        stage.story().spreads(new Story.Letter(sent.record(), sent.message(), SUBJECT, to));
        stage.mails()
                .remove(hand, time.plusSeconds(35), "HardDelete", "\\Sent Items", sent.message(), SUBJECT, "evasion");
        return new Mail(
                time.plusSeconds(2),
                stage.dice().guid(),
                sent.message(),
                hand.person().upn(),
                to,
                SUBJECT,
                "",
                40_000);
    }

    /** Somebody clicks; not everybody who clicks types a password. */
    private void click(Mail trap, int number, Instant time) {
        new ThreatRecords(stage.recorder())
                .click(
                        stage.laptop(number, time),
                        time,
                        trap,
                        "https://docs.northview-share.example/s/depot-figures",
                        number != Cast.COLLEAGUE);
    }
}
