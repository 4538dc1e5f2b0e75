package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RejectedRow;

/**
 * One row as the file gave it.
 *
 * @param record the record in it, or null if there is none
 * @param reject why there is none, or null
 */
record FileRow(RawRecord record, RejectedRow reject) {
    static FileRow of(RawRecord record) {
        return new FileRow(record, null);
    }

    static FileRow of(RejectedRow reject) {
        return new FileRow(null, reject);
    }

    /** Characters of text that the row holds, about. */
    int weight() {
        if (record == null) {
            return reject.raw().length();
        }
        int weight = record.raw().length();
        for (String value : record.envelope().values()) {
            weight += value.length();
        }
        return weight;
    }
}
