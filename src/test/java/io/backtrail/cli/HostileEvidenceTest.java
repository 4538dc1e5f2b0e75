package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that was made or damaged to do harm: the import ends, in little memory, with books that balance. */
class HostileEvidenceTest {
    private static final Path FIXTURES = Path.of("src/test/resources/io/backtrail/shapes");
    private static final String SIGNS = "\"\"\\,;<>&\n{}[]:=@ 0\u0000\u00e9";
    private static final int ROUNDS = 3;
    private static final String HEADER = "CreationDate,UserIds,Operations,AuditData\r\n";
    private static final String NOT_OPEN = "SELECT s.path, s.rows, s.stored, s.repeated, s.rejected,"
            + " (SELECT count(*) FROM event_core AS e WHERE e.source_id = s.source_id) AS events,"
            + " (SELECT count(*) FROM state_row AS e WHERE e.source_id = s.source_id) AS states,"
            + " (SELECT count(*) FROM copy AS c WHERE c.source_id = s.source_id) AS copies,"
            + " (SELECT count(*) FROM reject AS r WHERE r.source_id = s.source_id) AS rejects FROM source AS s"
            + " WHERE s.rows <> s.stored + s.repeated + s.rejected OR s.stored <> events + states OR s.repeated <> copies"
            + " OR s.rejected <> rejects";

    @TempDir
    Path dir;

    private Path exports;

    @BeforeEach
    void makeACase() throws IOException {
        exports = Files.createDirectories(dir.resolve("exports"));
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void isReadInLittleMemoryOrRefusedWithAReason() throws Exception {
        huge(
                "huge-cell.csv",
                HEADER + row(1, "x"),
                "\"9/7/2026 8:00:00 AM\",ada@north.example,Send,\"{\"\"a\"\":\"\"",
                "\"\"}\"\r\n" + row(2, "x"));
        huge("huge-text.json", "[" + json(3, "x") + ",{\"CreationTime\":\"", "", "\"}," + json(4, "x") + "]");
        write(
                "deep.json",
                "[" + json(5, "x") + "," + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "," + json(6, "x")
                        + "]");
        write("nul.csv", HEADER + row(7, "a\u0000b"));
        write("surrogates.json", "[" + json(8, "\\ud800 and \\udc00") + "]");
        byte[] invalid = (HEADER + row(9, "caf?")).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < invalid.length; i++) {
            invalid[i] = invalid[i] == '?' ? (byte) 0xC3 : invalid[i];
        }
        Files.write(exports.resolve("invalid.csv"), invalid);
        Files.write(
                exports.resolve("nested.zip"),
                zip("inner.zip", zip("a.csv", (HEADER + row(10, "x")).getBytes(StandardCharsets.UTF_8))));
        Files.write(
                exports.resolve("escaping.zip"),
                zip("../../escaped.csv", (HEADER + row(11, "x")).getBytes(StandardCharsets.UTF_8)));
        bomb(exports.resolve("bomb.gz"));
        write("whole.csv", HEADER + row(12, "x"));

        Child child = Child.start(
                dir.resolve("child"), "600m", "--case", caseFolder(), "--format", "json", "import", exports.toString());
        assertEquals(1, child.end(), child.err());
        assertFalse(child.err().contains("our fault") || child.err().contains("[memory]"), child.err());
        for (String code : List.of("csv.too-long", "json.broken", "json.too-deep", "evidence.bomb")) {
            assertTrue(child.err().contains("[" + code + "]"), code + ": " + child.err());
        }
        assertTrue(child.err().contains("nested.zip") && child.err().contains("escaping.zip"), child.err());
        assertFalse(Files.exists(dir.getParent().resolve("escaped.csv")));
        assertEquals("path\n", balance());
        assertEquals(
                "ids\n1 2 3 4 5 6 7 8 9 12\n",
                sql(
                        "SELECT string_agg(CAST(CAST(right(event_id, 2) AS INTEGER) AS VARCHAR), ' ' ORDER BY event_id) AS ids FROM event"));
        assertEquals(0, Typed.in(dir, "--case", caseFolder(), "reconstruct").code());
        Typed shown = Typed.in(dir, "--case", caseFolder(), "show", "00000000-0000-4000-8000-000000000007");
        assertFalse(shown.out().contains("\u0000"), "control characters are not printed");
    }

    @Test
    void balancesTheBooksOfEveryShapeInEveryContainerHoweverItIsDamaged() throws IOException {
        List<Path> fixtures;
        try (Stream<Path> all = Files.walk(FIXTURES)) {
            fixtures = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".told"))
                    .sorted()
                    .toList();
        }
        Set<String> shapes = fixtures.stream()
                .map(file -> file.getParent().getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Arrays.stream(Shape.values())
                        .filter(shape -> shape != Shape.UNKNOWN)
                        .map(Shape::word)
                        .collect(Collectors.toCollection(TreeSet::new)),
                shapes,
                "every shape has a fixture");
        Random random = new Random(20261125);
        for (int round = 0; round < ROUNDS; round++) {
            Path folder = Files.createDirectories(dir.resolve("round-" + round));
            for (int i = 0; i < fixtures.size(); i++) {
                byte[] bytes = damaged(Files.readAllBytes(fixtures.get(i)), random);
                String name = i + "-" + fixtures.get(i).getFileName();
                switch ((i + round) % 3) {
                    case 0 -> Files.write(folder.resolve(name), bytes);
                    case 1 -> Files.write(folder.resolve(name + ".gz"), damagedSometimes(gzip(bytes), random));
                    default -> Files.write(folder.resolve(name + ".zip"), damagedSometimes(zip(name, bytes), random));
                }
            }
            Typed typed = Typed.in(dir, "--case", caseFolder(), "--format", "json", "import", folder.toString());
            assertTrue(typed.code() == 0 || typed.code() == 1, "round " + round + ": " + typed.err());
            assertEquals("path\n", balance(), "round " + round);
        }
        assertEquals(0, Typed.in(dir, "--case", caseFolder(), "health").code());
    }

    private String balance() {
        return sql("SELECT path FROM (" + NOT_OPEN + ")");
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int changes = random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] damagedSometimes(byte[] packed, Random random) {
        if (random.nextInt(4) == 0) {
            packed[random.nextInt(packed.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(packed, 1 + random.nextInt(packed.length)) : packed;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String name, byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A hundred million letters between two texts, from a small buffer. */
    private void huge(String name, String before, String opening, String after) throws IOException {
        byte[] letters = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(exports.resolve(name))) {
            out.write((before + opening).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(letters);
            }
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void bomb(Path file) throws IOException {
        byte[] nothing = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + row(13, "x")).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 2_000; i++) {
                out.write(nothing);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(exports.resolve(name), text);
    }

    private static String json(int number, String subject) {
        return "{\"CreationTime\":\"2026-09-07T08:00:00\",\"Id\":\"00000000-0000-4000-8000-0000000000"
                + (number < 10 ? "0" : "") + number
                + "\",\"Operation\":\"Send\",\"RecordType\":2,\"Workload\":\"Exchange\","
                + "\"UserId\":\"ada@north.example\",\"Item\":{\"Subject\":\"" + subject + "\"}}";
    }

    private static String row(int number, String subject) {
        return "\"9/7/2026 8:00:00 AM\",ada@north.example,Send,\""
                + json(number, subject).replace("\"", "\"\"") + "\"\r\n";
    }

    private String caseFolder() {
        return dir.resolve("case").toString();
    }

    private String sql(String query) {
        return Typed.in(dir, "--case", caseFolder(), "--format", "csv", "sql", query)
                .out();
    }
}
