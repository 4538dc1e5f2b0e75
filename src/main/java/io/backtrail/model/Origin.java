package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * The place in the evidence where a reader can check a record.
 *
 * @param recordNo 1-based number of the record within its file, headers not counted
 * @param byteOffset 0-based offset of the record's first byte in the file after unpacking, before decoding
 * @param recordHash SHA-256 of the raw record text in UTF-8, lower-case hex
 */
public record Origin(long recordNo, long byteOffset, String recordHash) {
    public Origin {
        requireNonNull(recordHash, "recordHash is null");
    }
}
