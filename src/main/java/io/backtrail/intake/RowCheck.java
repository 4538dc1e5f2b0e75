package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;

/** Compares the rows of a file with those that the case has of it. */
final class RowCheck implements RecordSink {
    private final ExpectedRows expected;
    private final RecordHash hashes = new RecordHash();
    private long rows;
    private long same;
    private Long firstDiffering;
    private String difference;

    RowCheck(ExpectedRows expected) {
        this.expected = expected;
    }

    @Override
    public void record(RawRecord record) {
        ExpectedRow row = expected.row(record.recordNo());
        check(record.recordNo(), row == null ? surplus() : row.differenceTo(record.byteOffset(), record.raw(), hashes));
    }

    @Override
    public void reject(RejectedRow reject) {
        ExpectedRow row = expected.row(reject.recordNo());
        check(
                reject.recordNo(),
                row == null
                        ? surplus()
                        : row.differenceToRejected(reject.byteOffset(), reject.raw(), reject.rawLength()));
    }

    /** To be called at the end of the file: the case may have more rows of it. */
    void end(long expectedRows) {
        if (rows < expectedRows && firstDiffering == null) {
            firstDiffering = rows + 1;
            difference = "it is missing: the file has " + rows + " rows now";
        }
    }

    long same() {
        return same;
    }

    /** Number of the first row that differs, or null. */
    Long firstDiffering() {
        return firstDiffering;
    }

    /** How it differs, as part of a sentence; null when no row does. */
    String difference() {
        return difference;
    }

    private void check(long recordNo, String found) {
        rows++;
        if (found == null) {
            same++;
        } else if (firstDiffering == null) {
            firstDiffering = recordNo;
            difference = found;
        }
    }

    private static String surplus() {
        return "the case has no such row";
    }
}
