package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.search.SearchDocument;
import io.backtrail.store.BesideTables;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import java.time.Instant;
import java.util.List;

/**
 * Brings what is derived from the events up to the events: the tables beside them and the full-text index. Both can be lost
 * or left behind by a crash and are then made good here.
 */
public final class CatchUp {
    /** Events a batch, so that memory stays bounded whatever the case holds: about 40 MB of raw text. */
    private static final long BATCH = 20_000;

    private static final String DOCUMENTS = "SELECT event_seq, event_id, event_time, account, operation, client_ip,"
            + " session_id, app_id, mailbox, subject, result, workload, summary, raw FROM event"
            + " WHERE event_seq > ? AND event_seq <= ?";

    private CatchUp() {}

    /**
     * Makes good what an import left behind that was killed or stopped. The caller holds the lock of the case, and has it open
     * nowhere.
     */
    public static void after(CaseDirectory openCase, Enricher enricher) {
        long last;
        try (CaseWriter writer = CaseWriter.open(openCase.database())) {
            enrich(writer, enricher);
            writer.pending().filled();
            last = writer.lastSequence();
        }
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
                LiveIndex index = new LiveIndex(openCase, workers, enricher)) {
            index(openCase, index, last, new ImportWatcher() {});
        }
    }

    /** Asks packs and address data about every value that they were not asked about yet, and links records of the same act. */
    public static void enrich(CaseWriter writer, Enricher enricher) {
        writer.links().renew();
        BesideTables beside = writer.beside();
        beside.place(enricher.places(beside.unplacedAddresses()));
        beside.readAgents(enricher.agents(beside.unreadAgents()));
        beside.nameApps(enricher.apps(beside.unnamedApps()));
        beside.nameRecordTypes(enricher.recordTypes(beside.unnamedRecordTypes()));
    }

    /**
     * Puts every event up to {@code highest} that the index lacks into it, and commits it; what was put there stays when the
     * watcher wants to stop.
     */
    static void index(CaseDirectory openCase, LiveIndex index, long highest, ImportWatcher watcher) {
        if (index.last() < highest) {
            try (CaseReader reader = CaseReader.open(openCase.database())) {
                addLacking(reader, index, highest, watcher);
            }
        }
        index.commit();
        watcher.indexes(highest, highest);
    }

    private static void addLacking(CaseReader reader, LiveIndex index, long highest, ImportWatcher watcher) {
        for (long from = index.last(); from < highest; from += BATCH) {
            long to = Math.min(from + BATCH, highest);
            add(reader, index, from, to);
            index.stored();
            watcher.indexes(to, highest);
            if (to < highest && watcher.wantsToStop()) {
                index.commit();
                throw new StoppedException();
            }
        }
    }

    private static void add(CaseReader reader, LiveIndex index, long from, long to) {
        reader.scan(DOCUMENTS, List.of(from, to), row -> {
            int column = 0;
            long sequence = row.number(column++);
            String id = row.text(column++);
            Instant time = row.instant(column++);
            index.add(new SearchDocument(
                    sequence,
                    id,
                    time,
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column++),
                    row.text(column)));
        });
    }
}
