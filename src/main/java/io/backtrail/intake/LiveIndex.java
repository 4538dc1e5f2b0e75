package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.model.Event;
import io.backtrail.search.SearchDocument;
import io.backtrail.search.TextIndexWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The full-text index while an import runs: takes each new event when it is stored, so that it need not be read back. It
 * takes them without a gap or not at all; what it lacks, {@link CatchUp} adds. Committed only after the database is. One thread.
 */
final class LiveIndex implements AutoCloseable {
    /** Events between two commits, each of which waits for the disk: what a crash costs at most, unless one file holds more. */
    private static final long COMMITTED = 1_000_000;

    private static final int MOST_APPS = 10_000;

    private final CaseDirectory openCase;
    private final Workers workers;
    private final Enricher enricher;
    private final Map<String, String> appNames = new HashMap<>();
    private TextIndexWriter writer;
    private IndexFeed feed;
    private long last;
    private long committed;

    LiveIndex(CaseDirectory openCase, Workers workers, Enricher enricher) {
        this.openCase = openCase;
        this.workers = workers;
        this.enricher = enricher;
        open();
    }

    /** The last event it was given or holds. */
    long last() {
        return last;
    }

    /** Takes an event that is being stored, unless one before it is missing. */
    void add(long sequence, Event event, String raw) {
        if (sequence == last + 1) {
            add(document(sequence, event, raw));
        }
    }

    /** Takes the event that follows the last. */
    void add(SearchDocument document) {
        feed.add(document);
        last = Math.max(last, document.eventSeq());
    }

    /** The database keeps what it was given so far. */
    void stored() {
        if (last - committed >= COMMITTED) {
            commit();
        }
    }

    /** Makes everything it was given so far last; the database must have done so before. */
    void commit() {
        if (last > committed) {
            feed.settle();
            writer.commit();
            committed = last;
        }
    }

    /** The database forgets what it was given since it last kept something, and so does the index, and maybe more. */
    void forget() {
        close();
        open();
    }

    @Override
    public void close() {
        feed.drop();
        writer.close();
    }

    private void open() {
        writer = TextIndexWriter.open(openCase.index());
        feed = new IndexFeed(writer, workers);
        last = writer.lastSequence();
        committed = last;
    }

    private SearchDocument document(long sequence, Event event, String raw) {
        return new SearchDocument(
                sequence,
                event.eventId(),
                event.eventTime(),
                event.actor().account(),
                event.activity().operation(),
                event.client().ip(),
                event.links().sessionId(),
                event.client().appId(),
                event.touched().mailbox(),
                event.touched().subject(),
                event.outcome().result().word(),
                event.activity().workload(),
                summary(event),
                raw);
    }

    /** As the view {@code event} says it: with the application's name in place of its id. */
    private String summary(Event event) {
        String appId = event.client().appId();
        if (appId == null
                || event.client().appName() != null
                || !event.summary().contains(appId)) {
            return event.summary();
        }
        if (appNames.size() >= MOST_APPS) {
            appNames.clear();
        }
        String name =
                appNames.computeIfAbsent(appId, id -> enricher.apps(List.of(id)).getOrDefault(id, ""));
        return name.isEmpty() ? event.summary() : event.summary().replace("app " + appId, name);
    }
}
