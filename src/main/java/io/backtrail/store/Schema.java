package io.backtrail.store;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables and views of {@code schema.sql}, and the way of an older case to them. A case of an earlier build gets the
 * tables and columns that it lacks; the views are made anew. So a column that comes later stands at the end of its table,
 * and is nullable or says its default.
 */
final class Schema {
    private static final Pattern REMARK = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern MAKES = Pattern.compile("^CREATE (TABLE|VIEW) ([a-z_]+)");

    private Schema() {}

    /** True if the database has exactly the tables and views of this build. */
    static boolean isCurrent(Connection connection) throws SQLException {
        if (!columns(connection).containsKey("schema_mark")) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet mark = statement.executeQuery("SELECT fingerprint FROM schema_mark")) {
            return mark.next() && mark.getString(1).equals(fingerprint());
        }
    }

    /**
     * Makes what the database lacks, all or nothing. Does nothing to a database of this build.
     *
     * @param file named in the message when the database is of a build that this one does not know
     */
    static void bringUpToDate(Connection connection, Path file) throws SQLException {
        if (isCurrent(connection)) {
            return;
        }
        Map<String, List<Part>> present = columns(connection);
        Map<String, List<Part>> wanted = present.isEmpty() ? Map.of() : wanted();
        Database.run(connection, "BEGIN TRANSACTION");
        for (String sql : statements()) {
            Matcher makes = MAKES.matcher(sql);
            if (!makes.find()) {
                throw new IllegalStateException("schema.sql makes tables and views only");
            }
            String name = makes.group(2);
            if (makes.group(1).equals("VIEW")) {
                Database.run(connection, sql.replaceFirst("CREATE VIEW", "CREATE OR REPLACE VIEW"));
            } else if (!present.containsKey(name)) {
                Database.run(connection, sql);
            } else {
                widen(connection, file, name, present.get(name), wanted.get(name));
            }
        }
        Database.run(connection, "DELETE FROM schema_mark");
        Database.run(connection, "INSERT INTO schema_mark VALUES ('" + fingerprint() + "')");
        Database.run(connection, "COMMIT");
    }

    private static void widen(Connection connection, Path file, String table, List<Part> present, List<Part> wanted)
            throws SQLException {
        if (present.size() > wanted.size() || !present.equals(wanted.subList(0, present.size()))) {
            throw new ProblemException(new Problem(
                    "case.other-build",
                    file.toString(),
                    "a case of this build of Backtrail or an earlier one",
                    "a table " + table + " with columns that this build does not know",
                    "use the build that made the case, or import the originals into a new case"));
        }
        for (Part part : wanted.subList(present.size(), wanted.size())) {
            String initial = part.initial() == null ? "" : " DEFAULT " + part.initial();
            Database.run(
                    connection, "ALTER TABLE " + table + " ADD COLUMN " + part.name() + " " + part.type() + initial);
            if (!part.nullable()) {
                Database.run(connection, "ALTER TABLE " + table + " ALTER COLUMN " + part.name() + " SET NOT NULL");
            }
        }
    }

    private static Map<String, List<Part>> wanted() throws SQLException {
        try (Connection fresh = DriverManager.getConnection("jdbc:duckdb:", Database.offline())) {
            Database.run(fresh, String.join(";\n", statements()));
            return columns(fresh);
        }
    }

    /** The columns of every table, in their order. */
    private static Map<String, List<Part>> columns(Connection connection) throws SQLException {
        Map<String, List<Part>> columns = new HashMap<>();
        String sql = "SELECT t.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default"
                + " FROM duckdb_tables() AS t JOIN duckdb_columns() AS c"
                + " ON c.database_name = t.database_name AND c.table_name = t.table_name"
                + " WHERE NOT t.internal ORDER BY t.table_name, c.column_index";
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                columns.computeIfAbsent(found.getString(1), table -> new ArrayList<>())
                        .add(new Part(found.getString(2), found.getString(3), found.getBoolean(4), found.getString(5)));
            }
            return columns;
        }
    }

    /** One statement a table or view, without remarks. */
    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String part : REMARK.matcher(script()).replaceAll("").split(";")) {
            if (!part.isBlank()) {
                statements.add(part.strip());
            }
        }
        return statements;
    }

    private static String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(";\n", statements()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String script() {
        try (InputStream in = Schema.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One column.
     *
     * @param initial SQL of its default, or null
     */
    private record Part(String name, String type, boolean nullable, String initial) {}
}
