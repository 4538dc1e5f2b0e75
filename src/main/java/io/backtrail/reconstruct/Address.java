package io.backtrail.reconstruct;

/**
 * A client address and what address data say of it.
 *
 * @param ip canonical address, or null where the record has none
 * @param country ISO 3166 alpha-2, or null
 * @param latitude degrees north, or null
 * @param longitude degrees east, or null
 * @param accuracyKm radius of uncertainty, or null
 * @param asn autonomous system number, or null
 * @param organisation who runs it, or null
 * @param network kind of network as the table {@code event} writes it
 */
record Address(
        String ip,
        String country,
        Double latitude,
        Double longitude,
        Integer accuracyKm,
        Long asn,
        String organisation,
        String network) {
    /** A record without an address. */
    static final Address NONE = new Address(null, null, null, null, null, null, null, "unknown");

    /** An address of which nothing is known. */
    static Address unplaced(String ip) {
        return new Address(ip, null, null, null, null, null, null, "unknown");
    }

    /** True if the address says where the actor is: there is one, and it is neither Microsoft's nor private. */
    boolean speaks() {
        return ip != null && !microsoft() && !network.equals("private");
    }

    boolean microsoft() {
        return network.equals("microsoft");
    }

    boolean microsoftOrNone() {
        return ip == null || microsoft() || network.equals("private");
    }

    boolean hidesPlace() {
        return network.equals("hosting") || network.equals("vpn") || network.equals("tor");
    }

    boolean placed() {
        return latitude != null && longitude != null;
    }

    /** The operator's network: its number, or without address data the leading half of the address; null without address. */
    String range() {
        if (ip == null) {
            return null;
        }
        if (asn != null) {
            return "AS" + asn;
        }
        String separator = ip.indexOf(':') >= 0 ? ":" : ".";
        int first = ip.indexOf(separator);
        int second = first < 0 ? -1 : ip.indexOf(separator, first + 1);
        return second < 0 ? ip : ip.substring(0, second) + separator + "*";
    }

    /**
     * Who runs the network in which country, or null where either is unknown. Operators of lines and telephones have several
     * network numbers side by side; those of hosting and VPN networks are left apart, since anybody rents there.
     */
    String operator() {
        return hidesPlace() || organisation == null || country == null ? null : organisation + '|' + country;
    }

    /** How a reader knows it: {@code AS64500 Example (NL)}, or the range. */
    String name() {
        String operator = organisation == null ? range() : range() + " " + organisation;
        return country == null ? operator : operator + " (" + country + ")";
    }
}
