package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkExportTest {
    @TempDir
    Path dir;

    @Test
    void hasAsManyRowsAsAskedForAndEachItsOwnId() throws IOException {
        Path file = dir.resolve("bulk.csv");
        BulkExport.writeCsv(file, 7_300, 1);
        List<String> lines = Files.readAllLines(file);
        assertEquals(7_301, lines.size());
        Set<String> ids = new HashSet<>();
        lines.subList(1, lines.size())
                .forEach(line -> ids.add(line.substring(line.length() - 36 - "\",\"True\",\"Unchanged\"".length())));
        assertEquals(7_300, ids.size());
    }

    @Test
    void aRecordIsAboutAsLongAsARealOne() throws IOException {
        Path file = dir.resolve("bulk.csv");
        BulkExport.writeCsv(file, 5_000, 2);
        long each = Files.size(file) / 5_000;
        assertTrue(each >= 1_400 && each <= 2_000, each + " bytes a record");
    }

    @Test
    void recordsComeInTheOrderOfTime() throws IOException {
        Path file = dir.resolve("bulk.csv");
        BulkExport.writeCsv(file, 2_000, 3);
        String before = "";
        for (String line : Files.readAllLines(file).subList(1, 2_001)) {
            int at = line.indexOf("\"\"CreationTime\"\":\"\"") + 20;
            String time = line.substring(at, at + 19);
            assertTrue(before.compareTo(time) <= 0, before + " then " + time);
            before = time;
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        BulkExport.writeCsv(dir.resolve("a.csv"), 500, 4);
        BulkExport.writeCsv(dir.resolve("b.csv"), 500, 4);
        assertArrayEquals(Files.readAllBytes(dir.resolve("a.csv")), Files.readAllBytes(dir.resolve("b.csv")));
    }

    @Test
    void aNegativeCountIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> BulkExport.writeCsv(dir.resolve("c.csv"), -1, 5));
    }
}
