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

    /** Asks packs and address data about every value that they were not asked about yet. */
    public static void enrich(CaseWriter writer, Enricher enricher) {
        BesideTables beside = writer.beside();
        beside.place(enricher.places(beside.unplacedAddresses()));
        beside.readAgents(enricher.agents(beside.unreadAgents()));
        beside.nameApps(enricher.apps(beside.unnamedApps()));
        beside.nameRecordTypes(enricher.recordTypes(beside.unnamedRecordTypes()));
    }

    /** Puts every event up to {@code highest} that the index lacks into it, and commits it. */
    static void index(CaseDirectory openCase, LiveIndex index, long highest) {
        if (index.last() < highest) {
            try (CaseReader reader = CaseReader.open(openCase.database())) {
                for (long from = index.last(); from < highest; from += BATCH) {
                    add(reader, index, from, Math.min(from + BATCH, highest));
                    index.stored();
                }
            }
        }
        index.commit();
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
