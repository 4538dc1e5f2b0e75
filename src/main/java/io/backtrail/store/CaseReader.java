package io.backtrail.store;

import io.backtrail.enrich.ReferenceSets;
import io.backtrail.model.Column;
import io.backtrail.model.Row;
import io.backtrail.model.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A case, open for reading: read-only, without extensions and without any reach outside its file. Used by one thread at a
 * time; whoever opens it closes it. No writer may be open in the same process meanwhile.
 */
public final class CaseReader implements AutoCloseable {
    private final Connection connection;
    private final ReferenceTable references;
    private volatile PreparedStatement running;

    private CaseReader(Connection connection, Supplier<ReferenceSets> sets) {
        this.connection = connection;
        this.references = new ReferenceTable(connection, sets);
    }

    /** Opens the database {@code file} of a case, as {@link #open(Path, Supplier)}, with the reference sets of the program. */
    public static CaseReader open(Path file) {
        return open(file, ReferenceSets::builtIn);
    }

    /**
     * Opens the database {@code file} of a case; a case into which nothing was imported yet has none, and is empty.
     *
     * @param sets the reference sets; asked when the first query names their table, if any does
     */
    public static CaseReader open(Path file, Supplier<ReferenceSets> sets) {
        return new CaseReader(Files.notExists(file) ? Database.empty() : Database.forReading(file), sets);
    }

    /** A case without any event, in memory: for checking queries where there is no case. */
    public static CaseReader empty() {
        return new CaseReader(Database.empty(), ReferenceSets::builtIn);
    }

    /**
     * Runs a query and keeps its whole result.
     *
     * @param parameters values for the question marks; String, Long, Integer, Double, Boolean, Instant or null
     * @throws QueryException if the database refuses the text
     */
    public Table query(String sql, List<Object> parameters) {
        return query(sql, parameters, Integer.MAX_VALUE);
    }

    /** The same, but reads at most {@code limit} rows. */
    public Table query(String sql, List<Object> parameters, int limit) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<Column> columns = columns(result.getMetaData());
            List<List<Object>> rows = new ArrayList<>();
            while (rows.size() < limit && result.next()) {
                rows.add(Values.row(result, columns.size()));
            }
            return new Table(columns, rows);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Runs a query and shows each row to {@code each}, keeping none. */
    public void scan(String sql, List<Object> parameters, Consumer<Row> each) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            Row row = new ResultRow(result);
            while (result.next()) {
                each.accept(row);
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Sets the variable that a query reads with {@code getvariable}. A List becomes an array of texts. */
    public void setVariable(String name, String sqlType, Object value) {
        String expression = value instanceof List<?> list ? array(list.size()) : "?";
        List<Object> parameters = new ArrayList<>();
        if (value instanceof List<?> list) {
            parameters.addAll(list);
        } else {
            parameters.add(value);
        }
        String sql = "SET VARIABLE " + identifier(name) + " = CAST(" + expression + " AS " + sqlType + ")";
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** The columns that a query would give, without running it. */
    public List<Column> describe(String sql) {
        try (PreparedStatement statement = prepare(sql, List.of())) {
            return columns(statement.getMetaData());
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Ends the query that runs, if one does: it fails with a {@link QueryException}. May be called by any thread. */
    public void cancel() {
        PreparedStatement statement = running;
        try {
            if (statement != null && !statement.isClosed()) {
                statement.cancel();
            }
        } catch (SQLException ignored) {
            // It came to its end by itself.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("closing the case", e);
        }
    }

    private PreparedStatement prepare(String sql, List<Object> parameters) throws SQLException {
        references.makeIfNamed(sql);
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, Values.parameter(parameters.get(i)));
            }
            running = statement;
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(
                    new Column(data.getColumnLabel(i), data.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
        }
        return columns;
    }

    private static String array(int size) {
        return "[" + String.join(", ", java.util.Collections.nCopies(size, "?")) + "]";
    }

    private static String identifier(String name) {
        if (!name.matches("[a-z_][a-z0-9_]*")) {
            throw new QueryException("no name for a variable: " + name);
        }
        return name;
    }

    private static QueryException refused(SQLException e) {
        return new QueryException(String.valueOf(e.getMessage()));
    }

    /** The row that the cursor stands on. */
    private record ResultRow(ResultSet result) implements Row {
        @Override
        public String text(int column) {
            return (String) read(column, String.class);
        }

        @Override
        public Long number(int column) {
            return Values.whole(read(column, Object.class));
        }

        @Override
        public Double real(int column) {
            Object value = read(column, Object.class);
            return value == null ? null : ((Number) value).doubleValue();
        }

        @Override
        public Boolean truth(int column) {
            return (Boolean) read(column, Boolean.class);
        }

        @Override
        public java.time.Instant instant(int column) {
            return (java.time.Instant) Values.plain(read(column, Object.class));
        }

        @Override
        public List<String> texts(int column) {
            Object value = Values.plain(read(column, Object.class));
            List<String> texts = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(item -> texts.add(item == null ? null : item.toString()));
            }
            return texts;
        }

        private Object read(int column, Class<?> type) {
            try {
                return type == String.class ? result.getString(column + 1) : result.getObject(column + 1);
            } catch (SQLException e) {
                throw new StoreException("reading a row", e);
            }
        }
    }
}
