package io.backtrail.example;

import java.util.List;

/** Real ranges, so that places and providers come out as they would in a real case. */
final class Ranges {
    static final List<Range> HOMES_NL =
            List.of(new Range("80.114.0.0", 16), new Range("178.85.0.0", 16), new Range("86.80.0.0", 13));
    static final List<Range> HOMES_DE =
            List.of(new Range("91.0.0.0", 10), new Range("79.192.0.0", 10), new Range("93.192.0.0", 10));
    static final List<Range> HOMES_CA = List.of(new Range("70.48.0.0", 13), new Range("99.224.0.0", 12));
    static final Range MOBILE_NL = new Range("84.241.192.0", 18);
    static final Range MOBILE_DE = new Range("80.187.64.0", 18);
    static final Range MOBILE_CA = new Range("184.151.0.0", 17);
    static final Range HOTEL_JP = new Range("126.72.0.0", 16);
    static final Range MOBILE_JP = new Range("126.208.0.0", 16);
    static final List<Range> VPN = List.of(new Range("193.32.127.0", 24), new Range("37.19.205.0", 24));
    static final Range SCALEWAY = new Range("51.15.64.0", 18);
    static final Range M247 = new Range("146.70.117.0", 24);
    static final Range DIGITALOCEAN = new Range("159.89.96.0", 20);
    static final List<Range> HOMES_PL = List.of(new Range("83.0.0.0", 11), new Range("79.184.0.0", 13));
    static final Range MOBILE_PL = new Range("37.47.0.0", 16);
    static final Range MICROSOFT = new Range("52.96.0.0", 14);

    private Ranges() {}

    /** The country that the sign-in log gives for the hand's address, as far as this tenant goes. */
    static String country(Hand hand) {
        String address = hand.address();
        for (Trip trip : Trip.ALL) {
            if (trip.holds(address)) {
                return trip.country();
            }
        }
        if (address.startsWith("126.") || address.startsWith("37.19.205.")) {
            return "JP";
        }
        if (address.startsWith("193.32.127.")) {
            return "CH";
        }
        if (address.startsWith("146.70.") || address.startsWith("159.89.")) {
            return "DE";
        }
        return address.startsWith("51.15.") ? "NL" : hand.person().office().country();
    }

    /** An address of the Exchange Online front ends in Europe. */
    static String exchangeOnline(Dice dice) {
        return "2603:10a6:" + Integer.toHexString(dice.between(0x10, 0x8ff)) + ":"
                + Integer.toHexString(dice.between(0x10, 0x3ff)) + "::" + Integer.toHexString(dice.between(5, 0xff));
    }
}
