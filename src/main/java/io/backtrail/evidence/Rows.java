package io.backtrail.evidence;

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

    /** Rejects the first {@code units} of the window, which stay there. */
    void reject(Window window, int units, Fault fault) {
        reject(window.offset(), window.text(0, Math.min(units, LONGEST_REJECT)), window.bytes(units), fault);
    }

    void reject(long offset, String text, long length, Fault fault) {
        count++;
        sink.reject(new RejectedRow(count, offset, fault.code(), fault.reason(), head(text), length));
    }

    /** At most the first 64 KiB of what stands in the window. */
    static String head(Window window, int units) {
        return head(window.text(0, Math.min(units, LONGEST_REJECT)));
    }

    private static String head(String text) {
        if (text.length() <= LONGEST_REJECT) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_REJECT - 1));
        return text.substring(0, splitsPair ? LONGEST_REJECT - 1 : LONGEST_REJECT);
    }
}
