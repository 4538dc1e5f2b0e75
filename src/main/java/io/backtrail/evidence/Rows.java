package io.backtrail.evidence;

import java.io.IOException;
import java.util.Map;

/** Numbers the rows of a file on their way to the sink, and keeps rejected text short. */
final class Rows {
    private static final int LONGEST_REJECT = 1 << 16;

    private final RecordSink sink;
    private long count;

    Rows(RecordSink sink) {
        this.sink = sink;
    }

    /** Rows handed on so far, records and rejects. */
    long count() {
        return count;
    }

    void record(long offset, String raw, Map<String, String> envelope) {
        count++;
        sink.record(new RawRecord(count, offset, raw, envelope));
    }

    /** A row whose own record is damaged; {@code text} is all of the row. */
    void damaged(long offset, String text, Map<String, String> envelope, Damage damage) {
        count++;
        sink.record(new RawRecord(count, offset, text, envelope, damage));
    }

    /** Rejects the first {@code units} of the window, which stay there. */
    void reject(Window window, int units, Fault fault) throws IOException {
        reject(window.offset(), head(window, units), window.bytes(units), fault);
    }

    /** Rejects what may be gone from the window; {@code head} is what {@link #head} gave. */
    void reject(long offset, String head, long length, Fault fault) {
        count++;
        sink.reject(new RejectedRow(count, offset, fault.code(), fault.reason(), head, length));
    }

    /** At most the first 64 KiB of what stands in the window. */
    static String head(Window window, int units) throws IOException {
        return window.text(
                0, window.whole(units, LONGEST_REJECT / window.encoding().width()));
    }
}
