package io.backtrail.report;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row of a table, read by the names of its columns.
 *
 * @param columns the columns
 * @param values the values, as long as the columns
 */
record Cells(List<Column> columns, List<Object> values) {
    static List<Cells> of(Table table) {
        List<Cells> rows = new ArrayList<>(table.rows().size());
        table.rows().forEach(row -> rows.add(new Cells(table.columns(), row)));
        return rows;
    }

    /** The value as text, empty when null. */
    String text(String name) {
        return Objects.toString(value(name), "");
    }

    /** The value as a whole number, 0 when null. */
    long number(String name) {
        return value(name) instanceof Long number ? number : 0;
    }

    /** The value as an instant, or null. */
    Instant instant(String name) {
        return (Instant) value(name);
    }

    /** Whether the value is true; false when null. */
    boolean isTrue(String name) {
        return Boolean.TRUE.equals(value(name));
    }

    /** The value as texts, none when null. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (value(name) instanceof List<?> list) {
            list.forEach(item -> texts.add(Objects.toString(item, "")));
        }
        return texts;
    }

    /** The value, or null. */
    Object value(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException("no column " + name + " in " + columns);
    }
}
