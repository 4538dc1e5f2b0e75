package io.backtrail.reconstruct;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Agent;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.MailItem;
import io.backtrail.model.Network;
import io.backtrail.model.Origin;
import io.backtrail.model.Outcome;
import io.backtrail.model.Place;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import io.backtrail.store.SourceFacts;
import io.backtrail.store.SourceImport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a small tenant's story event by event, puts it into a case and reconstructs it. */
final class TenantStory {
    static final String OFFICE_HOME = "4765445b-32c6-49b0-83e6-1d93765276ca";
    static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
    static final Software CHROME =
            new Software("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0", "Chrome", "Windows", "browser");
    static final Software SAFARI = new Software("Mozilla/5.0 (Macintosh) Safari/17", "Safari", "Mac OS X", "browser");
    static final Software FIREFOX =
            new Software("Mozilla/5.0 (X11; Linux) Firefox/115.0", "Firefox", "Linux", "browser");
    static final Software SCRIPT = new Software("python-requests/2.31.0", "python-requests", null, "script");
    static final Spot OFFICE = new Spot("192.0.2.1", 64496, "North Office Net", "GB", 51.5, -0.1, Network.BUSINESS);
    static final Spot LAIR = new Spot("203.0.113.7", 64666, "Cheap Servers", "NL", 52.4, 4.9, Network.HOSTING);
    static final Spot HOTEL = new Spot("198.51.100.77", 64777, "Hotel Lines", "JP", 35.7, 139.7, Network.RESIDENTIAL);
    static final Software PHONE_MAIL = new Software("Outlook-iOS/2.0", "Outlook", "iOS", "mobile");
    static final Software WEB_VIEW =
            new Software("Mozilla/5.0 (iPhone) WKWebView", "Mobile Safari UI/WKWebView", "iOS", "browser");
    static final Spot CARRIER = new Spot("192.0.2.65", 64801, "Big Carrier", "GB", 51.5, -0.1, Network.RESIDENTIAL);
    static final Spot CARRIER_TOO = new Spot("192.0.2.66", 64802, "Big Carrier", "GB", 51.5, -0.1, Network.UNKNOWN);
    static final Instant FIRST_DAY = Instant.parse("2026-08-03T00:00:00Z");

    /** A place on the network. */
    record Spot(String ip, long asn, String org, String country, double latitude, double longitude, Network network) {}

    /** A program. */
    record Software(String text, String family, String os, String kind) {}

    /** Somebody at work: as whom, from where, with what, in which session and on which device; the last two may be null. */
    record Hand(String account, Spot spot, Software software, String session, String device) {
        Hand at(Spot other) {
            return new Hand(account, other, software, session, device);
        }

        Hand with(Software other) {
            return new Hand(account, spot, other, session, device);
        }

        Hand in(String other) {
            return new Hand(account, spot, software, other, device);
        }

        Hand as(String other) {
            return new Hand(other, spot, software, session, device);
        }

        Hand on(String other) {
            return new Hand(account, spot, software, session, other);
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Spot> spots = new HashMap<>();
    private final Map<String, Software> programs = new HashMap<>();
    private boolean geo = true;
    private boolean sessions = true;
    private int next = 1;

    /** Leaves address data out. */
    TenantStory withoutGeo() {
        geo = false;
        return this;
    }

    /** Leaves session ids out. */
    TenantStory withoutSessions() {
        sessions = false;
        return this;
    }

    static String guid(int number) {
        return String.format("00000000-0000-4000-8000-%012d", number);
    }

    static Instant at(int day, String clock) {
        return Instant.parse(FIRST_DAY.plus(Duration.ofDays(day)).toString().substring(0, 11) + clock + "Z");
    }

    static Spot home(int person) {
        return new Spot(
                "198.51.100." + person, 64500 + person % 3, "Home Lines", "GB", 51.6, -0.2, Network.RESIDENTIAL);
    }

    static Hand person(int number) {
        return new Hand("user" + number + "@north.example", home(number), CHROME, null, null);
    }

    /** Ordinary work of five people on {@code days} days, at the office in the morning and at home in the evening. */
    TenantStory ordinary(int days) {
        for (int day = 0; day < days; day++) {
            for (int person = 1; person <= 5; person++) {
                Hand hand = person(person);
                Hand morning = hand.at(OFFICE).in(guid(10_000 + day * 100 + person));
                signIn(morning, at(day, "08:0" + person + ":00"));
                read(morning, at(day, "09:1" + person + ":00"), "<in-" + day + '-' + person + "@north.example>");
                send(morning, at(day, "10:2" + person + ":00"), "minutes of day " + day, "friend@south.example");
                Hand evening = hand.in(guid(20_000 + day * 100 + person));
                signIn(evening, at(day, "18:0" + person + ":00"));
                read(evening, at(day, "18:3" + person + ":00"), "<late-" + day + '-' + person + "@north.example>");
            }
        }
        return this;
    }

    String signIn(Hand hand, Instant time) {
        return signIn(hand, time, OFFICE_HOME);
    }

    String signIn(Hand hand, Instant time, String app, Property... properties) {
        return add(
                hand,
                time,
                "AzureActiveDirectory",
                15,
                "UserLoggedIn",
                app,
                Result.SUCCESS,
                "0",
                Touched.NOTHING,
                List.of(properties),
                List.of(),
                List.of(),
                List.of());
    }

    String interrupted(Hand hand, Instant time, String code) {
        return add(
                hand.in(null),
                time,
                "AzureActiveDirectory",
                15,
                "UserLoginFailed",
                OFFICE_HOME,
                Result.INTERRUPTED,
                code,
                Touched.NOTHING,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    String failed(Hand hand, Instant time, String code) {
        return add(
                hand.in(null),
                time,
                "AzureActiveDirectory",
                15,
                "UserLoginFailed",
                OFFICE_HOME,
                Result.FAILURE,
                code,
                Touched.NOTHING,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    String read(Hand hand, Instant time, String... messages) {
        List<MailItem> items = Arrays.stream(messages)
                .map(id -> new MailItem("\\Inbox", id, null, null, "bind"))
                .toList();
        return add(
                hand,
                time,
                "Exchange",
                50,
                "MailItemsAccessed",
                EXCHANGE,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, null),
                List.of(),
                items,
                List.of(),
                List.of());
    }

    /** Reading while so much is read that the service stops recording. */
    String throttled(Hand hand, Instant time, String message) {
        return add(
                hand,
                time,
                "Exchange",
                50,
                "MailItemsAccessed",
                EXCHANGE,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, null),
                List.of(new Property("OperationProperties", "IsThrottled", "True", null)),
                List.of(new MailItem("\\Inbox", message, null, null, "bind")),
                List.of(),
                List.of());
    }

    String sync(Hand hand, Instant time, String folder) {
        return add(
                hand,
                time,
                "Exchange",
                50,
                "MailItemsAccessed",
                EXCHANGE,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, null),
                List.of(),
                List.of(new MailItem(folder, null, null, null, "sync")),
                List.of(),
                List.of());
    }

    String send(Hand hand, Instant time, String subject, String... recipients) {
        String id = "<sent-" + next + "@north.example>";
        return add(
                hand,
                time,
                "Exchange",
                2,
                "Send",
                EXCHANGE,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, subject),
                List.of(),
                List.of(new MailItem(null, id, subject, null, "send")),
                List.of(recipients),
                List.of());
    }

    String deleted(Hand hand, Instant time, String subject) {
        return add(
                hand,
                time,
                "Exchange",
                3,
                "MoveToDeletedItems",
                EXCHANGE,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, subject),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    String cmdlet(Hand hand, Instant time, String name, String target, String... parameters) {
        List<Property> properties = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            properties.add(new Property("Parameters", parameters[i], parameters[i + 1], null));
        }
        return add(
                hand,
                time,
                "Exchange",
                1,
                name,
                null,
                Result.SUCCESS,
                null,
                new Touched(null, hand.account(), target, null),
                properties,
                List.of(),
                List.of(),
                List.of());
    }

    String hidingRule(Hand hand, Instant time) {
        return cmdlet(
                hand,
                time,
                "New-InboxRule",
                ".",
                "Name",
                ".",
                "SubjectOrBodyContainsWords",
                "invoice;payment",
                "MoveToFolder",
                "RSS Feeds",
                "MarkAsRead",
                "True",
                "StopProcessingRules",
                "True");
    }

    /** A directory change; such records carry no address and no session. */
    String directory(
            Hand hand, Instant time, String operation, String target, List<Property> properties, Target... targets) {
        Hand bare = new Hand(hand.account(), null, hand.software(), null, null);
        return add(
                bare,
                time,
                "AzureActiveDirectory",
                8,
                operation,
                null,
                Result.SUCCESS,
                null,
                new Touched(null, null, target, null),
                properties,
                List.of(),
                List.of(),
                List.of(targets));
    }

    String call(Hand hand, Instant time, String app, String... messages) {
        List<MailItem> items = Arrays.stream(messages)
                .map(id -> new MailItem("\\Inbox", id, null, null, "bind"))
                .toList();
        return add(
                hand,
                time,
                "Exchange",
                50,
                "MailItemsAccessed",
                app,
                Result.SUCCESS,
                null,
                new Touched(0, hand.account(), null, null),
                List.of(),
                items,
                List.of(),
                List.of());
    }

    /** The trace of one message on its way to one recipient. */
    String traced(String sender, Instant time, String message, String recipient) {
        String id = guid(next++);
        events.add(new Event(
                id,
                "message-trace",
                time,
                null,
                false,
                new Activity("Exchange", null, "MessageTrace"),
                new Actor(sender, sender, null, null, ActorKind.UNKNOWN),
                new Client(null, null, null, null, null, null, null),
                new Links(null, null, null, null, null),
                new Outcome(Result.SUCCESS, null, null),
                new Touched(null, null, recipient, null),
                "message from " + sender,
                List.of(),
                List.of(new MailItem(null, message, null, null, "send")),
                List.of(recipient),
                List.of()));
        return id;
    }

    /** A link in a mail was opened, as the product that rewrites links tells it. */
    String clicked(Hand hand, Instant time) {
        return add(
                new Hand(hand.account(), null, null, null, null),
                time,
                "ThreatIntelligence",
                41,
                "TIUrlClickData",
                null,
                Result.UNKNOWN,
                null,
                Touched.NOTHING,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private String add(
            Hand hand,
            Instant time,
            String workload,
            int type,
            String operation,
            String app,
            Result result,
            String code,
            Touched touched,
            List<Property> properties,
            List<MailItem> items,
            List<String> recipients,
            List<Target> targets) {
        String id = guid(next++);
        Spot spot = hand.spot();
        if (spot != null) {
            spots.put(spot.ip(), spot);
        }
        Software software = hand.software();
        if (software != null) {
            programs.put(software.text(), software);
        }
        events.add(new Event(
                id,
                "ual",
                time,
                null,
                false,
                new Activity(workload, type, operation),
                new Actor(hand.account(), hand.account(), null, 0, ActorKind.USER),
                new Client(
                        spot == null ? null : spot.ip(),
                        null,
                        software == null ? null : software.text(),
                        null,
                        app,
                        null,
                        null),
                new Links(sessions ? hand.session() : null, null, null, hand.device(), null),
                new Outcome(result, code, null),
                touched,
                operation + " by " + hand.account(),
                properties,
                items,
                recipients,
                targets));
        return id;
    }

    List<Event> events() {
        return events;
    }

    /** Everything twice and back to front must change nothing. */
    Told tellBackwards(Path dir) {
        List<Event> backwards = new ArrayList<>(events);
        java.util.Collections.reverse(backwards);
        backwards.addAll(events);
        return tell(dir, backwards, ReconstructionSettings.NONE);
    }

    Told tell(Path dir) {
        return tell(dir, events, ReconstructionSettings.NONE);
    }

    Told tell(Path dir, ReconstructionSettings settings) {
        return tell(dir, events, settings);
    }

    private Told tell(Path dir, List<Event> all, ReconstructionSettings settings) {
        Path file = dir.resolve("case.duckdb");
        try (CaseWriter writer = CaseWriter.open(file)) {
            try (SourceImport source = writer.begin()) {
                long no = 1;
                for (Event event : all) {
                    source.add(
                            event,
                            new Origin(
                                    no++,
                                    0,
                                    String.format("%064x", event.eventId().hashCode())),
                            "{}");
                }
                source.commit(new SourceFacts(
                        "a.csv", "1", 1, "plain", "utf-8", "comma", "ual-csv", "header", FIRST_DAY, FIRST_DAY, "0.1",
                        "packs 1"));
            }
            Map<String, Place> places = new HashMap<>();
            spots.forEach((ip, s) -> places.put(
                    ip,
                    geo
                            ? new Place(
                                    s.country(),
                                    null,
                                    null,
                                    s.latitude(),
                                    s.longitude(),
                                    20,
                                    s.asn(),
                                    s.org(),
                                    s.network())
                            : Place.UNKNOWN));
            writer.beside().place(places);
            Map<String, Agent> agents = new HashMap<>();
            programs.forEach((text, s) -> agents.put(text, new Agent(s.family(), s.os(), s.kind())));
            writer.beside().readAgents(agents);
        }
        Reconstruction made;
        try (CaseReader reader = CaseReader.open(file)) {
            made = Reconstruction.of(reader, settings);
        }
        try (CaseWriter writer = CaseWriter.open(file)) {
            writer.replace(made.tables());
        }
        return new Told(made.tables());
    }
}
