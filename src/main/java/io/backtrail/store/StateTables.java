package io.backtrail.store;

import io.backtrail.model.Origin;
import io.backtrail.model.StateRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes rows of the tables of state, each with its source and the time it is taken to hold for. */
final class StateTables {
    private static final List<String> COMMON =
            List.of("as_of", "as_of_basis", "source_id", "record_no", "byte_offset", "record_hash", "raw");

    private StateTables() {}

    static void insert(
            Connection connection,
            StateRow state,
            long sourceId,
            Origin origin,
            String raw,
            Instant asOf,
            String asOfBasis)
            throws SQLException {
        List<String> columns = new ArrayList<>(state.values().keySet());
        List<Object> values = new ArrayList<>(state.values().values());
        columns.addAll(COMMON);
        Collections.addAll(
                values, asOf, asOfBasis, sourceId, origin.recordNo(), origin.byteOffset(), origin.recordHash(), raw);
        // Table and columns are names of ours; only the values come from evidence.
        String sql = "INSERT INTO " + state.table() + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, Values.parameter(values.get(i)));
            }
            insert.execute();
        }
    }
}
