package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.model.Origin;
import io.backtrail.normalize.BadRecordException;
import io.backtrail.normalize.Normalizer;
import io.backtrail.store.SourceImport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Carries the rows of one file into the case: a record becomes an event, everything else a rejected row. */
final class EventSink implements RecordSink {
    /** As much of a rejected row as is kept; its full length stands beside it. */
    private static final int LONGEST_KEPT = 65_536;

    private final Shape shape;
    private final Normalizer normalizer;
    private final SourceImport file;
    private final MessageDigest sha256 = sha256();
    private final List<RejectedRow> rejects = new ArrayList<>();
    private long rows;

    EventSink(Shape shape, Normalizer normalizer, SourceImport file) {
        this.shape = shape;
        this.normalizer = normalizer;
        this.file = file;
    }

    @Override
    public void record(RawRecord record) {
        rows++;
        try {
            Event event = normalizer.normalize(shape, record);
            Origin origin = new Origin(record.recordNo(), record.byteOffset(), hash(record.raw()));
            file.add(event, origin, record.raw());
        } catch (BadRecordException e) {
            keep(rejected(record, e));
        }
    }

    @Override
    public void reject(RejectedRow row) {
        rows++;
        keep(row);
    }

    long rows() {
        return rows;
    }

    /** The first rejected rows. */
    List<RejectedRow> rejects() {
        return rejects;
    }

    private void keep(RejectedRow row) {
        file.reject(row.recordNo(), row.byteOffset(), row.code(), row.reason(), row.raw(), row.rawLength());
        if (rejects.size() < SourceBooks.MOST_REJECTS) {
            rejects.add(row);
        }
    }

    private static RejectedRow rejected(RawRecord record, BadRecordException e) {
        String raw = record.raw();
        String kept = raw.length() <= LONGEST_KEPT ? raw : raw.substring(0, LONGEST_KEPT);
        long length = raw.getBytes(StandardCharsets.UTF_8).length;
        return new RejectedRow(record.recordNo(), record.byteOffset(), e.code(), e.reason(), kept, length);
    }

    private String hash(String raw) {
        return HexFormat.of().formatHex(sha256.digest(raw.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
