package io.backtrail.store;

import io.backtrail.enrich.ReferenceEntry;
import io.backtrail.enrich.ReferenceSets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The table {@code reference_set} of one connection: a temporary one, made when the first query names it. Kept in no case,
 * because the sets are those of the reader's installation today, and other queries should not wait for some thousand rows.
 */
final class ReferenceTable {
    private static final String NAME = "reference_set";

    private final Connection connection;
    private final Supplier<ReferenceSets> sets;
    private boolean made;

    ReferenceTable(Connection connection, Supplier<ReferenceSets> sets) {
        this.connection = connection;
        this.sets = sets;
    }

    /** Makes the table if {@code sql} names it and it is not there yet. */
    void makeIfNamed(String sql) throws SQLException {
        if (made || !sql.toLowerCase(Locale.ROOT).contains(NAME)) {
            return;
        }
        made = true;
        Database.run(
                connection,
                "CREATE TEMP TABLE " + NAME
                        + " (set_name VARCHAR NOT NULL, value VARCHAR NOT NULL, note VARCHAR NOT NULL, weight INTEGER NOT NULL)");
        TableAppender appender = new TableAppender(connection, "temp", NAME);
        for (ReferenceEntry entry : sets.get().entries()) {
            appender.begin();
            appender.add(entry.set()).add(entry.value()).add(entry.note()).add(entry.weight());
            appender.end();
        }
        appender.close();
    }
}
