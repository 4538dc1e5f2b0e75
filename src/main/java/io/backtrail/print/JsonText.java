package io.backtrail.print;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A writer of nested JSON on one line. Whole numbers stay whole, times are ISO 8601 UTC with {@code Z}, what is no finite
 * number is null. Control, format and lone-surrogate characters are escaped, so the text can be shown on a terminal and is
 * exact all the same. One thread; the writer it is given stays open.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";
    private final PrintWriter out;

    /** One entry for each open object or array: whether something stands in it already. */
    private final Deque<Boolean> filled = new ArrayDeque<>();

    private boolean named;

    /** Writes to {@code out}. */
    public JsonText(PrintWriter out) {
        this.out = out;
    }

    /** Opens an object. */
    public JsonText beginObject() {
        return open('{');
    }

    /** Closes the object. */
    public JsonText endObject() {
        return close('}');
    }

    /** Opens an array. */
    public JsonText beginArray() {
        return open('[');
    }

    /** Closes the array. */
    public JsonText endArray() {
        return close(']');
    }

    /** The name of the value that comes next. */
    public JsonText name(String name) {
        separate();
        string(name);
        out.print(':');
        named = true;
        return this;
    }

    /**
     * A value.
     *
     * @param value null, String, Long, Integer, Double, Boolean, Instant, a List of these, or a Table, which becomes an array
     *     of objects
     */
    public JsonText value(Object value) {
        if (value instanceof List<?> list) {
            beginArray();
            list.forEach(this::value);
            return endArray();
        }
        if (value instanceof Table table) {
            beginArray();
            table.rows().forEach(row -> object(table.columns(), row));
            return endArray();
        }
        separate();
        scalar(value);
        return this;
    }

    /** A name and its value. */
    public JsonText field(String name, Object value) {
        return name(name).value(value);
    }

    /** A row as an object. */
    JsonText object(List<Column> columns, List<Object> row) {
        beginObject();
        for (int i = 0; i < columns.size(); i++) {
            field(columns.get(i).name(), row.get(i));
        }
        return endObject();
    }

    private void scalar(Object value) {
        if (value == null || value instanceof Double real && !Double.isFinite(real)) {
            out.print("null");
        } else if (value instanceof Double real) {
            out.print(CellText.number(real));
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.print(value);
        } else if (value instanceof String || value instanceof Instant) {
            string(value.toString());
        } else {
            throw new IllegalArgumentException(
                    "no JSON for a " + value.getClass().getSimpleName());
        }
    }

    private JsonText open(char bracket) {
        separate();
        out.print(bracket);
        filled.push(false);
        return this;
    }

    private JsonText close(char bracket) {
        filled.pop();
        out.print(bracket);
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
        } else if (!filled.isEmpty()) {
            if (filled.pop()) {
                out.print(',');
            }
            filled.push(true);
        }
    }

    private void string(String text) {
        out.print('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            character(c, text.substring(i, i + Character.charCount(c)));
            i += Character.charCount(c);
        }
        out.print('"');
    }

    private void character(int c, String text) {
        switch (c) {
            case '"' -> out.print("\\\"");
            case '\\' -> out.print("\\\\");
            case '\n' -> out.print("\\n");
            case '\r' -> out.print("\\r");
            case '\t' -> out.print("\\t");
            default -> {
                if (isHarmless(c)) {
                    out.print(text);
                } else {
                    text.chars().forEach(this::escape);
                }
            }
        }
    }

    private void escape(int unit) {
        out.print("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.print(HEX.charAt(unit >> shift & 0xf));
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
