package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

/**
 * A row that is not a record, kept with the reason.
 *
 * @param recordNo 1-based place among the records and rejected rows of the file
 * @param byteOffset 0-based offset of the row's first byte in the unpacked file
 * @param code stable dotted name, as {@code csv.repeated-header}
 * @param reason what was expected, what stood there and what to do, as a sentence
 * @param raw the row's text as it stood, at most its first 64 KiB
 * @param rawLength full length of the row in bytes of the file
 */
public record RejectedRow(long recordNo, long byteOffset, String code, String reason, String raw, long rawLength) {
    public RejectedRow {
        requireNonNull(code, "code is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(raw, "raw is null");
    }
}
