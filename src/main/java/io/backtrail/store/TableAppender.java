package io.backtrail.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends rows to one table, value by value in column order; every value may be null. */
final class TableAppender {
    private final DuckDBAppender appender;

    TableAppender(Connection connection, String table) throws SQLException {
        this.appender = connection.unwrap(DuckDBConnection.class).createAppender(table);
    }

    /** Appends to a table of another catalogue of the connection, such as {@code temp}. */
    TableAppender(Connection connection, String catalogue, String table) throws SQLException {
        this.appender = connection.unwrap(DuckDBConnection.class).createAppender(catalogue, "main", table);
    }

    void begin() throws SQLException {
        appender.beginRow();
    }

    void end() throws SQLException {
        appender.endRow();
    }

    TableAppender add(String value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
        return this;
    }

    TableAppender add(long value) throws SQLException {
        appender.append(value);
        return this;
    }

    TableAppender add(int value) throws SQLException {
        appender.append(value);
        return this;
    }

    TableAppender add(boolean value) throws SQLException {
        appender.append(value);
        return this;
    }

    TableAppender add(Long value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.longValue());
        }
        return this;
    }

    TableAppender add(Integer value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.intValue());
        }
        return this;
    }

    TableAppender add(Double value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.doubleValue());
        }
        return this;
    }

    /** A TIMESTAMP, UTC, in microseconds; finer parts are cut. */
    TableAppender add(Instant value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.appendEpochMicros(
                    Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000));
        }
        return this;
    }

    TableAppender add(List<?> value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
        return this;
    }

    void close() throws SQLException {
        appender.close();
    }

    /** Closes after a failure; what the driver says then is told already. */
    void abandon() {
        try {
            appender.close();
        } catch (SQLException ignored) {
            // The import is being rolled back; the first failure is the one to report.
        }
    }
}
