package io.backtrail.store;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A case, open for writing. One at a time, guarded by the case's lock; used by one thread; closed by whoever opens it. */
public final class CaseWriter implements AutoCloseable {
    private final Connection connection;
    private KnownEvents known;
    private long nextSequence;

    private CaseWriter(Connection connection) {
        this.connection = connection;
    }

    /** Opens the database {@code file}, or makes it with all its tables. */
    public static CaseWriter open(Path file) {
        return new CaseWriter(Database.forWriting(file));
    }

    /**
     * The books of an earlier import of the same bytes, or empty. What could not be read then is no earlier import for a
     * reader who now knows what it is.
     *
     * @param shape word of the shape as which the bytes would be read now
     */
    public Optional<SourceCounts> booksOf(String sha256, String shape) {
        String sql = "SELECT rows, stored, repeated, rejected FROM source WHERE sha256 = ?"
                + " AND (shape <> 'unknown' OR ? = 'unknown') ORDER BY source_id LIMIT 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sha256);
            select.setString(2, shape);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new SourceCounts(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4), 0));
            }
        } catch (SQLException e) {
            throw new StoreException("looking for an earlier import", e);
        }
    }

    /** Begins the import of one file. */
    public SourceImport begin() {
        try {
            if (known == null) {
                loadKnown();
            }
            return new SourceImport(this, connection, known, nextSourceId(), nextSequence);
        } catch (SQLException e) {
            throw new StoreException("beginning an import", e);
        }
    }

    /** What imports have still to read. */
    public PendingFiles pending() {
        return new PendingFiles(connection);
    }

    /** Which records tell of the same act. */
    public EventLinks links() {
        return new EventLinks(connection);
    }

    /** The tables that stand beside the records. */
    public BesideTables beside() {
        return new BesideTables(connection);
    }

    /**
     * Replaces the content of result tables, all in one transaction. If the case had a result and the new one is another, a
     * summary of the old one is kept in the {@code previous_} tables.
     *
     * @param tables table name to content; the columns must be those of {@code schema.sql}, in order
     */
    public void replace(Map<String, Table> tables) {
        try {
            Database.run(connection, "BEGIN TRANSACTION");
            PreviousResults previous = new PreviousResults(connection);
            previous.setAside();
            for (Map.Entry<String, Table> entry : tables.entrySet()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM " + entry.getKey());
                }
                append(entry.getKey(), entry.getValue());
            }
            previous.keepIfOther();
            Database.run(connection, "COMMIT");
        } catch (SQLException e) {
            throw new StoreException("writing results", e);
        }
    }

    /** Adds one row to a small table of human judgement. */
    public void insert(String table, List<Object> values) {
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, Values.parameter(values.get(i)));
            }
            insert.execute();
        } catch (SQLException e) {
            throw new StoreException("writing to " + table, e);
        }
    }

    @Override
    public void close() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("closing the case", e);
        }
    }

    void finished(long next) {
        nextSequence = next;
    }

    /** What the failed file added must be forgotten; the database knows the rest. */
    void rolledBack() {
        known = null;
    }

    private void append(String name, Table table) throws SQLException {
        TableAppender appender = new TableAppender(connection, name);
        List<Column> columns = table.columns();
        for (List<Object> row : table.rows()) {
            appender.begin();
            for (int i = 0; i < columns.size(); i++) {
                add(appender, columns.get(i), row.get(i));
            }
            appender.end();
        }
        appender.close();
    }

    private static void add(TableAppender appender, Column column, Object value) throws SQLException {
        switch (column.type()) {
            case "bigint" -> appender.add((Long) value);
            case "integer" -> appender.add(value == null ? null : Integer.valueOf(((Number) value).intValue()));
            case "boolean" -> {
                if (value == null) {
                    appender.add((String) null);
                } else {
                    appender.add((boolean) (Boolean) value);
                }
            }
            case "double" -> appender.add((Double) value);
            case "timestamp" -> appender.add((Instant) value);
            case "varchar" -> appender.add((String) value);
            case "varchar[]" -> appender.add((List<?>) value);
            default -> throw new IllegalArgumentException("no way to write a " + column.type());
        }
    }

    private void loadKnown() throws SQLException {
        known = new KnownEvents();
        nextSequence = 1;
        try (Statement statement = connection.createStatement();
                ResultSet all =
                        statement.executeQuery("SELECT family, event_id, event_seq, record_hash FROM event_core")) {
            while (all.next()) {
                String family = all.getString(1);
                String id = all.getString(2);
                long sequence = all.getLong(3);
                long hash = Long.parseUnsignedLong(all.getString(4), 0, 16, 16);
                known.add(KnownEvents.high(family, id), KnownEvents.low(family, id), sequence, hash);
                nextSequence = Math.max(nextSequence, sequence + 1);
            }
        }
    }

    private long nextSourceId() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet max = statement.executeQuery("SELECT coalesce(max(source_id), 0) + 1 FROM source")) {
            max.next();
            return max.getLong(1);
        }
    }
}
