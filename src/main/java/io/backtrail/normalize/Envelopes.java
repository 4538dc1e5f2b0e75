package io.backtrail.normalize;

import java.util.Map;

/** Columns around a record, found in any case. */
final class Envelopes {
    private Envelopes() {}

    /** The first of these columns that is not blank, trimmed, or null. */
    static String word(Map<String, String> envelope, String... names) {
        for (String name : names) {
            String value = envelope.get(name);
            String word = value == null ? anyCase(envelope, name) : value.strip();
            if (word != null && !word.isEmpty()) {
                return word;
            }
        }
        return null;
    }

    private static String anyCase(Map<String, String> envelope, String name) {
        for (Map.Entry<String, String> entry : envelope.entrySet()) {
            if (entry.getValue() != null && entry.getKey().strip().equalsIgnoreCase(name)) {
                return entry.getValue().strip();
            }
        }
        return null;
    }
}
