package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.model.Origin;
import io.backtrail.model.StateRow;
import io.backtrail.normalize.BadRecordException;
import io.backtrail.normalize.Normalizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes events of the rows of one file, each on its own; any number of threads. */
final class EventMaker {
    /** As much of a rejected row as is kept; its full length stands beside it. */
    private static final int LONGEST_KEPT = 65_536;

    private final Shape shape;
    private final Normalizer normalizer;

    EventMaker(Shape shape, Normalizer normalizer) {
        this.shape = shape;
        this.normalizer = normalizer;
    }

    RowBatch<IntakeRow> make(RowBatch<FileRow> batch) {
        RecordHash hashes = new RecordHash();
        List<IntakeRow> made = new ArrayList<>(batch.rows().size());
        for (FileRow row : batch.rows()) {
            made.add(row.reject() == null ? make(row.record(), hashes) : IntakeRow.of(row.reject()));
        }
        return new RowBatch<>(made, batch.weight(), batch.bytesRead());
    }

    private IntakeRow make(RawRecord record, RecordHash hashes) {
        try {
            boolean isState = shape.isState();
            StateRow state = isState ? normalizer.state(shape, record) : null;
            Event event = isState ? null : normalizer.normalize(shape, record);
            Origin origin = new Origin(record.recordNo(), record.byteOffset(), hashes.of(record.raw()));
            return isState ? IntakeRow.of(state, origin, record.raw()) : IntakeRow.of(event, origin, record.raw());
        } catch (BadRecordException e) {
            return IntakeRow.of(rejected(record, e));
        }
    }

    private static RejectedRow rejected(RawRecord record, BadRecordException e) {
        String raw = record.raw();
        String kept = raw.length() <= LONGEST_KEPT ? raw : raw.substring(0, LONGEST_KEPT);
        long length = raw.getBytes(StandardCharsets.UTF_8).length;
        return new RejectedRow(record.recordNo(), record.byteOffset(), e.code(), e.reason(), kept, length);
    }
}
