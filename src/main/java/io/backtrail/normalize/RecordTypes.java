package io.backtrail.normalize;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Record types by name, for exports that write {@code ExchangeAdmin} where the record has 1. */
final class RecordTypes {
    private final Map<String, Integer> numbers = new HashMap<>();

    RecordTypes() {
        for (String line : Facts.lines("record-types.csv")) {
            int comma = line.indexOf(',');
            numbers.put(line.substring(0, comma).toLowerCase(Locale.ROOT), Integer.valueOf(line.substring(comma + 1)));
        }
    }

    /** The number that {@code text} is or names, or null. */
    Integer number(String text) {
        Integer number = Numbers.small(text);
        return number != null || text == null ? number : numbers.get(text.toLowerCase(Locale.ROOT));
    }
}
