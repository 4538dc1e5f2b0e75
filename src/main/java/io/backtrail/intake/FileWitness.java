package io.backtrail.intake;

import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.store.SourceNote;
import io.backtrail.store.SourceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees the rows of one file pass and notes what the columns beside the records tell of the export: whether rows of a search
 * are missing, in what order they stand, whether clocks or letters were changed. One thread, that which reads.
 */
final class FileWitness {
    private final RowNotes notes = new RowNotes();
    private final SearchWindows windows = new SearchWindows(notes);
    private final RecordClock clock = new RecordClock(notes);
    private final LostLetters letters = new LostLetters();

    /** A sink that shows every record to this witness and hands every row on to {@code next}. */
    RecordSink before(RecordSink next) {
        return new RecordSink() {
            @Override
            public void record(RawRecord record) {
                sees(record);
                next.record(record);
            }

            @Override
            public void reject(RejectedRow row) {
                next.reject(row);
            }
        };
    }

    private void sees(RawRecord record) {
        windows.sees(record);
        clock.sees(record);
        letters.sees(record);
        if (isFlattened(record.raw())) {
            notes.add("flattened", "", record.recordNo());
        }
        if (isFull(record, "Target3ModifiedProperty5Name") || isFull(record, "AdditionalDetail6Key")) {
            notes.add("slots-full", "", record.recordNo());
        }
    }

    /** The searches that the rows came from, in the order of their first rows. */
    List<SourceWindow> windows() {
        return windows.all();
    }

    /** Everything else, sorted; to be called when the file was read. */
    List<SourceNote> notes(EvidenceInput input, Evidence evidence) throws IOException {
        List<SourceNote> all = new ArrayList<>();
        Instant modified = Files.getLastModifiedTime(input.file()).toInstant().truncatedTo(ChronoUnit.SECONDS);
        all.add(new SourceNote("modified", modified.toString(), 0, null));
        clock.order().ifPresent(order -> all.add(new SourceNote("order", order, 0, null)));
        if (evidence.dialect().startsWith("csv")) {
            letters.note().ifPresent(all::add);
        }
        PageMarks.left(input, evidence).ifPresent(mark -> all.add(new SourceNote(mark, "", 0, null)));
        all.addAll(notes.all());
        return all;
    }

    /** What PowerShell writes for an object that it does not take apart. */
    private static boolean isFlattened(String raw) {
        return raw.contains("System.Object[]") || raw.contains("\"@{") || raw.contains("System.Collections.");
    }

    /** Whether the last of the slots that the portal's table has for a list is used, so that more may have been left out. */
    private static boolean isFull(RawRecord record, String lastSlot) {
        String value = record.envelope().get(lastSlot);
        return value != null && !value.isBlank();
    }
}
