package io.backtrail.example;

import java.time.LocalDate;
import java.util.List;

/** When those scenarios that move people about do so, and whom. */
final class Season {
    /** They are away in the same days, each in another country. */
    static final List<Integer> TRAVELLERS = List.of(10, 11, 12, 13, 14, 15);
    /** People who come with the other firm. */
    static final int NEWCOMERS = 30;

    private Season() {}

    /** A Monday. */
    static LocalDate departure(Dates dates) {
        return dates.lure().minusDays(2);
    }

    /** From Monday to Friday. */
    static boolean away(Dates dates, LocalDate date) {
        LocalDate monday = departure(dates);
        return !date.isBefore(monday) && !date.isAfter(monday.plusDays(4));
    }

    /** From when on the new VPN is used. */
    static LocalDate rollout(Dates dates) {
        return dates.lure().minusDays(2);
    }

    /** The newcomers' first day. */
    static LocalDate merger(Dates dates) {
        return dates.lure().minusDays(2);
    }

    /** The trip that the scenario sends the person on that day, or null for none. */
    static Trip trip(Scenario scenario, Dates dates, int number, LocalDate date) {
        boolean gone = scenario == Scenario.TRAVEL_SEASON && away(dates, date) && TRAVELLERS.contains(number);
        return gone ? Trip.ALL.get(number % Trip.ALL.size()) : null;
    }

    /** True when the scenario gives the person the VPN that day. */
    static boolean tunnel(Scenario scenario, Dates dates, int number, LocalDate date) {
        return scenario == Scenario.VPN_ROLLOUT && number % 3 == 0 && !date.isBefore(rollout(dates));
    }
}
