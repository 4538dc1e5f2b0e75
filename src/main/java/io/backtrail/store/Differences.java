package io.backtrail.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BinaryOperator;

/**
 * Names how the copies of one file differ from the first sighting of their event, in the transaction of that file and after
 * its rows are written.
 */
final class Differences {
    /** Rows a step: their texts are in memory at once. */
    private static final long STEP = 5_000;

    private static final String OTHER_TEXTS =
            "SELECT c.record_no, e.raw, c.raw FROM copy AS c JOIN event_core AS e ON e.event_seq = c.event_seq"
                    + " WHERE c.source_id = ? AND c.record_no > ? AND c.record_no <= ? AND NOT c.identical ORDER BY 1";

    private final Connection connection;
    private final long sourceId;
    private long contradictions;

    Differences(Connection connection, long sourceId) {
        this.connection = connection;
        this.sourceId = sourceId;
    }

    /**
     * Notes each difference.
     *
     * @param rows rows of the file
     * @param difference names how the second text differs from the first; what begins with {@code content} or {@code fields}
     *     contradicts it
     * @return how many copies contradict the first sighting
     */
    long note(long rows, BinaryOperator<String> difference) throws SQLException {
        Database.run(
                connection,
                "CREATE OR REPLACE TEMP TABLE difference (record_no BIGINT NOT NULL, said VARCHAR NOT NULL)");
        try (PreparedStatement select = connection.prepareStatement(OTHER_TEXTS)) {
            for (long from = 0; from < rows; from += STEP) {
                select.setLong(1, sourceId);
                select.setLong(2, from);
                select.setLong(3, from + STEP);
                step(select, difference);
            }
        }
        Database.run(
                connection,
                "UPDATE copy SET difference = d.said FROM difference AS d WHERE copy.source_id = " + sourceId
                        + " AND copy.record_no = d.record_no AND NOT copy.identical");
        Database.run(connection, "DROP TABLE difference");
        return contradictions;
    }

    private void step(PreparedStatement select, BinaryOperator<String> difference) throws SQLException {
        TableAppender said = new TableAppender(connection, "difference");
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                String text = difference.apply(found.getString(2), found.getString(3));
                contradictions += text.startsWith("content") || text.startsWith("fields") ? 1 : 0;
                said.begin();
                said.add(found.getLong(1)).add(text);
                said.end();
            }
        }
        said.close();
    }
}
