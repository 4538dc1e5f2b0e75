package io.backtrail.example;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calendar: everything is counted back from the last day.
 *
 * @param first first day
 * @param last last day
 */
record Dates(LocalDate first, LocalDate last) {
    static Dates of(Scale scale, Era era) {
        LocalDate last = era.last();
        return new Dates(last.minusDays(scale.days() - 1L), last);
    }

    List<LocalDate> days() {
        return Stream.iterate(first, d -> !d.isAfter(last), d -> d.plusDays(1)).toList();
    }

    /** The Wednesday on which the lure comes. */
    LocalDate lure() {
        return last.minusDays(9);
    }

    /** The Friday of the payment mail. */
    LocalDate fraud() {
        return last.minusDays(7);
    }

    /** The Monday on which the intruder is thrown out. */
    LocalDate contained() {
        return last.minusDays(4);
    }

    /** The traveller's working week in Japan, Monday to Friday. */
    boolean away(LocalDate date) {
        return !date.isBefore(last.minusDays(18)) && !date.isAfter(last.minusDays(14));
    }
}
