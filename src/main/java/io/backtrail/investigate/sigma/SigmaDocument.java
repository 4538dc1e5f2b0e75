package io.backtrail.investigate.sigma;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One document of a Sigma file as YAML gives it, read by name and never trusted for type.
 *
 * @param file where it stands
 * @param number its number in the file, from 1
 * @param fields what it says at the top
 */
record SigmaDocument(Path file, int number, Map<String, Object> fields) {
    /** A text at the top of the document, or {@code otherwise}. */
    String text(String name, String otherwise) {
        Object value = fields.get(name);
        return value == null ? otherwise : String.valueOf(value);
    }

    /** The title, or the name of the file where there is none. */
    String title() {
        return text("title", String.valueOf(file.getFileName()));
    }

    /** The mapping under {@code name}; empty if there is none. */
    Map<String, Object> map(String name) {
        return asMap(fields.get(name));
    }

    /** A mapping with its keys as text, or an empty one if {@code value} is none. */
    static Map<String, Object> asMap(Object value) {
        if (!(value instanceof Map<?, ?> found)) {
            return Map.of();
        }
        Map<String, Object> named = new java.util.LinkedHashMap<>();
        found.forEach((key, one) -> named.put(String.valueOf(key), one));
        return named;
    }

    /** A list as it is, nothing as none, and anything else as a list of itself. */
    static List<Object> asList(Object value) {
        if (value instanceof List<?> many) {
            return new java.util.ArrayList<>(many);
        }
        return value == null ? List.of() : List.of(value);
    }
}
