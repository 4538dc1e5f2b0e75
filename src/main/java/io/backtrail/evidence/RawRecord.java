package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one row of evidence says, unread.
 *
 * @param recordNo 1-based place among the records and rejected rows of the file
 * @param byteOffset 0-based offset of the row's first byte in the unpacked file, in its own encoding
 * @param raw the record's own text as it stood: the AuditData cell, the JSON element, or the row of a table without one
 * @param envelope the other columns or fields by name, trimmed, in their order, with the values as recorded: objects as
 *     their JSON, a JSON null as empty text; a second column of the same name has {@code " (2)"} behind it
 * @param damage why the cell that should hold the record does not, or null when all is well; then {@code raw} is the whole row or
 *     element as it stood
 */
public record RawRecord(long recordNo, long byteOffset, String raw, Map<String, String> envelope, Damage damage) {
    /** A record without damage. */
    public RawRecord(long recordNo, long byteOffset, String raw, Map<String, String> envelope) {
        this(recordNo, byteOffset, raw, envelope, null);
    }

    public RawRecord {
        requireNonNull(raw, "raw is null");
        envelope = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(envelope, "envelope is null")));
    }
}
