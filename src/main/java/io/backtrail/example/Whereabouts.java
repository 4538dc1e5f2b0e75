package io.backtrail.example;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Where a person is on one day.
 *
 * @param desk address at which the laptop is seen
 * @param tunnel address at which it is seen in some hours instead, or null for none
 * @param mobile address at which the phone is seen
 * @param zone clock on the wall
 * @param scenario what the day belongs to
 * @param off true when the person does not work that day
 */
record Whereabouts(String desk, String tunnel, String mobile, ZoneId zone, String scenario, boolean off) {
    /** Where the laptop is seen at that instant: the tunnel is up for two hours in the morning and two after lunch. */
    String laptop(Instant time) {
        int hour = time.atZone(zone).getHour();
        boolean up = hour == 10 || hour == 11 || hour == 14 || hour == 15;
        return tunnel != null && up ? tunnel : desk;
    }
}
