package io.backtrail.report;

import io.backtrail.model.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as a template takes them: a name and a text, number, truth or list for each column; null is the empty text. */
final class RowText {
    private final Times times;
    private final Redaction redaction;

    RowText(Times times, Redaction redaction) {
        this.times = times;
        this.redaction = redaction;
    }

    /** The row's columns; each time also in the reader's zone, under its name with {@code _local} behind it. */
    Map<String, Object> of(Cells row) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Column column : row.columns()) {
            String name = column.name();
            Object value = row.value(name);
            map.put(name, plain(name, value));
            if (column.type().equals("timestamp")) {
                map.put(name + "_local", times.local((Instant) value));
            }
        }
        return map;
    }

    List<Map<String, Object>> of(List<Cells> rows) {
        List<Map<String, Object>> maps = new ArrayList<>(rows.size());
        rows.forEach(row -> maps.add(of(row)));
        return maps;
    }

    /** A text that our own sentences quote from a column. */
    String quoted(Cells row, String column) {
        return redaction.apply(column, row.text(column));
    }

    Times times() {
        return times;
    }

    private Object plain(String name, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Instant time) {
            return times.utc(time);
        }
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(item -> texts.add(item == null ? "" : redaction.apply(name, item.toString())));
            return texts;
        }
        return value instanceof String text ? redaction.apply(name, text) : value;
    }
}
