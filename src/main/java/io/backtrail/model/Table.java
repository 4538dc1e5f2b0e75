package io.backtrail.model;

import java.util.Collections;
import java.util.List;

/**
 * A result in memory: columns, and rows of values. A value is null, a String, Long, Double, Boolean, Instant (UTC), or a
 * List of these.
 *
 * @param columns the columns in order
 * @param rows one list a row, as long as the columns; lists may hold nulls
 */
public record Table(List<Column> columns, List<List<Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(rows);
    }
}
