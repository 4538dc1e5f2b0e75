package io.backtrail.reconstruct;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A result table while it is filled; columns exactly as {@code schema.sql} has them. */
final class Results {
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();

    private Results() {}

    /**
     * A table with these columns.
     *
     * @param columns {@code name type} each
     */
    static Results with(String... columns) {
        Results results = new Results();
        for (String column : columns) {
            int space = column.indexOf(' ');
            results.columns.add(new Column(column.substring(0, space), column.substring(space + 1)));
        }
        return results;
    }

    void add(Object... values) {
        rows.add(Arrays.asList(values));
    }

    /** Sorts rows by their text, column by column, so that the order never depends on how they were found. */
    Results sorted() {
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
        return this;
    }

    Table table() {
        return new Table(columns, rows);
    }

    static Instant time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
