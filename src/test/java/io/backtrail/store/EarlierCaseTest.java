package io.backtrail.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case of an earlier build is brought up to date when it is opened, whoever opens it, and keeps what it has. */
class EarlierCaseTest {
    private static final String COLUMNS =
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM duckdb_columns() WHERE NOT internal"
                    + " ORDER BY table_name, column_index";

    @TempDir
    Path dir;

    @Test
    void getsTheTablesColumnsAndViewsThatItLacks() throws IOException, SQLException {
        Path file = earlier("");
        CaseWriter.open(file).close();
        Path fresh = dir.resolve("fresh.duckdb");
        CaseWriter.open(fresh).close();
        assertEquals(rows(fresh, COLUMNS), rows(file, COLUMNS));
        assertEquals(List.of(List.of("e-1", "unknown")), rows(file, "SELECT event_id, network FROM event"));
    }

    @Test
    void isReadWithoutBeingWrittenToFirst() throws IOException, SQLException {
        Path file = earlier("");
        assertEquals(List.of(List.of(0L)), rows(file, "SELECT count(*) FROM state_row"));
        assertEquals(List.of(List.of("e-1")), rows(file, "SELECT event_id FROM event"));
    }

    @Test
    void staysAsItIsWhenItIsOfThisBuild() {
        Path file = dir.resolve("case.duckdb");
        CaseWriter.open(file).close();
        List<List<Object>> before = rows(file, "SELECT fingerprint FROM schema_mark");
        CaseWriter.open(file).close();
        assertEquals(before, rows(file, "SELECT fingerprint FROM schema_mark"));
    }

    @Test
    void isRefusedWhenALaterBuildMadeIt() throws IOException, SQLException {
        Path file = earlier("ALTER TABLE reject ADD COLUMN of_the_future VARCHAR");
        ProblemException refused = assertThrows(ProblemException.class, () -> CaseReader.open(file));
        assertEquals("case.other-build", refused.problem().code());
        assertTrue(
                refused.problem().found().contains("table reject"),
                refused.problem().found());
        // The refusal must not keep the file locked.
        assertThrows(ProblemException.class, () -> CaseWriter.open(file));
    }

    /** A case as an early build left it, with one event in it. */
    private Path earlier(String more) throws IOException, SQLException {
        Path file = dir.resolve("case.duckdb");
        try (InputStream script = EarlierCaseTest.class.getResourceAsStream("schema-of-an-early-build.sql");
                Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            Database.run(connection, new String(script.readAllBytes(), StandardCharsets.UTF_8));
            Database.run(
                    connection,
                    "INSERT INTO event_core BY NAME SELECT 1 AS event_seq, 'e-1' AS event_id, 'ual' AS family,"
                            + " TIMESTAMP '2026-09-07 12:00:00' AS event_time, 'Send' AS operation, 'user' AS actor_kind,"
                            + " 'success' AS result, 'sent' AS summary, '{}' AS raw, 'ab' AS record_hash, 1 AS source_id,"
                            + " 1 AS record_no, 0 AS byte_offset, false AS time_inferred");
            if (!more.isEmpty()) {
                Database.run(connection, more);
            }
        }
        return file;
    }

    private static List<List<Object>> rows(Path file, String sql) {
        try (CaseReader reader = CaseReader.open(file)) {
            return reader.query(sql, List.of()).rows();
        }
    }
}
