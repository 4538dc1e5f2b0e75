package io.backtrail.store;

import io.backtrail.enrich.Address;
import io.backtrail.enrich.AddressRanges;
import io.backtrail.enrich.RangeAnswer;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Range tables read by DuckDB straight from Parquet, with one ASOF join a table. Each look has its own database in memory
 * that can read the one folder and nothing else. Any thread.
 */
public final class GeoRanges implements AddressRanges {
    private static final String NO_PLACE = "a.address, NULL, NULL, NULL, NULL, NULL, ";
    private static final String NO_NETWORK = "NULL, NULL, NULL, NULL, NULL, NULL";

    @Override
    public Map<String, RangeAnswer> look(Path folder, Collection<String> addresses) {
        Map<String, RangeAnswer> answers = new HashMap<>();
        if (addresses.isEmpty() || !hasTables(folder)) {
            return answers;
        }
        try (Connection connection = open(folder)) {
            ask(connection, addresses);
            for (Asked asked : Asked.values()) {
                if (asked.isIn(folder)) {
                    answer(connection, asked.sql(folder), answers);
                }
            }
            return answers;
        } catch (SQLException e) {
            throw unreadable(folder, e);
        }
    }

    /** The questions, the most telling first: a city names its country too, so the country tables only fill what is left. */
    private enum Asked {
        CITY4(
                "city4.parquet",
                "place.parquet",
                "a.address, p.country, p.region, p.city, CAST(p.latitude AS DOUBLE), CAST(p.longitude AS DOUBLE), NULL, NULL",
                "p.place = r.place"),
        COUNTRY4("country4.parquet", null, "a.address, r.country, " + NO_NETWORK, null),
        COUNTRY6("country6.parquet", null, "a.address, r.country, " + NO_NETWORK, null),
        ASN4("asn4.parquet", "asn_org.parquet", NO_PLACE + "r.asn, p.org", "p.asn = r.asn"),
        ASN6("asn6.parquet", "asn_org.parquet", NO_PLACE + "r.asn, p.org", "p.asn = r.asn");

        private final String ranges;
        private final String names;
        private final String columns;
        private final String joined;

        Asked(String ranges, String names, String columns, String joined) {
            this.ranges = ranges;
            this.names = names;
            this.columns = columns;
            this.joined = joined;
        }

        boolean isIn(Path folder) {
            return Files.isRegularFile(folder.resolve(ranges))
                    && (names == null || Files.isRegularFile(folder.resolve(names)));
        }

        String sql(Path folder) {
            return "SELECT " + columns
                    + " FROM (SELECT address, CAST(CAST(shifted AS HUGEINT) + 9223372036854775808 AS UBIGINT)"
                    + " AS number FROM asked WHERE v6 = " + ranges.contains("6.") + ") AS a"
                    + " ASOF JOIN (SELECT * REPLACE (CAST(start AS UBIGINT) AS start) FROM read_parquet("
                    + literal(folder.resolve(ranges)) + ")) AS r ON a.number >= r.start"
                    + (names == null
                            ? ""
                            : " LEFT JOIN read_parquet(" + literal(folder.resolve(names)) + ") AS p ON " + joined);
        }
    }

    private static boolean hasTables(Path folder) {
        for (Asked asked : Asked.values()) {
            if (asked.isIn(folder)) {
                return true;
            }
        }
        return false;
    }

    private static Connection open(Path folder) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", Database.offline());
        try {
            Database.run(connection, "SET threads = 2");
            Database.run(connection, "SET memory_limit = '512MB'");
            Database.run(connection, "SET temp_directory = ''");
            Database.run(connection, "SET allowed_directories = [" + literal(folder) + "]");
            Database.run(connection, "SET enable_external_access = false");
            Database.run(connection, "SET lock_configuration = true");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Numbers go in as signed ones, shifted down by 2^63: the appender knows no unsigned type. */
    private static void ask(Connection connection, Collection<String> addresses) throws SQLException {
        Database.run(connection, "CREATE TABLE asked (address VARCHAR, v6 BOOLEAN, shifted BIGINT)");
        TableAppender appender = new TableAppender(connection, "asked");
        try {
            for (String text : new TreeSet<>(addresses)) {
                Address address = Address.parse(text);
                if (address != null) {
                    appender.begin();
                    appender.add(text).add(address.v6()).add(address.rangeKey() ^ Long.MIN_VALUE);
                    appender.end();
                }
            }
        } catch (SQLException e) {
            appender.abandon();
            throw e;
        }
        appender.close();
    }

    private static void answer(Connection connection, String sql, Map<String, RangeAnswer> answers)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                RangeAnswer answer = row(found);
                if (!answer.equals(RangeAnswer.NONE)) {
                    answers.merge(found.getString(1), answer, RangeAnswer::orElse);
                }
            }
        }
    }

    private static RangeAnswer row(ResultSet found) throws SQLException {
        return new RangeAnswer(
                found.getString(2),
                found.getString(3),
                found.getString(4),
                real(found.getObject(5)),
                real(found.getObject(6)),
                null,
                Values.whole(found.getObject(7)),
                found.getString(8));
    }

    private static Double real(Object value) {
        return value == null ? null : Double.valueOf(((Number) value).doubleValue());
    }

    private static String literal(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private static ProblemException unreadable(Path folder, SQLException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return new ProblemException(new Problem(
                "geo.ranges",
                folder.toString(),
                "range tables in Parquet with the columns that geo-data/README.md names",
                reason,
                "the tables of this folder are left out; rebuild them or take them away"));
    }
}
