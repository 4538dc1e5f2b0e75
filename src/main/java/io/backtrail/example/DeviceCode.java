package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The owner confirms a code at the desk; the session that comes of it belongs to a device elsewhere. */
final class DeviceCode implements Plot {
    private static final String REDEEM = "DeviceAuth:token";

    private final Stage stage;
    private final Loot loot;
    private final SignInRecords signIns;
    private final String address;

    DeviceCode(Stage stage) {
        this.stage = stage;
        this.loot = new Loot(stage);
        this.signIns = stage.signIns();
        this.address = Ranges.SCALEWAY.address(stage.dice());
    }

    @Override
    public void happen() {
        stage.story().accuses(stage.person(Cast.VICTIM));
        stage.story().enters("device-code");
        LocalDate day = stage.dates().lure();
        meetingRoom(stage.at(day, 8, 20));
        Instant time = stage.at(day, 8, 41);
        stage.post()
                .receive(
                        stage.person(Cast.VICTIM),
                        time.minusSeconds(900),
                        "meetings@docs.northview-share.example",
                        "Invitation: Q4 supplier call - code inside");
        Device own = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
        Hand hand = confirmed(
                stage.laptop(Cast.VICTIM, time),
                stage.thief(
                        stage.person(Cast.VICTIM), address, own, stage.dice().guid()),
                time,
                "initial-access");
        steal(hand, day, time);
        new Rescue(stage).act(Cast.VICTIM);
    }

    /** The helpdesk does the same for the display in the meeting room; the code is redeemed in the office. */
    private void meetingRoom(Instant time) {
        Person helper = stage.person(Cast.COLLEAGUE);
        Hand laptop = stage.laptop(Cast.COLLEAGUE, time).in("meeting-room");
        Device display = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
        Hand room = new Hand(helper, laptop.address(), display, stage.dice().guid(), null, "owner", "meeting-room");
        stage.story().spares("meeting-room", helper);
        Hand in = confirmed(laptop, room, time, "none");
        stage.mails().read(in, time.plusSeconds(300), "\\Inbox", newest(helper, time), "none");
    }

    /** Code typed in one place, token fetched in another, one session for both. */
    private Hand confirmed(Hand typing, Hand fetching, Instant time, String phase) {
        String flow = stage.dice().guid();
        Hand owner = new Hand(
                typing.person(),
                typing.address(),
                typing.device(),
                fetching.session(),
                null,
                "owner",
                typing.scenario());
        signIns.flow(owner, time, App.OUTLOOK, "Cmsi:Cmsi", SignInRecords.CONFIRM_APP, flow, false, "none");
        signIns.flow(owner, time.plusSeconds(9), App.OUTLOOK, "Cmsi:Cmsi", 0, flow, true, "none");
        return signIns.flow(fetching, time.plusSeconds(13), App.OUTLOOK, REDEEM, 0, flow, false, phase);
    }

    private void steal(Hand hand, LocalDate day, Instant time) {
        Decoys decoys = new Decoys(stage);
        decoys.atWork(Cast.VICTIM, time.plusSeconds(500));
        Instant read = loot.binds(hand, time.plusSeconds(600), 4);
        loot.search(hand, read, "invoice");
        stage.files().file(hand, read.plusSeconds(90), "FileDownloaded", "Customer list.xlsx", "collection");
        loot.rule(hand, read.plusSeconds(300), "RSS", "invoice;payment", new Rescue(stage).swept());
        loot.pay(hand, stage.at(day.plusDays(1), 10, 5), 2033, "ap@" + Post.PARTNERS.get(1));
    }

    private List<String> newest(Person person, Instant time) {
        return stage.post().last(person, time, 4).stream().map(Mail::messageId).toList();
    }
}
