package io.backtrail.store;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens DuckDB the only two ways Backtrail does: to write a case, or to read it locked down. */
final class Database {
    private Database() {}

    /** A connection that may write; makes the file, or what a file of an earlier build lacks. */
    static Connection forWriting(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        Properties settings = offline();
        // Left alone DuckDB keeps five row groups of each table in memory, which are more than a gigabyte of raw text.
        settings.setProperty("write_buffer_row_group_memory_limit", "128MB");
        Connection connection = connect(file, settings);
        prepare(connection, file, () -> {
            run(connection, "SET enable_external_access = false");
            run(connection, "SET TimeZone = 'UTC'");
            Schema.bringUpToDate(connection, file);
        });
        return connection;
    }

    /** A connection that can neither write, nor reach outside the file, nor be talked out of it. */
    static Connection forReading(Path file) {
        Connection connection = openForReading(file);
        if (isCurrent(connection, file)) {
            return connection;
        }
        close(connection);
        close(forWriting(file));
        return openForReading(file);
    }

    /** A database in memory with all tables and nothing in them, locked down like a case that is read. */
    static Connection empty() {
        Path nowhere = Path.of("memory");
        Connection connection = connect("jdbc:duckdb:", nowhere, offline());
        prepare(connection, nowhere, () -> {
            Schema.bringUpToDate(connection, nowhere);
            lockDown(connection);
        });
        return connection;
    }

    /** Without these two DuckDB asks the network for extensions at the first word it does not know. */
    static Properties offline() {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return settings;
    }

    /** Runs a statement without a result. Transactions are said in SQL: the bulk appender does not see the driver's. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Under another name until it is whole: a database that was cut while it was made could not be opened again. */
    private static void make(Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + ".wal"));
            Connection connection = connect(draft, offline());
            prepare(connection, draft, () -> {
                Schema.bringUpToDate(connection, draft);
                run(connection, "CHECKPOINT");
            });
            close(connection);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw refused(file, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Connection openForReading(Path file) {
        Properties settings = offline();
        settings.setProperty("duckdb.read_only", "true");
        Connection connection = connect(file, settings);
        prepare(connection, file, () -> lockDown(connection));
        return connection;
    }

    private static boolean isCurrent(Connection connection, Path file) {
        boolean[] current = new boolean[1];
        prepare(connection, file, () -> current[0] = Schema.isCurrent(connection));
        return current[0];
    }

    private static Connection connect(Path file, Properties settings) {
        return connect("jdbc:duckdb:" + file.toAbsolutePath(), file, settings);
    }

    private static Connection connect(String url, Path file, Properties settings) {
        try {
            return DriverManager.getConnection(url, settings);
        } catch (SQLException e) {
            throw refused(
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
        }
    }

    private static ProblemException refused(Path file, String reason) {
        return new ProblemException(new Problem(
                "case.database",
                file.toString(),
                "a case database that can be opened",
                reason,
                "close the other program that writes to this case, or check the file's rights"));
    }

    private static void lockDown(Connection connection) throws SQLException {
        run(connection, "SET TimeZone = 'UTC'");
        run(connection, "SET enable_external_access = false");
        run(connection, "SET lock_configuration = true");
    }

    /** Closes the connection when {@code work} fails: one that is forgotten would keep the file locked. */
    private static void prepare(Connection connection, Path file, Preparation work) {
        boolean done = false;
        try {
            work.run();
            done = true;
        } catch (SQLException e) {
            throw new StoreException("preparing " + file.getFileName(), e);
        } finally {
            if (!done) {
                close(connection);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("closing a case", e);
        }
    }

    /** What is done with a connection before anybody gets it. */
    private interface Preparation {
        void run() throws SQLException;
    }
}
