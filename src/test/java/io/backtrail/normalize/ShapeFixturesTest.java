package io.backtrail.normalize;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.backtrail.evidence.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every invented export is recognised by its content alone and understood field by field. Its folder is named by its shape;
 * what it says stands beside it in a file of the same name with {@code .told} behind it, which {@code -Dgolden=write}
 * writes anew.
 */
class ShapeFixturesTest {
    static final Path FIXTURES = Path.of("src/test/resources/io/backtrail/shapes");
    private static final String HOSTILE = "\"\"\\,;<>&\n{}[]:=@ 0";
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> all = Files.walk(FIXTURES)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".told"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void isRecognisedByContentAndUnderstoodFieldByField(Path file) throws IOException {
        Path nameless = Files.copy(file, folder.resolve("evidence"));
        Fixture read = Fixture.of(nameless);
        assertEquals(word(file), read.evidence.shape().word(), read.evidence.shapeReason());
        assertEquals(read.rows, read.understood.size() + read.refused.size());
        assertFalse(read.understood.isEmpty(), "nothing in it was understood");
        Path golden = file.resolveSibling(file.getFileName() + ".told");
        String told = read.evidence.shapeReason() + "\n" + read.evidence.encoding() + ", " + read.evidence.dialect()
                + "\n" + read.told;
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, told);
        }
        assertEquals(Files.exists(golden) ? Files.readString(golden) : "", told, golden + " is stale");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyRowIsAccountedForHoweverTheFileIsDamaged(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20261124);
        Path damaged = folder.resolve("evidence");
        Shape shape = shape(file);
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(damaged, damage(whole, random));
            Shape as = round % 2 == 0 ? shape : null;
            Fixture read = assertTimeoutPreemptively(ofSeconds(20), () -> Fixture.of(damaged, as), "round " + round);
            assertEquals(read.rows, read.understood.size() + read.refused.size(), "round " + round);
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) HOSTILE.charAt(random.nextInt(HOSTILE.length()));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
    }

    private static String word(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static Shape shape(Path file) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(word(file)))
                .findFirst()
                .orElseThrow();
    }
}
