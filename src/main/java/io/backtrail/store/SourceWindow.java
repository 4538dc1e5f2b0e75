package io.backtrail.store;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;

/**
 * One search whose results stand in a file, as the columns ResultIndex and ResultCount tell.
 *
 * @param firstRecord number of its first row in the file
 * @param lastRecord number of its last row
 * @param rows its rows in the file
 * @param resultCount results that the service says it had
 * @param present those of them that are in the file
 * @param missing those that are not
 * @param missingIndexes which, as {@code 3-5, 9}, cut after some; empty when none is missing
 */
public record SourceWindow(
        long firstRecord,
        long lastRecord,
        long rows,
        long resultCount,
        long present,
        long missing,
        String missingIndexes) {
    public SourceWindow {
        requireNonNull(missingIndexes, "missingIndexes is null");
    }

    void append(TableAppender table, long sourceId, long number) throws SQLException {
        table.begin();
        table.add(sourceId).add(number).add(firstRecord).add(lastRecord).add(rows);
        table.add(resultCount).add(present).add(missing).add(missingIndexes);
        table.end();
    }
}
