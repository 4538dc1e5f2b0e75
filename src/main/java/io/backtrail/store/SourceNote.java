package io.backtrail.store;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;

/**
 * Something noted of a file as a whole.
 *
 * @param kind what; {@code schema.sql} lists the words
 * @param value what exactly; empty when there is no more to say
 * @param rows rows that it is true of; 0 when it is not about rows
 * @param firstRecord number of the first of them, or null when it is not about rows
 */
public record SourceNote(String kind, String value, long rows, Long firstRecord) {
    public SourceNote {
        requireNonNull(kind, "kind is null");
        requireNonNull(value, "value is null");
    }

    void append(TableAppender table, long sourceId) throws SQLException {
        table.begin();
        table.add(sourceId).add(kind).add(value).add(rows).add(firstRecord);
        table.end();
    }
}
