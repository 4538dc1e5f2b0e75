package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.UnfinishedImport;
import io.backtrail.example.BulkExport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C during an import: it stops where everything that is in the case is whole, and says what to do. */
@DisabledOnOs(OS.WINDOWS)
class StoppedImportTest {
    @TempDir
    Path dir;

    @Test
    void stopsBetweenRowsAndIsTakenUpByTheSameCommand() throws Exception {
        Path exports = Files.createDirectories(dir.resolve("exports"));
        BulkExport.writeCsv(exports.resolve("a.csv"), 500, 1);
        BulkExport.writeCsv(exports.resolve("b.csv"), 15_000, 2);
        Path stopped = newCase("stopped");

        Child child =
                Child.start(dir.resolve("child"), "700m", "--case", stopped.toString(), "import", exports.toString());
        awaitReading(child, stopped, "b.csv");
        child.interrupt();
        assertEquals(1, child.end(), child.err());
        assertTrue(child.err().contains("[import.stopped]"), child.err());
        assertTrue(child.err().contains("Ctrl-C while reading "), child.err());
        assertTrue(child.err().contains("run the same command again"), child.err());
        assertTrue(child.out().contains("a.csv") && !child.out().contains("b.csv"), child.out());
        assertFalse(Files.exists(stopped.resolve("lock")));

        Typed health = Typed.in(dir, "--case", stopped.toString(), "--format", "json", "health");
        assertTrue(health.err().contains("[case.unfinished-import]"), health.err());
        assertTrue(health.out().contains("\"unread-files\""), health.out());
        Typed count = Typed.in(
                dir, "--case", stopped.toString(), "--format", "csv", "sql", "SELECT count(*) AS n FROM event");
        assertEquals("n\n500\n", count.out());
        Typed search = Typed.in(dir, "--case", stopped.toString(), "search", "*:*");
        assertTrue(search.err().contains("500 hits"), search.err());

        Typed again = Typed.in(dir, "--case", stopped.toString(), "import", exports.toString());
        assertEquals(0, again.code(), again.err());
        Path undisturbed = newCase("undisturbed");
        Typed.in(dir, "--case", undisturbed.toString(), "import", exports.toString());
        assertEquals(WholeCase.of(undisturbed), WholeCase.of(stopped));
        assertFalse(Typed.in(dir, "--case", stopped.toString(), "--format", "json", "health")
                .out()
                .contains("unread-files"));
    }

    @Test
    void forgetsWhatWasLeftUnreadOnRequest() throws Exception {
        Path exports = Files.createDirectories(dir.resolve("exports"));
        BulkExport.writeCsv(exports.resolve("b.csv"), 15_000, 2);
        Path stopped = newCase("stopped");
        Child child =
                Child.start(dir.resolve("child"), "700m", "--case", stopped.toString(), "import", exports.toString());
        awaitReading(child, stopped, "b.csv");
        child.interrupt();
        assertEquals(1, child.end(), child.err());

        Typed forgetting = Typed.in(dir, "--case", stopped.toString(), "import", "--forget-unread");
        assertEquals(0, forgetting.code(), forgetting.err());
        assertTrue(forgetting.err().contains("forgot 1 unread file"), forgetting.err());
        Typed health = Typed.in(dir, "--case", stopped.toString(), "--format", "json", "health");
        assertEquals("", health.err());
        assertFalse(health.out().contains("unread-files"), health.out());
    }

    private static void awaitReading(Child child, Path dir, String file) throws InterruptedException {
        CaseDirectory openCase = CaseDirectory.open(dir);
        while (child.isAlive()
                && !openCase.unfinishedImport()
                        .map(UnfinishedImport::step)
                        .orElse("")
                        .contains(file)) {
            Thread.sleep(1);
        }
    }

    private Path newCase(String name) {
        Path made = dir.resolve(name);
        assertEquals(0, Typed.in(dir, "new", made.toString()).code());
        return made;
    }
}
