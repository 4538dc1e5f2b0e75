package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The session of the owner's browser goes on elsewhere: no sign-in, and the owner works on in the same session. */
final class TokenTheft implements Plot {
    private final Stage stage;
    private final Loot loot;
    private final String address;

    TokenTheft(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
        this.address = Ranges.M247.address(stage.dice());
    }

    @Override
    public void happen() {
        stage.story().accuses(stage.person(Cast.VICTIM));
        stage.story().enters("token-theft");
        LocalDate day = stage.dates().lure();
        Instant first = stage.at(day, 9, 40);
        String session = stage.laptop(Cast.VICTIM, first).session();
        visit(session, first, 3);
        LocalDate next = day.plusDays(1);
        Hand hand = visit(session, stage.at(next, 12, 15), 2);
        loot.search(hand, stage.at(next, 12, 31), "payment");
        loot.pay(hand, stage.at(next, 12, 44), 2051, "ap@" + Post.PARTNERS.get(0));
        new Rescue(stage).act(Cast.VICTIM);
    }

    private Hand visit(String session, Instant start, int bursts) {
        Device device = Device.stranger("Linux", "X11; Linux x86_64", "150");
        Hand hand = stage.thief(stage.person(Cast.VICTIM), address, device, session)
                .holding(new Token(Ids.token(Ids.request(stage.dice())), start.minusSeconds(40)));
        Decoys decoys = new Decoys(stage);
        decoys.atWork(Cast.VICTIM, start.minusSeconds(160));
        Instant time = loot.binds(hand, start, bursts);
        decoys.atWork(Cast.VICTIM, start.plusSeconds(100));
        for (String file : List.of("Customer list.xlsx", "Budget.xlsx", "Contract template.docx")) {
            stage.files().file(hand, time, "FileDownloaded", file, "collection");
            time = time.plusSeconds(stage.dice().between(9, 60));
        }
        return hand;
    }
}
