package io.backtrail.example;

import java.time.ZoneId;
import java.util.List;

/**
 * A place of work and the networks around it.
 *
 * @param city where it is
 * @param country ISO 3166 alpha-2
 * @param zone clock on the wall
 * @param egress the address that everybody in the office shares
 * @param homes ranges of the providers at home
 * @param mobile range of the mobile carrier
 */
record Office(String city, String country, ZoneId zone, String egress, List<Range> homes, Range mobile) {
    static final List<Office> ALL = List.of(
            new Office(
                    "Rotterdam",
                    "NL",
                    ZoneId.of("Europe/Amsterdam"),
                    "213.126.40.18",
                    Ranges.HOMES_NL,
                    Ranges.MOBILE_NL),
            new Office("Hamburg", "DE", ZoneId.of("Europe/Berlin"), "217.6.84.130", Ranges.HOMES_DE, Ranges.MOBILE_DE),
            new Office(
                    "Toronto", "CA", ZoneId.of("America/Toronto"), "64.231.18.74", Ranges.HOMES_CA, Ranges.MOBILE_CA));
    /** Where the firm is that joins in one of the scenarios. */
    static final Office GDANSK =
            new Office("Gdansk", "PL", ZoneId.of("Europe/Warsaw"), "83.14.201.66", Ranges.HOMES_PL, Ranges.MOBILE_PL);
}
