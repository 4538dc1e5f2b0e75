package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * What address data say of an address. Never precise, never proof of a household.
 *
 * @param country ISO 3166 alpha-2, or null
 * @param region region name, or null
 * @param city city name, or null
 * @param latitude degrees north, or null
 * @param longitude degrees east, or null
 * @param accuracyKm radius in kilometres within which the address probably is, or null
 * @param asn autonomous system number, or null
 * @param asOrg who runs it, or null
 * @param network kind of network
 */
public record Place(
        String country,
        String region,
        String city,
        Double latitude,
        Double longitude,
        Integer accuracyKm,
        Long asn,
        String asOrg,
        Network network) {
    /** Nothing known. */
    public static final Place UNKNOWN = new Place(null, null, null, null, null, null, null, null, Network.UNKNOWN);

    public Place {
        requireNonNull(network, "network is null");
    }
}
