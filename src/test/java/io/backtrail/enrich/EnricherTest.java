package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Network;
import io.backtrail.model.Place;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnricherTest {
    private static final RangeAnswer TABLE =
            new RangeAnswer("DE", "Hesse", "Frankfurt", 50.1, 8.7, null, 64500L, "Example Telecom");

    @TempDir
    Path dir;

    private final List<Problem> problems = new ArrayList<>();
    private Path ofCase;
    private Path ofInstallation;

    @BeforeEach
    void makeFolders() throws IOException {
        ofCase = Files.createDirectory(dir.resolve("case"));
        ofInstallation = Files.createDirectory(dir.resolve("installation"));
    }

    @Test
    void takesADatabaseOfTheInvestigatorBeforeTheTables() {
        city("192.0.2.0/24", "NL", "Utrecht", 12).write(ofInstallation.resolve("Own-City.mmdb"));
        Place place = look("192.0.2.1", new Tables(TABLE));
        assertEquals(
                new Place("NL", "Province", "Utrecht", 52.1, 5.1, 12, 64500L, "Example Telecom", Network.UNKNOWN),
                place);
        assertEquals(List.of(), problems);
    }

    @Test
    void takesTheCasesDatabaseBeforeTheInstallations() {
        city("192.0.2.0/24", "NL", "Utrecht", 12).write(ofInstallation.resolve("A-City.mmdb"));
        city("192.0.2.0/24", "BE", "Gent", 20).write(ofCase.resolve("Z-City.mmdb"));
        assertEquals("Gent", look("192.0.2.1", null).city());
    }

    @Test
    void completesACountryByACityOnlyWhereBothAgree() {
        new SmallDatabase("Own-Country", 4)
                .with("192.0.2.0/25", Map.of("country", Map.of("iso_code", "DE")))
                .with("192.0.2.128/25", Map.of("country", Map.of("iso_code", "PL")))
                .write(ofCase.resolve("Own-Country.mmdb"));
        assertEquals("Frankfurt", look("192.0.2.1", new Tables(TABLE)).city());
        Place disagreed = look("192.0.2.200", new Tables(TABLE));
        assertEquals(
                new Place("PL", null, null, null, null, 600, 64500L, "Example Telecom", Network.UNKNOWN), disagreed);
    }

    @Test
    void takesNumberAndOperatorFromADatabaseOfNetworks() {
        new SmallDatabase("GeoLite2-ASN", 4)
                .with(
                        "192.0.2.0/24",
                        Map.of("autonomous_system_number", 16276L, "autonomous_system_organization", "OVH SAS"))
                .write(ofCase.resolve("asn.mmdb"));
        Place place = look("192.0.2.9", new Tables(TABLE));
        assertEquals(16276L, place.asn());
        assertEquals(Network.HOSTING, place.network());
        assertEquals("DE", place.country());
    }

    @Test
    void readsFlatDatabasesOfOtherMakers() {
        new SmallDatabase("country ipvAll", 6)
                .with("192.0.2.0/24", Map.of("country_code", "AT"))
                .with("2001:db8::/32", Map.of("country_code", "CH"))
                .write(ofCase.resolve("flat.mmdb"));
        Place v4 = look("192.0.2.9", null);
        assertEquals(List.of(), problems);
        assertEquals("AT", v4.country());
        assertEquals("CH", look("2001:db8::9", null).country());
        assertEquals(600, look("2001:db8::9", null).accuracyKm());
    }

    @Test
    void neverAsksADatabaseForIpv4AboutIpv6() {
        // The first 32 bits of 2001:db8:: are those of 32.1.13.184, for which this database has an answer.
        city("32.1.13.0/24", "US", "Ashburn", 5).write(ofCase.resolve("v4-City.mmdb"));
        new SmallDatabase("flat v4", 4)
                .with("32.1.13.0/24", Map.of("country_code", "US"))
                .write(ofCase.resolve("v4-flat.mmdb"));
        assertEquals("US", look("32.1.13.184", null).country());
        assertEquals(Place.UNKNOWN, look("2001:db8::1", null));
    }

    @Test
    void tellsOfADamagedDatabaseAndAnswersFromTheOthers() throws IOException {
        Files.writeString(ofCase.resolve("broken.mmdb"), "no database at all");
        assertEquals("DE", look("192.0.2.1", new Tables(TABLE)).country());
        assertEquals("geo.database", problems.get(0).code());
        assertTrue(problems.get(0).place().endsWith("broken.mmdb"));
    }

    @Test
    void tellsOfTablesThatCannotBeReadAndAnswersWithoutThem() {
        AddressRanges broken = (folder, addresses) -> {
            throw new ProblemException(new Problem("geo.ranges", folder.toString(), "tables", "rubbish", "left out"));
        };
        assertEquals(Place.UNKNOWN, look("192.0.2.1", broken));
        assertEquals(
                List.of("geo.ranges", "geo.ranges"),
                problems.stream().map(Problem::code).toList());
    }

    @Test
    void givesEveryTextAPlace() {
        try (Enricher enricher = open(new Tables(TABLE))) {
            Map<String, Place> places = enricher.places(List.of("192.0.2.1", "10.0.0.1", "rubbish", ""));
            assertEquals(List.of("", "10.0.0.1", "192.0.2.1", "rubbish"), List.copyOf(places.keySet()));
            assertEquals(Place.UNKNOWN, places.get("rubbish"));
            assertEquals(
                    new Place(null, null, null, null, null, null, null, null, Network.PRIVATE), places.get("10.0.0.1"));
            assertEquals(50, places.get("192.0.2.1").accuracyKm());
        }
    }

    @Test
    void namesWhatItKnowsOfAppsAndRecordTypesAndLeavesTheRestOut() {
        try (Enricher enricher = open(null)) {
            assertEquals(
                    Map.of("e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd", "eM Client"),
                    enricher.apps(List.of("e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd", "no-id")));
            assertEquals(Map.of(1, "ExchangeAdmin"), enricher.recordTypes(List.of(1, -5)));
        }
    }

    @Test
    void namesEverySourceWithItsDateAndHowOftenItAnswered() throws IOException {
        city("192.0.2.0/24", "NL", "Utrecht", 12).write(ofCase.resolve("Own-City.mmdb"));
        Files.writeString(ofInstallation.resolve("asn4.parquet"), "");
        Files.writeString(ofInstallation.resolve("other.parquet"), "");
        Files.writeString(
                ofInstallation.resolve("sources.csv"),
                "file,rows,source,date,licence,attribution\nasn4.parquet,12,Someone,2026-05-01,CC BY 4.0,By Someone\n");
        try (Enricher enricher = open(new Tables(TABLE))) {
            enricher.places(List.of("192.0.2.1", "198.51.100.1"));
            assertEquals(1L, enricher.answered().get("Own-City.mmdb"));
            assertEquals(2L, enricher.answered().get("range tables of installation"));
            assertTrue(enricher.versions()
                    .contains(new PackVersion("asn4.parquet", "2026-05-01", "Someone", "CC BY 4.0", "By Someone", 12)));
            assertEquals(List.of("By Someone"), enricher.attributions());
            assertTrue(enricher.versionLine().startsWith("Own-City.mmdb 2026-01-01, asn4.parquet 2026-05-01, "));
            assertTrue(enricher.versionLine().contains("networks 2026-11-24, other.parquet unknown"));
        }
    }

    private Place look(String address, AddressRanges ranges) {
        try (Enricher enricher = open(ranges)) {
            return enricher.places(List.of(address)).get(address);
        }
    }

    private Enricher open(AddressRanges ranges) {
        return Enricher.open(List.of(ofCase, dir.resolve("absent"), ofInstallation), ranges, problems::add);
    }

    private static SmallDatabase city(String block, String country, String city, int km) {
        return new SmallDatabase("Own-City", 4)
                .with(
                        block,
                        Map.of(
                                "country", Map.of("iso_code", country),
                                "subdivisions", List.of(Map.of("names", Map.of("en", "Province"))),
                                "city", Map.of("names", Map.of("en", city)),
                                "location", Map.of("latitude", 52.1, "longitude", 5.1, "accuracy_radius", km)));
    }

    /** Tables that say the same of every address, and only in the folder of the installation. */
    private record Tables(RangeAnswer answer) implements AddressRanges {
        @Override
        public Map<String, RangeAnswer> look(Path folder, Collection<String> addresses) {
            Map<String, RangeAnswer> answers = new HashMap<>();
            if (folder.endsWith("installation")) {
                addresses.forEach(address -> answers.put(address, answer));
            }
            return answers;
        }
    }
}
