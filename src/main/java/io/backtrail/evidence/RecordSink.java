package io.backtrail.evidence;

/** Where the rows of a file go, in their order; each row comes exactly once, on the thread that reads. */
public interface RecordSink {
    /** Takes a row that holds a record. */
    void record(RawRecord record);

    /** Takes a row that does not. */
    void reject(RejectedRow row);
}
