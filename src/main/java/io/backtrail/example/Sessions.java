package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Which Entra session a person's device is in: a phone's lasts, a laptop's begins anew now and then, a reset ends all. */
final class Sessions {
    private final Dice dice;
    private final Dates dates;
    private final Map<String, Instant> revocations = new HashMap<>();

    Sessions(Dice dice, Dates dates) {
        this.dice = dice;
        this.dates = dates;
    }

    Hand laptop(Person person, Instant time, Whereabouts at) {
        String matter = "laptop " + person.upn() + date(time).toEpochDay() / 11 + era(person, time);
        return new Hand(
                person, at.laptop(time), person.laptop(), dice.of(matter).guid(), null, "owner", at.scenario());
    }

    Hand phone(Person person, Instant time, Whereabouts at) {
        String matter = "phone " + person.upn() + era(person, time);
        return new Hand(person, at.mobile(), person.phone(), dice.of(matter).guid(), null, "owner", at.scenario());
    }

    /** A computer at home, in a session of its own. */
    Hand guest(Person person, Device computer, String session) {
        return new Hand(person, person.home(), computer, session, null, "owner", "private-computer");
    }

    /** The instant at which a victim's sessions are revoked. */
    Instant revoked() {
        return dates.contained().atTime(LocalTime.of(7, 19)).toInstant(ZoneOffset.UTC);
    }

    /** Ends the person's sessions; to be called before anything later is written. */
    void revoke(Person person, Instant time) {
        revocations.put(person.upn(), time);
    }

    private String era(Person person, Instant time) {
        Instant ended = revocations.get(person.upn());
        return ended != null && time.isAfter(ended) ? " after" : "";
    }

    private static LocalDate date(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
