package io.backtrail.store;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens DuckDB the only two ways Backtrail does: to write a case, or to read it locked down. */
final class Database {
    private Database() {}

    /** A connection that may write; makes the tables if the file is new. */
    static Connection forWriting(Path file) {
        Properties settings = offline();
        // Left alone DuckDB keeps five row groups of each table in memory, which are more than a gigabyte of raw text.
        settings.setProperty("write_buffer_row_group_memory_limit", "128MB");
        Connection connection = connect(file, settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET enable_external_access = false");
            statement.execute("SET TimeZone = 'UTC'");
            if (!hasTables(connection)) {
                createTables(connection);
            }
            return connection;
        } catch (SQLException e) {
            throw new StoreException("preparing " + file.getFileName(), e);
        }
    }

    /** A connection that can neither write, nor reach outside the file, nor be talked out of it. */
    static Connection forReading(Path file) {
        Properties settings = offline();
        settings.setProperty("duckdb.read_only", "true");
        Connection connection = connect(file, settings);
        try {
            lockDown(connection);
            return connection;
        } catch (SQLException e) {
            throw new StoreException("locking down " + file.getFileName(), e);
        }
    }

    /** A database in memory with all tables and nothing in them, locked down like a case that is read. */
    static Connection empty() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", offline());
            createTables(connection);
            lockDown(connection);
            return connection;
        } catch (SQLException e) {
            throw new StoreException("preparing an empty case", e);
        }
    }

    /** Without these two DuckDB asks the network for extensions at the first word it does not know. */
    static Properties offline() {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return settings;
    }

    private static Connection connect(Path file, Properties settings) {
        try {
            return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings);
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            throw new ProblemException(new Problem(
                    "case.database",
                    file.toString(),
                    "a case database that can be opened",
                    reason,
                    "close the other program that writes to this case, or check the file's rights"));
        }
    }

    private static void lockDown(Connection connection) throws SQLException {
        run(connection, "SET TimeZone = 'UTC'");
        run(connection, "SET enable_external_access = false");
        run(connection, "SET lock_configuration = true");
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var tables = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'event_core'")) {
            tables.next();
            return tables.getLong(1) > 0;
        }
    }

    private static void createTables(Connection connection) throws SQLException {
        run(connection, "BEGIN TRANSACTION");
        run(connection, schema());
        run(connection, "COMMIT");
    }

    /** Runs a statement without a result. Transactions are said in SQL: the bulk appender does not see the driver's. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String schema() {
        try (InputStream in = Database.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
