package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Which Entra session a person's device is in: a phone's lasts, a laptop's begins anew now and then, a reset ends all. */
final class Sessions {
    private final Tenant tenant;
    private final Dice dice;
    private final Dates dates;

    Sessions(Tenant tenant, Dice dice, Dates dates) {
        this.tenant = tenant;
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

    /** The instant at which the victim's sessions are revoked. */
    Instant revoked() {
        return dates.contained().atTime(LocalTime.of(7, 19)).toInstant(ZoneOffset.UTC);
    }

    private String era(Person person, Instant time) {
        return person.equals(tenant.victim()) && time.isAfter(revoked()) ? " after" : "";
    }

    private static LocalDate date(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
