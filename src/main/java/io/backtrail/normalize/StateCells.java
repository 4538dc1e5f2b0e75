package io.backtrail.normalize;

import io.backtrail.model.StateRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A row of state in the making: each column takes the first of the named fields that holds something. */
final class StateCells {
    private final String table;
    private final Json object;
    private final Map<String, Object> values;

    StateCells(String table, Json object) {
        this(table, object, new LinkedHashMap<>());
    }

    private StateCells(String table, Json object, Map<String, Object> values) {
        this.table = table;
        this.object = object;
        this.values = values;
    }

    /** The same row, filled from a part of the object. */
    StateCells of(Json part) {
        return new StateCells(table, part, values);
    }

    void text(String column, String... fields) {
        for (String field : fields) {
            put(column, list(object.at(field)));
        }
    }

    /** As {@link #text}; an address as events name it, in lower case. */
    void account(String column, String... fields) {
        for (String field : fields) {
            String found = list(object.at(field));
            put(column, found == null ? null : Actors.account(found));
        }
    }

    /** True if any of the fields says so, else false if any does. */
    void truth(String column, String... fields) {
        Boolean found = null;
        for (String field : fields) {
            Boolean each = truth(object.word(field));
            found = Boolean.TRUE.equals(found) || each == null ? found : each;
        }
        put(column, found);
    }

    void number(String column, String... fields) {
        for (String field : fields) {
            put(column, Numbers.whole(object.word(field)));
        }
    }

    void time(String column, String... fields) {
        for (String field : fields) {
            Instant time = TimeText.anyCulture(object.word(field));
            put(column, time);
        }
    }

    /** Puts the value where the column has none yet; a null is nothing. */
    void put(String column, Object value) {
        if (value != null) {
            values.putIfAbsent(column, value);
        }
    }

    void otherwise(String column, String value) {
        put(column, value);
    }

    /** The row, which needs one of these columns to say what it is about. */
    StateRow row(String... names) throws BadRecordException {
        for (String name : names) {
            if (values.containsKey(name)) {
                return new StateRow(table, values);
            }
        }
        throw StateRows.nameless(table, object);
    }

    private static Boolean truth(String word) {
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "enabled" -> true;
            case "false", "no", "0", "disabled", "-" -> false;
            default -> null;
        };
    }

    /** A scalar's text, a list's parts with commas between, an address of Graph by itself, another object as JSON; or null. */
    static String list(Json value) {
        Json unfolded = value.unfolded();
        if (unfolded.isArray()) {
            List<String> parts = new ArrayList<>();
            for (Json each : unfolded.values()) {
                String part = list(each);
                if (part != null) {
                    parts.add(part);
                }
            }
            return parts.isEmpty() ? null : String.join(", ", parts);
        }
        if (!unfolded.isObject()) {
            return unfolded.word();
        }
        String address = unfolded.at("emailAddress").unfolded().word("address");
        return address != null ? address : unfolded.names().isEmpty() ? null : unfolded.asText();
    }
}
