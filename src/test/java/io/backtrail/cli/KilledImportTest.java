package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.UnfinishedImport;
import io.backtrail.example.BulkExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that is killed at any instant leaves a case that opens; the same command makes of it what it would have been. */
class KilledImportTest {
    private static final int INSTANTS = Integer.getInteger("kills", 5);
    private static final int MANY_INSTANTS = Integer.getInteger("kills", 25);
    private static final long SEED = 20261125;

    /** Of what an unfinished import says that it does. */
    private static final List<String> STEPS = List.of("indexing", "z-last.csv", "asking", "b-overlapping", "s-ual");

    @TempDir
    Path dir;

    private Path exports;

    @BeforeEach
    void makeExportsOfManyShapes() throws IOException {
        exports = Files.createDirectories(dir.resolve("exports"));
        BulkExport.writeCsv(exports.resolve("a-first.csv"), 1_500, 1);
        BulkExport.writeCsv(exports.resolve("b-overlapping.csv"), 900, 1);
        BulkExport.writeCsv(exports.resolve("z-last.csv"), 1_200, 2);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(exports.resolve("c-packed.csv.gz")))) {
            Path plain = dir.resolve("plain.csv");
            BulkExport.writeCsv(plain, 500, 3);
            Files.copy(plain, out);
        }
        Path shapes = Path.of("src/test/resources/io/backtrail/shapes");
        try (Stream<Path> files = Files.walk(shapes)) {
            List<Path> fixtures = files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".told"))
                    .sorted()
                    .toList();
            for (int i = 0; i < fixtures.size(); i += 3) {
                Path file = fixtures.get(i);
                String name = "s-" + shapes.relativize(file).toString().replace('/', '-');
                Files.copy(file, exports.resolve(name));
            }
        }
    }

    @Test
    void isTakenUpWhereItEnded() throws Exception {
        killAndCompare(INSTANTS);
    }

    @Test
    @Tag("conformance")
    void isTakenUpWhereItEndedAtAnyOfManyInstants() throws Exception {
        killAndCompare(MANY_INSTANTS);
    }

    private void killAndCompare(int instants) throws Exception {
        Path undisturbed = newCase("undisturbed");
        long start = System.nanoTime();
        Child whole = importing(undisturbed);
        int code = whole.end();
        long length = (System.nanoTime() - start) / 1_000_000;
        assertEquals(1, code, "some rows of the fixtures are rejected: " + whole.err());
        WholeCase expected = WholeCase.of(undisturbed);

        Random random = new Random(SEED);
        for (int i = 0; i < instants; i++) {
            long instant = (long) (length * (i + random.nextDouble()) / instants);
            String when = "killed after " + instant + " of " + length + " ms";
            Path dir = newCase("killed-" + i);
            killed(importing(dir), child -> child.runsAfter(instant), dir, when);
            if (i % 2 == 1) {
                // A machine that has become faster since is still killed at work: when a certain step is reached.
                String step = STEPS.get(i / 2 % STEPS.size());
                killed(importing(dir), child -> reaches(child, dir, step), dir, when + ", and again " + step);
            }
            Typed again = Typed.in(this.dir, "--case", dir.toString(), "import", exports.toString());
            assertEquals(1, again.code(), when + ": " + again.err());
            assertEquals(expected, WholeCase.of(dir), when);
            assertFalse(Files.exists(dir.resolve("lock")), when);
            assertEquals(0, CaseDirectory.open(dir).ledger(Typed.CLOCK).verify().brokenLine(), when);
            assertEquals(
                    "", Typed.in(this.dir, "--case", dir.toString(), "sources").err(), when);
        }
    }

    /** Waits for the instant to kill; false when the import came to its end before. */
    private interface Waiting {
        boolean until(Child child) throws Exception;
    }

    private static boolean reaches(Child child, Path dir, String step) throws InterruptedException {
        CaseDirectory openCase = CaseDirectory.open(dir);
        while (child.isAlive()) {
            if (openCase.unfinishedImport()
                    .map(UnfinishedImport::step)
                    .orElse("")
                    .contains(step)) {
                return true;
            }
            Thread.sleep(1);
        }
        return false;
    }

    /** Kills an import and looks at what it left. */
    private void killed(Child child, Waiting waiting, Path dir, String when) throws Exception {
        if (!waiting.until(child)) {
            child.end();
            return;
        }
        child.kill();
        boolean wasWriting = Files.exists(dir.resolve("lock"));
        Typed sources = Typed.in(this.dir, "--case", dir.toString(), "sources");
        assertEquals(0, sources.code(), when + ": " + sources.err());
        if (wasWriting) {
            assertTrue(
                    sources.err().contains("[case.unfinished-import]")
                            || sources.err().contains("[case.left-lock]"),
                    when + ": " + sources.err());
            assertTrue(sources.err().contains("which is gone"), when + ": " + sources.err());
        }
    }

    private Child importing(Path dir) throws IOException {
        return Child.start(this.dir.resolve("child"), "700m", "--case", dir.toString(), "import", exports.toString());
    }

    private Path newCase(String name) {
        Path dir = this.dir.resolve(name);
        assertEquals(0, Typed.in(this.dir, "new", dir.toString()).code());
        return dir;
    }
}
