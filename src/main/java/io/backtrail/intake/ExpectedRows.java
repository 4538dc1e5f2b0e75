package io.backtrail.intake;

import io.backtrail.store.CaseReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The rows of one file as the case has them, read in their order some thousand at a time. */
final class ExpectedRows {
    private static final long BATCH = 10_000;

    private static final String ROWS = """
            SELECT record_no, byte_offset, record_hash, NULL AS raw, NULL AS raw_length, sha256(raw) = record_hash AS whole
            FROM event_core WHERE source_id = ? AND record_no > ? AND record_no <= ?
            UNION ALL
            SELECT record_no, byte_offset, record_hash, NULL, NULL, raw IS NULL OR sha256(raw) = record_hash
            FROM copy WHERE source_id = ? AND record_no > ? AND record_no <= ?
            UNION ALL
            SELECT record_no, byte_offset, record_hash, NULL, NULL, sha256(raw) = record_hash
            FROM state_row WHERE source_id = ? AND record_no > ? AND record_no <= ?
            UNION ALL
            SELECT record_no, byte_offset, NULL, raw, raw_length, true
            FROM reject WHERE source_id = ? AND record_no > ? AND record_no <= ?
            ORDER BY record_no""";

    private final CaseReader reader;
    private final long sourceId;
    private final Deque<ExpectedRow> batch = new ArrayDeque<>();
    private long readTo;

    ExpectedRows(CaseReader reader, long sourceId) {
        this.reader = reader;
        this.sourceId = sourceId;
    }

    /** The row of this number, or null when the case has none; numbers must be asked for in rising order. */
    ExpectedRow row(long recordNo) {
        while (readTo < recordNo) {
            batch.clear();
            read();
        }
        while (!batch.isEmpty() && batch.peek().recordNo() < recordNo) {
            batch.remove();
        }
        return !batch.isEmpty() && batch.peek().recordNo() == recordNo ? batch.remove() : null;
    }

    private void read() {
        Long from = readTo;
        Long to = readTo + BATCH;
        reader.scan(
                ROWS,
                List.of(sourceId, from, to, sourceId, from, to, sourceId, from, to, sourceId, from, to),
                row -> batch.add(new ExpectedRow(
                        row.number(0), row.number(1), row.text(2), row.text(3), row.number(4), row.truth(5))));
        readTo = to;
    }
}
