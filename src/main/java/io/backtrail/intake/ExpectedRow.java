package io.backtrail.intake;

import java.nio.charset.StandardCharsets;

/**
 * What the case says of one row of a file.
 *
 * @param recordNo 1-based number of the row
 * @param byteOffset 0-based offset of its first byte
 * @param recordHash SHA-256 of the record, or null when the row was rejected
 * @param raw the kept text of a rejected row; null for a record
 * @param rawLength full length of a rejected row, or null for a record
 * @param textIsWhole whether the text in the case has the hash that the case gives it; true where the case keeps none
 */
record ExpectedRow(long recordNo, long byteOffset, String recordHash, String raw, Long rawLength, boolean textIsWhole) {

    /** How a record differs from this row, or null. */
    String differenceTo(long offset, String text, RecordHash hashes) {
        if (recordHash == null) {
            // The reader gave a record then too, and it could not be read: its text was kept instead of its hash.
            return differenceToRejected(offset, text, text.getBytes(StandardCharsets.UTF_8).length);
        }
        String hash = hashes.of(text);
        if (!hash.equals(recordHash)) {
            return "its record has SHA-256 " + hash + ", and at import " + recordHash;
        }
        return place(offset);
    }

    /** How a rejected row differs from this row, or null. */
    String differenceToRejected(long offset, String text, long length) {
        if (recordHash != null) {
            return "it is no whole record, and was one at import";
        }
        if (!whole(text).startsWith(whole(raw)) || length != rawLength) {
            return "it has another text than the rejected row that the case keeps";
        }
        return place(offset);
    }

    private String place(long offset) {
        if (offset != byteOffset) {
            return "it begins at byte " + offset + ", and began at byte " + byteOffset;
        }
        return textIsWhole ? null : "the case's own text of it was changed: it no longer has the hash beside it";
    }

    /** The text as it survives UTF-8: the database has no half characters. */
    private static String whole(String text) {
        return text == null ? "" : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
