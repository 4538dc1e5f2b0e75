package io.backtrail.evidence;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files: whatever is done to the bytes, each row comes out once, in order, and nothing stops or hangs. */
class MutatedEvidenceTest {
    private static final int ROUNDS = 60;
    private static final String HOSTILE = "\"\"\"\\,;\n\r{}[]:\u0000\u00e9 ";

    @TempDir
    Path folder;

    static Stream<Arguments> fixtures() {
        List<Arguments> fixtures = new ArrayList<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            fixtures.add(Arguments.of("table", charset, table()));
            fixtures.add(Arguments.of("indented table", charset, indentedTable()));
            fixtures.add(Arguments.of("message trace", charset, trace()));
            fixtures.add(Arguments.of("lines", charset, String.join("\n", elements())));
            fixtures.add(Arguments.of("array", charset, "[" + String.join(",", elements()) + "]"));
            fixtures.add(
                    Arguments.of("indented array", charset, "[\r\n  " + String.join(",\r\n  ", elements()) + "\r\n]"));
            fixtures.add(
                    Arguments.of("wrapper", charset, "{\"value\":[" + String.join(",\n", elements()) + "],\"n\":1}"));
        }
        return fixtures.stream();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("fixtures")
    void everyRowIsAccountedFor(String name, Charset charset, String text) throws IOException {
        byte[] whole = text.getBytes(charset);
        Random random = new Random(20261124);
        Path file = folder.resolve("a");
        Collected original = Collected.of(Files.write(file, whole));
        assertEquals(List.of(), original.codes());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(whole, random, charset);
            Files.write(file, damaged);
            String context = name + " " + round;
            Collected all = assertTimeoutPreemptively(ofSeconds(20), () -> Collected.of(file), context);
            assertAccounted(all, damaged, context);
            if (!name.endsWith("table") && !name.equals("wrapper")) {
                assertNothingBetween(all, damaged, charset, context);
            }
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("fixtures")
    void aCutLosesOnlyTheRowThatItCuts(String name, Charset charset, String text) throws IOException {
        byte[] whole = text.getBytes(charset);
        Path file = folder.resolve("a");
        Collected original = Collected.of(Files.write(file, whole));
        for (int cut = whole.length / 2; cut < whole.length; cut += 17) {
            Collected all = Collected.of(Files.write(file, Arrays.copyOf(whole, cut)), original.evidence.shape());
            int length = cut;
            long complete = original.records.stream()
                    .filter(r -> r.byteOffset() + lengthOf(r, original, whole.length) <= length)
                    .count();
            assertTrue(all.records.size() >= complete, name + " cut at " + cut);
            assertEquals(
                    original.raws().subList(0, (int) complete),
                    all.raws().subList(0, (int) complete),
                    name + " " + cut);
            assertTrue(all.rejects.size() <= 1, name + " cut at " + cut + ": " + all.codes());
        }
    }

    /** An upper bound: the next row starts behind it. */
    private static long lengthOf(RawRecord record, Collected all, long size) {
        int next = all.records.indexOf(record) + 1;
        return (next < all.records.size() ? all.records.get(next).byteOffset() : size) - record.byteOffset();
    }

    private static void assertAccounted(Collected all, byte[] bytes, String context) {
        assertEquals(all.records.size() + all.rejects.size(), all.returned, context);
        assertEquals(LongStream.rangeClosed(1, all.returned).boxed().toList(), all.order, context);
        long[] offsets = LongStream.concat(
                        all.records.stream().mapToLong(RawRecord::byteOffset),
                        all.rejects.stream().mapToLong(RejectedRow::byteOffset))
                .sorted()
                .toArray();
        for (int i = 0; i < offsets.length; i++) {
            assertTrue(offsets[i] >= 0 && offsets[i] <= bytes.length, context);
        }
        for (RejectedRow row : all.rejects) {
            long end = row.byteOffset() + row.rawLength();
            assertTrue(end <= bytes.length, context);
            assertTrue(
                    LongStream.of(offsets).noneMatch(o -> o > row.byteOffset() && o < end),
                    context + ": rows overlap at " + row);
        }
    }

    /** Where the raw text is the row itself, all that lies between rows is the header, commas, brackets and white space. */
    private static void assertNothingBetween(Collected all, byte[] bytes, Charset charset, String context) {
        boolean replaced = all.records.stream().anyMatch(r -> r.raw().contains("\uFFFD"));
        if (all.evidence.shape() == Shape.UNKNOWN
                || replaced
                || !all.evidence.encoding().equals(charset.name())) {
            return;
        }
        java.util.BitSet taken = new java.util.BitSet();
        for (RawRecord record : all.records) {
            int from = (int) record.byteOffset();
            taken.set(from, from + record.raw().getBytes(charset).length);
        }
        for (RejectedRow row : all.rejects) {
            taken.set((int) row.byteOffset(), (int) (row.byteOffset() + row.rawLength()));
        }
        ByteArrayOutputStream between = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            if (!taken.get(i)) {
                between.write(bytes[i]);
            }
        }
        String left = between.toString(charset).replaceAll("[\\s,\\[\\]\uFFFD]", "");
        int header = all.evidence.dialect().startsWith("csv") ? 120 : 0;
        assertTrue(left.length() <= header, context + " lost " + left);
    }

    private static byte[] damaged(byte[] whole, Random random, Charset charset) {
        byte[] bytes = whole;
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(10) == 0 ? bytes.length : 8));
            byte[] one = String.valueOf(HOSTILE.charAt(random.nextInt(HOSTILE.length())))
                    .getBytes(charset);
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(bytes, at, new byte[0], to);
                case 1 -> joined(bytes, at, one, at);
                case 2 -> joined(bytes, at, one, Math.min(bytes.length, at + one.length));
                case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
                default -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            };
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, head);
        out.writeBytes(middle);
        out.write(bytes, tail, bytes.length - tail);
        return out.toByteArray();
    }

    private static String table() {
        StringBuilder text = new StringBuilder("RecordId,CreationDate,RecordType,Operation,UserId,AuditData\r\n");
        for (int i = 0; i < 9; i++) {
            text.append(CsvReadingTest.row(i, "é😀").replaceAll(",,$", "")).append("\r\n");
        }
        return text.toString();
    }

    private static String indentedTable() {
        StringBuilder text = new StringBuilder("\"CreationDate\",\"UserIds\",\"AuditData\"\n");
        for (int i = 0; i < 9; i++) {
            String json = CsvReadingTest.json(i, "漢")
                    .replace("{", "{\n  ")
                    .replace(",", ",\n  ")
                    .replace("}", "\n}");
            text.append("\"3/2/2026 10:11:0" + i + " AM\",\"ada@north.example\"," + CsvReadingTest.quoted(json) + "\n");
        }
        return text.toString();
    }

    private static String trace() {
        StringBuilder text = new StringBuilder("Received,SenderAddress,RecipientAddress,Subject\n");
        for (int i = 0; i < 9; i++) {
            text.append(
                    "2026-03-02T10:11:0" + i + "Z,a@north.example,b@south.example,\"hi, \"\"you\"\"\n" + i + "\"\n");
        }
        return text.toString();
    }

    private static List<String> elements() {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            elements.add(CsvReadingTest.json(i, "\\\"é\\\\{[")
                    .replace("\"Id\"", "\"List\":[{\"a\":[1,null]},2.5e3],\"Id\""));
        }
        return elements;
    }
}
