package io.backtrail.intake;

import io.backtrail.evidence.RejectedRow;
import io.backtrail.store.SourceImport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts the rows of one file into the case, in their order: an event or a state into its tables, any other row among the rejected. */
final class RowStore {
    private final SourceImport file;
    private final Instant asOf;
    private final String asOfBasis;
    private final List<RejectedRow> rejects = new ArrayList<>();
    private final List<PartialRow> partials = new ArrayList<>();
    private long partial;
    private long count;

    /** {@code asOf} and {@code asOfBasis} date what the file says of states, which have no time of their own. */
    RowStore(SourceImport file, Instant asOf, String asOfBasis) {
        this.file = file;
        this.asOf = asOf;
        this.asOfBasis = asOfBasis;
    }

    void add(List<IntakeRow> rows) {
        for (IntakeRow row : rows) {
            if (row.state() != null) {
                file.addState(row.state(), row.origin(), row.raw(), asOf, asOfBasis);
            } else if (row.reject() == null) {
                file.add(row.event(), row.origin(), row.raw());
                notePartial(row);
            } else {
                keep(row.reject());
            }
        }
        count += rows.size();
    }

    /** Rows so far. */
    long count() {
        return count;
    }

    /** The first rejected rows. */
    List<RejectedRow> rejects() {
        return rejects;
    }

    /** Rows of which only a part could be read. */
    long partial() {
        return partial;
    }

    /** The first of them. */
    List<PartialRow> partials() {
        return partials;
    }

    private void notePartial(IntakeRow row) {
        String reason = row.event().partialBecause();
        if (reason == null) {
            return;
        }
        partial++;
        if (partials.size() < SourceBooks.MOST_REJECTS) {
            partials.add(new PartialRow(
                    row.origin().recordNo(),
                    row.origin().byteOffset(),
                    row.event().recoveryCode(),
                    reason));
        }
    }

    private void keep(RejectedRow row) {
        file.reject(row.recordNo(), row.byteOffset(), row.code(), row.reason(), row.raw(), row.rawLength());
        if (rejects.size() < SourceBooks.MOST_REJECTS) {
            rejects.add(row);
        }
    }
}
