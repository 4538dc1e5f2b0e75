package io.backtrail.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.enrich.ReferenceSets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTableTest {
    @TempDir
    Path dir;

    @Test
    void isThereForAQueryThatNamesItAndIsReadOnce() {
        Path file = dir.resolve("case.duckdb");
        CaseWriter.open(file).close();
        AtomicInteger asked = new AtomicInteger();
        try (CaseReader reader = CaseReader.open(file, () -> {
            asked.incrementAndGet();
            return ReferenceSets.builtIn();
        })) {
            reader.query("SELECT count(*) FROM event", List.of());
            assertEquals(0, asked.get());
            String sql = "SELECT note, weight FROM Reference_Set WHERE set_name = ? AND value = ?";
            assertEquals(
                    List.of("reads mail", 4L),
                    reader.query(sql, List.of("risky-scope", "mail.read"))
                            .rows()
                            .get(0));
            assertFalse(reader.describe("SELECT set_name FROM reference_set").isEmpty());
            assertEquals(1, asked.get());
        }
    }

    @Test
    void stillLetsNobodyWriteToTheCase() {
        Path file = dir.resolve("case.duckdb");
        CaseWriter.open(file).close();
        try (CaseReader reader = CaseReader.open(file)) {
            reader.query("SELECT * FROM reference_set", List.of(), 1);
            QueryException refused = assertThrows(
                    QueryException.class, () -> reader.query("CREATE TABLE main.t AS SELECT 1 AS a", List.of()));
            assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
        }
    }
}
