package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts the rows of a file into batches, so that threads meet once a batch and not once a row. One thread. */
final class RowPacker implements RecordSink {
    private static final int MOST_ROWS = 256;
    private static final int FULL_WEIGHT = 1 << 20;

    private final Consumer<RowBatch<FileRow>> next;
    private List<FileRow> rows = new ArrayList<>(MOST_ROWS);
    private int weight;
    private long bytesRead;

    /** {@code next} takes the batches, in order. */
    RowPacker(Consumer<RowBatch<FileRow>> next) {
        this.next = next;
    }

    @Override
    public void record(RawRecord record) {
        add(FileRow.of(record));
    }

    @Override
    public void reject(RejectedRow row) {
        add(FileRow.of(row));
    }

    /** So many bytes of the file were read by now. */
    void read(long bytes) {
        bytesRead = bytes;
    }

    /** Hands on what is left, also when that is nothing. */
    void end() {
        next.accept(new RowBatch<>(rows, weight, bytesRead));
        rows = new ArrayList<>(MOST_ROWS);
        weight = 0;
    }

    private void add(FileRow row) {
        rows.add(row);
        weight = Math.min(weight + row.weight(), RowFeed.MOST_WEIGHT);
        if (rows.size() >= MOST_ROWS || weight >= FULL_WEIGHT) {
            end();
        }
    }
}
