package io.backtrail.enrich;

import java.util.Map;

/** Reads an answer of a database whose schema MaxMind does not define, by the names that makers give their fields. */
final class FlatAnswer {
    private FlatAnswer() {}

    /** The answer in {@code found}; null if that is null. */
    static RangeAnswer of(Map<?, ?> found) {
        if (found == null) {
            return null;
        }
        Object accuracy = first(found, "accuracy_radius", "accuracy_km");
        Object asn = first(found, "autonomous_system_number", "asn", "as_number");
        return new RangeAnswer(
                text(first(found, "country_code", "country_iso", "country")),
                text(first(found, "state1", "region", "subdivision")),
                text(first(found, "city", "city_name")),
                real(first(found, "latitude", "lat")),
                real(first(found, "longitude", "lng", "lon")),
                accuracy instanceof Number number ? Integer.valueOf(number.intValue()) : null,
                number(asn),
                text(first(found, "autonomous_system_organization", "as_organization", "as_name", "org")));
    }

    private static Object first(Map<?, ?> found, String... names) {
        for (String name : names) {
            Object value = found.get(name);
            if (value != null && !value.toString().isBlank()) {
                return value;
            }
        }
        return null;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    private static Double real(Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** Some makers write {@code AS64500}. */
    private static Long number(Object value) {
        String digits = value == null ? "" : value.toString().replaceFirst("^AS", "");
        return digits.matches("[0-9]{1,10}") ? Long.valueOf(digits) : null;
    }
}
