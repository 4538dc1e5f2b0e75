package io.backtrail.example;

import java.time.ZoneId;
import java.util.List;

/**
 * Where somebody stays away from home.
 *
 * @param country ISO 3166 alpha-2
 * @param hotel range of the hotel's provider
 * @param mobile range of the carrier that the phone roams in
 * @param zone clock on the wall
 */
record Trip(String country, Range hotel, Range mobile, ZoneId zone) {
    static final List<Trip> ALL = List.of(
            new Trip("JP", Ranges.HOTEL_JP, Ranges.MOBILE_JP, ZoneId.of("Asia/Tokyo")),
            new Trip("GB", new Range("86.128.0.0", 10), new Range("82.132.128.0", 17), ZoneId.of("Europe/London")),
            new Trip("US", new Range("73.0.0.0", 8), new Range("172.56.0.0", 13), ZoneId.of("America/New_York")),
            new Trip("FR", new Range("90.0.0.0", 9), new Range("92.184.96.0", 19), ZoneId.of("Europe/Paris")),
            new Trip("ES", new Range("81.32.0.0", 11), new Range("95.124.0.0", 14), ZoneId.of("Europe/Madrid")),
            new Trip("PL", Ranges.HOMES_PL.get(0), Ranges.MOBILE_PL, ZoneId.of("Europe/Warsaw")));

    boolean holds(String address) {
        return hotel.holds(address) || mobile.holds(address);
    }
}
