package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTenantTest {
    private static final long SEED = 2044;

    @TempDir
    static Path dir;

    private static WrittenExample written;

    @BeforeAll
    static void writeOnce() throws IOException {
        written = ExampleTenant.of(SEED, Scale.demo()).write(dir.resolve("once"));
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        WrittenExample again = ExampleTenant.of(SEED, Scale.demo()).write(dir.resolve("again"));
        assertEquals(hashes(written), hashes(again));
    }

    @Test
    void anotherSeedGivesOtherBytes() throws Exception {
        WrittenExample other = ExampleTenant.of(SEED + 1, Scale.demo()).write(dir.resolve("other"));
        assertNotEquals(hashes(written), hashes(other));
    }

    @Test
    void theDemoHoldsAMonthOfAThirtySixPersonFirm() {
        assertTrue(written.records() >= 12_000 && written.records() <= 20_000, written.records() + " records");
    }

    @Test
    void everyRecordCanBeReadButThreeThatWereDamaged() throws Exception {
        assertEquals(3, unreadable(plain("ual-part1.csv")));
        assertEquals(0, unreadable(unzipped("ual-part2-overlap.csv.gz")));
        assertEquals(0, unreadable(plain("AuditLog_purview.csv")));
    }

    @Test
    void theTwoSearchExportsOverlapAndTogetherHoldEveryRecord() throws Exception {
        Set<String> first = identities(plain("ual-part1.csv"));
        Set<String> second = identities(unzipped("ual-part2-overlap.csv.gz"));
        Set<String> both = new HashSet<>(first);
        both.addAll(second);
        assertEquals(written.records(), both.size());
        assertTrue(first.size() + second.size() > both.size() + 500);
    }

    @Test
    void labelsNameEveryReadableRecordOnce() throws Exception {
        Set<String> ids = identities(plain("ual-part1.csv"));
        ids.addAll(identities(unzipped("ual-part2-overlap.csv.gz")));
        List<String> labelled = labels("ual");
        assertEquals(labelled.size(), new HashSet<>(labelled).size());
        assertTrue(ids.containsAll(labelled));
        assertEquals(written.records() - 3, labelled.size());
    }

    @Test
    void labelsOfSignInsAndDirectoryChangesNameTheirIds() throws Exception {
        assertEquals(
                new HashSet<>(labels("signin")),
                new HashSet<>(found(plain("InteractiveSignIns.json"), "\\{\"id\":\"([^\"]+)\",\"createdDateTime\"")));
        assertEquals(
                new HashSet<>(labels("directory-audit")),
                new HashSet<>(found(plain("DirectoryAudits.json"), "\\{\"id\":\"([^\"]+)\",\"category\"")));
    }

    @Test
    void theJsonFilesAreJson() throws Exception {
        assertTrue(tokens(plain("InteractiveSignIns.json")) > 1_000);
        assertTrue(tokens(plain("DirectoryAudits.json")) > 100);
        assertTrue(tokens(plain("ual-pages.json")) > 1_000);
        assertTrue(tokens(Files.readString(written.truth())) > 50);
    }

    @Test
    void exactlyOneAccountIsAccusedAndAllItsTracesAreInTheLabels() throws Exception {
        String truth = Files.readString(written.truth());
        assertEquals(List.of("lotte.vandijk@north.example"), found(truth, "\"accused\" : \\[ \"([^\"\\]]+)\" \\]"));
        Set<String> attackers = new HashSet<>();
        for (String line : Files.readAllLines(written.labels())) {
            if (line.contains("\"label\":\"attacker\"")) {
                attackers.addAll(found(line, "\"event_id\":\"([^\"]+)\""));
            }
        }
        List<String> told = found(truth, "\"event_id\" : \"([^\"]+)\"");
        assertEquals(5, told.size());
        assertTrue(attackers.containsAll(told));
        assertTrue(attackers.size() > 40, attackers.size() + " attacker events");
    }

    @Test
    void theTraceHasARowForEachOfTheTwentyFiveColleagues() throws Exception {
        String trace = zipped("MessageTrace.zip");
        assertEquals(25, found(trace, "(Shared document: Q4 planning)").size());
        assertEquals(
                3,
                found(trace, "\"(?:RE: )+Invoice NF-2044 - (updated) bank details\"")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ErrorNumber\":\"(\\d+)\"",
                "\"RequestType\",\"Value\":\"([^\"]+)\"",
                "\"Name\":\"UserAgent\",\"Value\":\"([^\"]+)\"",
                "\"ClientInfoString\":\"([^\"]+)\"",
                "\"ApplicationId\":\"([^\"]+)\"",
                "\"Operation\":\"([^\"]+)\""
            })
    void nothingButTheActsThemselvesGivesTheIntruderAway(String pattern) {
        Set<String> owners = new HashSet<>();
        Set<String> intruders = new HashSet<>();
        for (Entry entry : ExampleTenant.of(SEED, Scale.demo()).book().entries()) {
            Set<String> into = entry.label().truth().equals("attacker") ? intruders : owners;
            into.addAll(found(entry.auditData(), pattern));
        }
        assertFalse(intruders.isEmpty());
        intruders.removeAll(owners);
        assertEquals(Set.of(), intruders);
    }

    @Test
    void theSmallestTenantHoldsTheWholeStory() {
        List<Entry> entries = ExampleTenant.of(SEED, new Scale(26, 21)).book().entries();
        long phases = entries.stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .map(e -> e.label().phase())
                .distinct()
                .count();
        assertEquals(7, phases);
        assertTrue(entries.stream().anyMatch(e -> e.label().scenario().equals("traveller")));
    }

    @Test
    void everybodyHasAnAddressOfTheirOwn() {
        Set<String> names = new HashSet<>();
        Tenant.of(new Dice(SEED), 5_000, Era.MODERN).people().forEach(person -> names.add(person.upn()));
        assertEquals(5_000, names.size());
    }

    @ParameterizedTest
    @CsvSource({"25, 28", "1001, 21", "36, 20", "100000, 100000"})
    void aScaleThatCannotHoldTheStoryIsRefused(int people, int days) {
        assertThrows(IllegalArgumentException.class, () -> new Scale(people, days));
    }

    @Test
    void aSessionHasOneUserAndATokenOneSession() {
        Map<String, String> users = new HashMap<>();
        Map<String, String> sessions = new HashMap<>();
        for (Entry entry : ExampleTenant.of(SEED, Scale.demo()).book().entries()) {
            for (String session : found(entry.auditData(), "\"AADSessionId\":\"([^\"]+)\"")) {
                assertEquals(users.computeIfAbsent(session, s -> entry.userId()), entry.userId());
                for (String token : found(entry.auditData(), "\"UniqueTokenId\":\"([^\"]+)\"")) {
                    assertEquals(sessions.computeIfAbsent(token, t -> session), session);
                }
            }
        }
        assertTrue(users.size() > 100 && sessions.size() > 500);
    }

    @Test
    void aTokenIsIssuedOnceAndTheSignInThatIssuedItIsThere() {
        Book book = ExampleTenant.of(SEED, Scale.demo()).book();
        Map<String, String> issues = new HashMap<>();
        for (SignIn in : book.signIns()) {
            issues.put(Ids.token(UUID.fromString(in.id())), Recorder.zoneless(in.time()));
        }
        for (Entry entry : book.entries()) {
            Matcher matcher = Pattern.compile("\"IssuedAtTime\":\"([^\"]+)\",\"UniqueTokenId\":\"([^\"]+)\"")
                    .matcher(entry.auditData());
            while (matcher.find()) {
                assertEquals(issues.get(matcher.group(2)), matcher.group(1));
            }
        }
    }

    private static Map<String, String> hashes(WrittenExample example) throws IOException, NoSuchAlgorithmException {
        Map<String, String> hashes = new TreeMap<>();
        List<Path> all = new ArrayList<>(example.exports());
        all.add(example.labels());
        all.add(example.truth());
        for (Path file : all) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            hashes.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
        }
        return hashes;
    }

    private static String plain(String name) throws IOException {
        return Files.readString(dir.resolve("once/exports").resolve(name));
    }

    private static String unzipped(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(dir.resolve("once/exports").resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String zipped(String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(
                Files.newInputStream(dir.resolve("once/exports").resolve(name)))) {
            in.getNextEntry();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Rows whose cell after the fourth or fifth comma is not a whole JSON object. */
    private static int unreadable(String csv) throws IOException {
        int bad = 0;
        int rows = 0;
        try (BufferedReader lines = new BufferedReader(new StringReader(csv))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("\uFEFF") || line.startsWith("#") || line.contains("CreationDate")) {
                    continue;
                }
                rows++;
                Matcher cell = Pattern.compile("\"(\\{(?:[^\"]|\"\")*+)\"").matcher(line);
                bad += cell.find() && parses(cell.group(1).replace("\"\"", "\"")) ? 0 : 1;
            }
        }
        assertTrue(rows > 100, rows + " rows");
        return bad;
    }

    private static boolean parses(String json) throws IOException {
        try {
            tokens(json);
            return true;
        } catch (JsonProcessingException damaged) {
            return false;
        }
    }

    private static long tokens(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            long count = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                count++;
            }
            return count;
        }
    }

    private static Set<String> identities(String csv) {
        return new HashSet<>(found(csv, "\"\\d+\",\"\\d+\",\"([0-9a-f-]{36})\",\"True\",\"Unchanged\""));
    }

    private static List<String> labels(String family) throws IOException {
        return found(Files.readString(written.labels()), "\"event_id\":\"([^\"]+)\",\"family\":\"" + family + "\"");
    }

    private static List<String> found(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
