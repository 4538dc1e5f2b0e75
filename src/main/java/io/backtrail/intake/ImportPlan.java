package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.UnfinishedImport;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.store.CaseWriter;
import java.time.Instant;
import java.util.List;

/**
 * What an import has to do, kept in the case while it is not done: which files are unread, and at what it works. Whoever
 * opens the case after a crash learns it from there. One thread.
 */
final class ImportPlan {
    private final CaseDirectory openCase;
    private final String who;
    private final Instant begun;
    private final int files;
    private int file;

    private ImportPlan(CaseDirectory openCase, String who, Instant begun, int files) {
        this.openCase = openCase;
        this.who = who;
        this.begun = begun;
        this.files = files;
    }

    /** Before anything is read. The caller holds the lock of the case. */
    static ImportPlan of(
            CaseDirectory openCase, CaseWriter writer, List<EvidenceInput> inputs, String who, Instant now) {
        ImportPlan plan = new ImportPlan(openCase, who, now, inputs.size());
        plan.mark("beginning");
        writer.pending().plan(inputs.stream().map(EvidenceInput::path).toList(), who, now);
        return plan;
    }

    void reads(EvidenceInput input) {
        file++;
        mark("reading " + input.path() + " (file " + file + " of " + files + ")");
    }

    void fills() {
        mark("asking packs and address data");
    }

    void filled(CaseWriter writer) {
        writer.pending().filled();
        mark("indexing text");
    }

    /** Bytes that will be read; -1 if entries of an archive are among them, which say their size when they are opened. */
    static long bytes(List<EvidenceInput> inputs) {
        long bytes = 0;
        for (EvidenceInput input : inputs) {
            if (input.container().equals("zip")) {
                return -1;
            }
            bytes += input.file().toFile().length();
        }
        return bytes;
    }

    private void mark(String step) {
        openCase.markUnfinished(new UnfinishedImport(who, begun.toString(), step));
    }
}
