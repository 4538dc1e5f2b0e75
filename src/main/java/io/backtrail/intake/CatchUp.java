package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.model.Table;
import io.backtrail.search.SearchDocument;
import io.backtrail.search.TextIndexWriter;
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
    /** Events between two commits, each of which waits for the disk: what a crash costs at most. */
    private static final long COMMITTED = 1_000_000;

    private static final String DOCUMENTS = "SELECT event_seq, event_id, event_time, account, operation, client_ip,"
            + " session_id, app_id, mailbox, subject, country, result, workload, summary, raw FROM event"
            + " WHERE event_seq > ? AND event_seq <= ?";

    private CatchUp() {}

    /**
     * Makes good what an import left behind that was killed or stopped. The caller holds the lock of the case, and has it open
     * nowhere.
     */
    public static void after(CaseDirectory openCase, Enricher enricher) {
        try (CaseWriter writer = CaseWriter.open(openCase.database())) {
            enrich(writer, enricher);
            writer.pending().filled();
        }
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            index(openCase, workers, new ImportWatcher() {});
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

    /** Puts every event that the index lacks into it; what was put there stays when the watcher wants to stop. */
    static void index(CaseDirectory openCase, Workers workers, ImportWatcher watcher) {
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            Table highest = reader.query("SELECT coalesce(max(event_seq), 0) FROM event_core", List.of());
            long last = (Long) highest.rows().get(0).get(0);
            try (TextIndexWriter writer = TextIndexWriter.open(openCase.index())) {
                IndexFeed feed = new IndexFeed(writer, workers);
                long committed = writer.lastSequence();
                for (long from = committed; from < last; from += BATCH) {
                    long to = Math.min(from + BATCH, last);
                    add(reader, feed, from, to);
                    watcher.indexes(to, last);
                    boolean stops = watcher.wantsToStop();
                    if (to == last || to - committed >= COMMITTED || stops) {
                        feed.settle();
                        writer.commit();
                        committed = to;
                    }
                    if (stops && to < last) {
                        throw new StoppedException();
                    }
                }
            }
        }
    }

    private static void add(CaseReader reader, IndexFeed feed, long from, long to) {
        reader.scan(DOCUMENTS, List.of(from, to), row -> {
            int column = 0;
            long sequence = row.number(column++);
            String id = row.text(column++);
            Instant time = row.instant(column++);
            feed.add(new SearchDocument(
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
                    row.text(column++),
                    row.text(column)));
        });
    }
}
