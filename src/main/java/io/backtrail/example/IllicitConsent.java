package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The owner lets an application in that reads her mail. A new password does not stop it; showing it out does. */
final class IllicitConsent implements Plot {
    private static final String SCOPES = "Mail.Read Mail.Send User.Read offline_access openid profile";
    private static final int CUSTOMER_DESK = 14;

    private final Stage stage;
    private final AppRecords apps;

    IllicitConsent(Stage stage) {
        this.stage = stage;
        this.apps = new AppRecords(stage.recorder());
    }

    @Override
    public void happen() {
        Person victim = stage.person(Cast.VICTIM);
        stage.story().accuses(victim);
        stage.story().enters("illicit-consent");
        customerDesk();
        LocalDate day = stage.dates().lure();
        Instant clicked = stage.at(day, 8, 12);
        new BreakIn(stage).lure(Cast.VICTIM, clicked.minusSeconds(1500), clicked);
        Grant app = app("Document Viewer 365", Ranges.SCALEWAY);
        Instant consent = clicked.plusSeconds(48);
        Hand owner = stage.laptop(Cast.VICTIM, consent);
        String record = letIn(owner, consent, app, "persistence");
        Instant out = stage.at(stage.dates().contained(), 9, 31);
        Hand thief = stage.thief(victim, app.address(), Device.server(), null);
        stage.story()
                .persists(new Story.Persistence(
                        "oauth-grant", victim.upn(), app.title(), consent.plusSeconds(8), out, record));
        reads(thief, app, consent.plusSeconds(200), out);
        new Rescue(stage).act(Cast.VICTIM, stage.at(day.plusDays(1), 12, 40));
        Hand admin = stage.admins()
                .portal(Cast.ADMIN, stage.dates().contained(), out.minusSeconds(240))
                .in("containment");
        apps.expel(admin, out, app);
        stage.story().contained(out);
    }

    /** Asked, agreed, written down: the id of the consent. */
    private String letIn(Hand owner, Instant time, Grant app, String phase) {
        String flow = stage.dice().guid();
        stage.signIns().flow(owner, time, app, "OAuth2:Authorize", SignInRecords.NO_CONSENT, flow, false, "none");
        String record = apps.consent(owner, time.plusSeconds(7), app, phase);
        stage.signIns().flow(owner, time.plusSeconds(9), app, "Consent:Set", 0, flow, false, "none");
        return record;
    }

    /** Twelve messages at a time, day and night, until it is shown out. */
    private void reads(Hand thief, Grant app, Instant start, Instant out) {
        Instant time = start;
        while (time.isBefore(out)) {
            List<String> ids = newest(thief.person(), time, 12);
            apps.read(thief, time, app, ids, "collection");
            stage.story().exposes(ids);
            time = time.plusSeconds(stage.dice().between(7_000, 15_000));
        }
    }

    /** A colleague's customer records fetch her mail in the same way, since the second day. */
    private void customerDesk() {
        Person person = stage.person(CUSTOMER_DESK);
        stage.story().spares("customer-records", person);
        Grant app = app("Quayside Customers", Ranges.DIGITALOCEAN);
        Instant start = stage.local(CUSTOMER_DESK, stage.dates().first().plusDays(4), 10, 20);
        letIn(stage.laptop(CUSTOMER_DESK, start).in("customer-records"), start, app, "none");
        Hand hand = new Hand(person, app.address(), Device.server(), null, null, "owner", "customer-records");
        Instant time = start.plusSeconds(90);
        while (time.isBefore(stage.at(stage.dates().last(), 18, 0))) {
            apps.read(hand, time, app, newest(person, time, 6), "none");
            time = time.plusSeconds(stage.dice().between(7_000, 15_000));
        }
    }

    private Grant app(String title, Range servers) {
        Dice dice = stage.dice();
        return new Grant(dice.guid(), dice.guid(), title, SCOPES, servers.address(dice));
    }

    private List<String> newest(Person person, Instant time, int most) {
        return stage.post().last(person, time, most).stream()
                .map(Mail::messageId)
                .toList();
    }
}
