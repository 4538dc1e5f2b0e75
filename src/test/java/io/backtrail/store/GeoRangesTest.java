package io.backtrail.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.enrich.Enricher;
import io.backtrail.enrich.RangeAnswer;
import io.backtrail.model.Place;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoRangesTest {
    private static final Path OURS = Path.of("geo-data");

    @TempDir
    Path dir;

    private final GeoRanges ranges = new GeoRanges();

    /** Addresses whose operators and countries are known from elsewhere too. */
    private static final String KNOWN = """
            10.0.0.1 null null private
            1.1.1.1 AU 13335 hosting
            146.70.124.1 RO 9009 hosting
            178.85.138.132 NL 33915 residential
            185.220.101.44 DE 60729 tor
            193.32.127.1 CH 39351 vpn
            2001:1c00::1 NL 33915 residential
            2001:db8::1 null null unknown
            20.190.160.24 NL 8075 microsoft
            240.0.0.1 null null private
            2603:10a6:10:24d::9 CA null microsoft
            2a01:4f8::1 DE 24940 hosting
            34.99.77.38 NL 396982 hosting
            37.19.205.1 JP 212238 hosting
            45.142.122.3 UA 205090 hosting
            51.15.20.1 NL 12876 hosting
            52.97.177.245 IE 8075 microsoft
            80.114.221.214 NL 33915 residential
            """;

    @Test
    void answersFromOurOwnTables() {
        List<String> addresses = KNOWN.lines().map(line -> line.split(" ")[0]).toList();
        StringBuilder answers = new StringBuilder();
        try (Enricher enricher = Enricher.open(List.of(OURS), ranges, problem -> {
            throw new ProblemException(problem);
        })) {
            Map<String, Place> places = enricher.places(addresses);
            for (String address : addresses) {
                Place place = places.get(address);
                answers.append(address + " " + place.country() + " " + place.asn() + " "
                        + place.network().word() + "\n");
            }
        }
        assertEquals(KNOWN, answers.toString());
    }

    @Test
    void namesCityAndCoordinatesOfIpv4() {
        RangeAnswer answer = ranges.look(OURS, List.of("80.114.221.214")).get("80.114.221.214");
        assertEquals("Groningen", answer.city());
        assertEquals("Groningen", answer.region());
        assertEquals(53.2, answer.latitude(), 0.1);
        assertEquals(6.6, answer.longitude(), 0.1);
        assertEquals("Vodafone Libertel B.V.", answer.asOrg());
    }

    @Test
    void keepsOurTablesUnderTwentyMegabytes() throws IOException {
        try (Stream<Path> files = Files.list(OURS)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertTrue(bytes < 20_000_000, bytes + " bytes");
        }
    }

    @Test
    void answersManyAddressesInOneGo() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            addresses.add((11 + i % 180) + "." + i % 256 + "." + (i * 7) % 256 + ".9");
        }
        Map<String, RangeAnswer> answers = ranges.look(OURS, addresses);
        assertTrue(answers.size() > 10_000, answers.size() + " answers");
    }

    @Test
    void knowsTheEdgesOfRangesAndTheirGaps() throws SQLException {
        write(
                "country4.parquet",
                "VALUES (3221225984::UINTEGER, 'NL'), (3221226240::UINTEGER, NULL)",
                "start, country");
        write("country6.parquet", "VALUES (11400000000000000000::UBIGINT, 'CH')", "start, country");
        Map<String, RangeAnswer> answers = ranges.look(
                dir,
                List.of("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0", "no address", "2001:db8::", "ffff::1"));
        assertEquals("NL", answers.get("192.0.2.0").country());
        assertEquals("NL", answers.get("192.0.2.255").country());
        assertEquals("CH", answers.get("ffff::1").country());
        assertEquals(
                List.of(),
                Stream.of("192.0.1.255", "192.0.3.0", "no address", "2001:db8::")
                        .filter(answers::containsKey)
                        .toList());
    }

    @Test
    void completesTheCountryOfACityAndItsNetwork() throws SQLException {
        write("country4.parquet", "VALUES (0::UINTEGER, 'BE')", "start, country");
        write("city4.parquet", "VALUES (3221225984::UINTEGER, 7), (3221226240::UINTEGER, NULL)", "start, place");
        write(
                "place.parquet",
                "VALUES (7, 'NL', 'Utrecht', 'Zeist', 52.09::DECIMAL(5,2), 5.23::DECIMAL(5,2))",
                "place, country, region, city, latitude, longitude");
        write("asn4.parquet", "VALUES (0::UINTEGER, 64500::UINTEGER)", "start, asn");
        write("asn_org.parquet", "VALUES (64500::UINTEGER, 'Example')", "asn, org");
        Map<String, RangeAnswer> answers = ranges.look(dir, List.of("192.0.2.1", "192.0.3.1"));
        assertEquals(
                new RangeAnswer("NL", "Utrecht", "Zeist", 52.09, 5.23, null, 64500L, "Example"),
                answers.get("192.0.2.1"));
        assertEquals(new RangeAnswer("BE", null, null, null, null, null, 64500L, "Example"), answers.get("192.0.3.1"));
    }

    @Test
    void givesANetworkNumberWhoseOperatorNobodyNames() throws SQLException {
        write("asn4.parquet", "VALUES (0::UINTEGER, 64501::UINTEGER)", "start, asn");
        write("asn_org.parquet", "VALUES (64500::UINTEGER, 'Example')", "asn, org");
        RangeAnswer answer = ranges.look(dir, List.of("192.0.2.1")).get("192.0.2.1");
        assertEquals(new RangeAnswer(null, null, null, null, null, null, 64501L, null), answer);
    }

    @Test
    void saysNothingOfAFolderWithoutTables() {
        assertEquals(Map.of(), ranges.look(dir.resolve("absent"), List.of("192.0.2.1")));
        assertEquals(Map.of(), ranges.look(dir, List.of("192.0.2.1")));
    }

    @Test
    void refusesATableThatIsNone() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("it's"));
        Files.writeString(folder.resolve("country4.parquet"), "rubbish");
        ProblemException refused =
                assertThrows(ProblemException.class, () -> ranges.look(folder, List.of("192.0.2.1")));
        assertEquals("geo.ranges", refused.problem().code());
        assertEquals(folder.toString(), refused.problem().place());
    }

    private void write(String file, String values, String columns) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", Database.offline())) {
            Database.run(
                    connection,
                    "COPY (SELECT * FROM (" + values + ") AS t(" + columns + ")) TO '" + dir.resolve(file)
                            + "' (FORMAT parquet)");
        }
    }
}
