package io.backtrail.example;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Says where everybody is on each day: office, home, a hotel in Japan, behind a VPN. On the days that the intrusion is told
 * about, the two colleagues and the administrator are in the office.
 */
final class Travels {
    private final Tenant tenant;
    private final Dice dice;
    private final Dates dates;
    private final Scenario scenario;

    Travels(Tenant tenant, Dice dice, Dates dates, Scenario scenario) {
        this.tenant = tenant;
        this.dice = dice;
        this.dates = dates;
        this.scenario = scenario;
    }

    Whereabouts on(int number, LocalDate date) {
        Person person = tenant.people().get(number);
        Dice day = dice.of(person.upn() + date);
        if (number == Cast.TRAVELLER && dates.away(date)) {
            Dice hotel = dice.of("hotel");
            return new Whereabouts(
                    Ranges.HOTEL_JP.address(hotel),
                    null,
                    Ranges.MOBILE_JP.address(day),
                    ZoneId.of("Asia/Tokyo"),
                    "traveller",
                    false);
        }
        Trip trip = Season.trip(scenario, dates, number, date);
        if (trip != null) {
            return new Whereabouts(
                    trip.hotel().address(dice.of("hotel " + person.upn())),
                    null,
                    trip.mobile().address(day),
                    trip.zone(),
                    scenario.word(),
                    false);
        }
        boolean told = !date.isBefore(dates.lure()) && number <= Cast.ADMIN;
        boolean off = rest(date) || !told && day.chance(5);
        String desk = !rest(date) && (told || day.chance(60)) ? person.office().egress() : home(person, date);
        String mobile = person.office().mobile().address(day);
        if (number == Cast.VPN_USER && day.chance(55)) {
            String exit = day.pick(Ranges.VPN).address(dice.of("exit " + date.getDayOfYear() / 4));
            return new Whereabouts(desk, exit, mobile, person.office().zone(), "vpn-user", off);
        }
        if (Season.tunnel(scenario, dates, number, date)) {
            String exit = day.pick(Ranges.VPN).address(dice.of("exit " + person.upn()));
            return new Whereabouts(desk, exit, mobile, person.office().zone(), scenario.word(), off);
        }
        return new Whereabouts(desk, null, mobile, person.office().zone(), "ordinary", off);
    }

    private static boolean rest(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** German providers give out another address now and then; the others hardly do. */
    private String home(Person person, LocalDate date) {
        if (!person.office().country().equals("DE")) {
            return person.home();
        }
        Dice lease = dice.of(person.upn() + " lease " + date.toEpochDay() / 9);
        return new Range(person.home().substring(0, person.home().indexOf('.')) + '.' + network(person) + ".0.0", 16)
                .address(lease);
    }

    private static String network(Person person) {
        String rest = person.home().substring(person.home().indexOf('.') + 1);
        return rest.substring(0, rest.indexOf('.'));
    }
}
