package io.backtrail.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import io.backtrail.normalize.Normalizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RowFeedTest {
    private final Workers workers = new Workers(4);

    @AfterEach
    void endTheWorkers() {
        workers.close();
    }

    @Test
    void handsRowsOnInTheOrderOfTheFile() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (RowFeed feed = feed(Shape.AUDIT_DATA_JSON, (sink, bytes) -> {
            for (long number = 1; number <= 5_000; number++) {
                row(sink, number);
                bytes.accept(number * 10);
            }
        })) {
            long read = 0;
            for (RowBatch<IntakeRow> batch = feed.next(); batch != null; batch = feed.next()) {
                batch.rows().forEach(row -> numbers.add(number(row)));
                assertTrue(batch.bytesRead() >= read, "the bytes read never shrink");
                read = batch.bytesRead();
            }
            assertEquals(50_000, read);
        }
        assertEquals(LongStream.rangeClosed(1, 5_000).boxed().toList(), numbers);
    }

    @Test
    void keepsWhyARowIsNoEvent() throws IOException {
        try (RowFeed feed = feed(Shape.AUDIT_DATA_JSON, (sink, bytes) -> {
            sink.record(new RawRecord(1, 0, "{\"Operation\":", Map.of()));
            sink.reject(new RejectedRow(2, 13, "csv.cut-record", "cut", "x", 1));
        })) {
            RowBatch<IntakeRow> batch = feed.next();
            assertEquals(
                    List.of("record.not-json", "csv.cut-record"),
                    batch.rows().stream().map(row -> row.reject().code()).toList());
            assertNull(feed.next());
        }
    }

    @Test
    void tellsOfTheFailureOfTheReadingAfterTheRowsBeforeIt() throws IOException {
        IOException gone = new IOException("the disk is gone");
        try (RowFeed feed = feed(Shape.AUDIT_DATA_JSON, (sink, bytes) -> {
            for (long number = 1; number <= 1_000; number++) {
                row(sink, number);
            }
            throw gone;
        })) {
            for (int batch = 0; batch < 3; batch++) {
                assertNotNull(feed.next());
            }
            assertSame(gone, assertThrows(IOException.class, feed::next));
        }
    }

    @Test
    void tellsOfABugOfAWorker() {
        try (RowFeed feed = feed(null, (sink, bytes) -> row(sink, 1))) {
            assertThrows(NullPointerException.class, feed::next);
        }
    }

    @Test
    void stopsTheReadingWhenItIsClosedAndNeverRunsFarAhead() throws IOException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong rows = new AtomicLong();
        try (RowFeed feed = feed(Shape.AUDIT_DATA_JSON, (sink, bytes) -> {
            try {
                while (true) {
                    row(sink, rows.incrementAndGet());
                }
            } finally {
                ended.set(true);
            }
        })) {
            assertNotNull(feed.next());
        }
        assertTrue(ended.get(), "the reading went on");
        assertTrue(rows.get() <= 14 * 256, rows + " rows were read for one batch");
    }

    @Test
    void givesUpWhenItsThreadIsInterrupted() {
        try (RowFeed feed = feed(Shape.AUDIT_DATA_JSON, (sink, bytes) -> {
            while (true) {
                row(sink, 1);
            }
        })) {
            Thread.currentThread().interrupt();
            assertThrows(java.util.concurrent.CancellationException.class, feed::next);
        }
        assertTrue(Thread.interrupted(), "the interrupt was swallowed");
    }

    private RowFeed feed(Shape shape, RowFeed.Reading reading) {
        return new RowFeed(workers, new EventMaker(shape, new Normalizer()), reading);
    }

    private static void row(RecordSink sink, long number) {
        String raw = "{\"Id\":\"id-" + number + "\",\"CreationTime\":\"2026-09-07T12:00:00\",\"Operation\":\"Send\"}";
        sink.record(new RawRecord(number, number * 10, raw, Map.of()));
    }

    private static long number(IntakeRow row) {
        assertEquals("id-" + row.origin().recordNo(), row.event().eventId());
        return row.origin().recordNo();
    }
}
