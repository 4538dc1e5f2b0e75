package io.backtrail.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.CaseFacts;
import io.backtrail.enrich.Enricher;
import io.backtrail.evidence.Evidence;
import io.backtrail.example.BulkExport;
import io.backtrail.problem.Problem;
import io.backtrail.search.TextIndex;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int RECORDS = 3_000;

    @TempDir
    Path dir;

    private CaseDirectory openCase;
    private Path first;
    private Path second;

    @BeforeEach
    void makeACaseAndTwoExports() throws IOException {
        openCase = CaseDirectory.create(dir.resolve("case"), new CaseFacts("a case", null, List.of(), NOON, "0"));
        first = dir.resolve("first.csv");
        second = dir.resolve("second.csv");
        BulkExport.writeCsv(first, RECORDS, 1);
        BulkExport.writeCsv(second, RECORDS, 2);
    }

    @Test
    void numbersEventsInTheOrderOfTheFile() throws IOException {
        importing(new Watcher(), first, second);
        assertEquals(2L * RECORDS, one("SELECT count(*) FROM event"));
        assertEquals(
                2L * RECORDS,
                one("SELECT count(*) FROM event_core WHERE event_seq = (source_id - 1) * 3000 + record_no"));
        assertEquals(
                0L,
                one("SELECT count(*) FROM event_core AS a JOIN event_core AS b ON b.source_id = a.source_id"
                        + " AND b.record_no = a.record_no + 1 WHERE b.byte_offset <= a.byte_offset"));
        assertEquals(2L * RECORDS, inIndex());
    }

    @Test
    void makesTheSameCaseOfTheSameFile() {
        importing(new Watcher(), first);
        Object sum = one("SELECT CAST(sum(hash(e)) AS VARCHAR) FROM event_core AS e");
        openCase = CaseDirectory.create(dir.resolve("again"), new CaseFacts("again", null, List.of(), NOON, "0"));
        importing(new Watcher(), first);
        assertEquals(sum, one("SELECT CAST(sum(hash(e)) AS VARCHAR) FROM event_core AS e"));
    }

    @Test
    void rollsAFileBackWhenStoringItFailsAndTakesItUpNextTime() {
        Watcher failing = new Watcher() {
            @Override
            public void reads(long bytes, long rows) {
                if (file == 2 && rows > RECORDS / 2) {
                    throw new IllegalStateException("out of luck");
                }
            }
        };
        assertThrows(IllegalStateException.class, () -> importing(failing, first, second));
        assertEquals((long) RECORDS, one("SELECT count(*) FROM event"));
        assertEquals(1L, one("SELECT count(*) FROM source"));

        ImportBooks books = importing(new Watcher(), first, second);
        assertEquals(RECORDS, books.stored());
        assertEquals(2L * RECORDS, one("SELECT count(DISTINCT event_seq) FROM event"));
        assertEquals(2L * RECORDS, one("SELECT max(event_seq) FROM event"));
        assertEquals(2L * RECORDS, inIndex());
    }

    @Test
    void leavesAFileOutThatChangesWhileItIsRead() {
        Watcher meddling = new Watcher() {
            @Override
            public void begins(Evidence evidence) {
                super.begins(evidence);
                if (file == 1) {
                    meddle();
                }
            }

            private void meddle() {
                try {
                    Files.writeString(first, "x", StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        ImportBooks books = importing(meddling, first, second);
        assertEquals(
                List.of("evidence.changed"),
                books.problems().stream().map(Problem::code).toList());
        assertEquals(1, books.sources().size());
        assertEquals((long) RECORDS, one("SELECT count(*) FROM event WHERE event_seq <= 3000"));
        assertEquals(RECORDS, inIndex());
    }

    @Test
    void makesALostIndexGood() throws IOException {
        importing(new Watcher(), first);
        deleteIndex();
        importing(new Watcher(), first);
        assertEquals(RECORDS, inIndex());
    }

    @Test
    void indexesTheSameWhileItImportsAndFromTheDatabase() throws IOException {
        importing(new Watcher(), first, second);
        List<String> live = IndexDump.of(openCase.index());
        deleteIndex();
        importing(new Watcher(), first);
        assertEquals(String.join("\n", IndexDump.of(openCase.index())), String.join("\n", live));
    }

    @Test
    void fillsTheGapOfAnIndexThatIsBehindWhenMoreIsImported() throws IOException {
        importing(new Watcher(), first);
        deleteIndex();
        importing(new Watcher(), second);
        assertEquals(2L * RECORDS, inIndex());
    }

    private void deleteIndex() throws IOException {
        try (Stream<Path> files = Files.list(openCase.index())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private ImportBooks importing(ImportWatcher watcher, Path... files) {
        try (Enricher enricher = Enricher.open(List.of(), null, problem -> {})) {
            return new Intake(openCase, enricher, Clock.fixed(NOON, ZoneOffset.UTC), "0")
                    .read(List.of(files), null, false, "a test", watcher);
        }
    }

    private Object one(String sql) {
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            return reader.query(sql, List.of()).rows().get(0).get(0);
        }
    }

    private long inIndex() {
        try (TextIndex index = TextIndex.open(openCase.index(), Map::of)) {
            return index.search("*:*", 0).total();
        }
    }

    /** Watches, and counts the files. */
    private static class Watcher implements ImportWatcher {
        int file;

        @Override
        public void begins(Evidence evidence) {
            file++;
        }

        @Override
        public void reads(long bytes, long rows) {
            // Nothing to see here.
        }

        @Override
        public void ends(SourceBooks books) {
            // Nothing to see here.
        }

        @Override
        public void catchesUp(String what) {
            // Nothing to see here.
        }
    }
}
