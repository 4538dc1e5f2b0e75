package io.backtrail.enrich;

/**
 * What one source of address data says of one address. Every part may be null when the source does not tell.
 *
 * @param country ISO 3166 alpha-2
 * @param region name of the region
 * @param city name of the city
 * @param latitude degrees north
 * @param longitude degrees east
 * @param accuracyKm radius in kilometres, where the source itself gives one
 * @param asn autonomous system number
 * @param asOrg who runs it
 */
public record RangeAnswer(
        String country,
        String region,
        String city,
        Double latitude,
        Double longitude,
        Integer accuracyKm,
        Long asn,
        String asOrg) {
    /** Nothing known. */
    public static final RangeAnswer NONE = new RangeAnswer(null, null, null, null, null, null, null, null);

    /**
     * This answer, completed by a source that stands behind it: its network if this one knows none, its place if this one
     * knows none, and its city if this one has no city and both name the same country.
     */
    public RangeAnswer orElse(RangeAnswer later) {
        boolean takesPlace =
                country == null || city == null && country.equals(later.country) && later.tellsMoreThan(this);
        RangeAnswer place = takesPlace ? later : this;
        RangeAnswer network = asn == null ? later : this;
        return new RangeAnswer(
                place.country,
                place.region,
                place.city,
                place.latitude,
                place.longitude,
                place.accuracyKm,
                network.asn,
                network.asOrg);
    }

    private boolean tellsMoreThan(RangeAnswer other) {
        return city != null || region != null && other.region == null;
    }
}
