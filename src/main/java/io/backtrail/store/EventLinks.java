package io.backtrail.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code event_link}: which records tell of the same act. Made anew from the events by {@code links.sql}. */
public final class EventLinks {
    private final Connection connection;

    EventLinks(Connection connection) {
        this.connection = connection;
    }

    /** All or nothing. */
    public void renew() {
        try {
            Database.run(connection, "BEGIN TRANSACTION");
            Database.run(connection, "DELETE FROM event_link");
            Database.run(connection, script());
            Database.run(connection, "COMMIT");
        } catch (SQLException e) {
            throw new StoreException("linking records of the same act", e);
        }
    }

    private static String script() {
        try (InputStream in = EventLinks.class.getResourceAsStream("links.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
