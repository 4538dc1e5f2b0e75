package io.backtrail.intake;

import io.backtrail.search.SearchDocument;
import io.backtrail.search.TextIndexWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Adds documents to the index on all workers at once; a bounded number of them waits. Used by one thread. */
final class IndexFeed {
    private static final int MOST_DOCUMENTS = 256;
    private static final int FULL_WEIGHT = 1 << 20;
    /** Batches on the way, for each worker. */
    private static final int AHEAD = 3;

    private final TextIndexWriter writer;
    private final Workers workers;
    private final Queue<Future<Void>> pending = new ArrayDeque<>();
    private List<SearchDocument> batch = new ArrayList<>(MOST_DOCUMENTS);
    private int weight;

    IndexFeed(TextIndexWriter writer, Workers workers) {
        this.writer = writer;
        this.workers = workers;
    }

    void add(SearchDocument document) {
        batch.add(document);
        weight += document.raw().length();
        if (batch.size() >= MOST_DOCUMENTS || weight >= FULL_WEIGHT) {
            pass();
        }
    }

    /** Waits until everything added so far is in the index and written out. */
    void settle() {
        pass();
        awaitAll();
        // A commit would write on one thread what every worker has in memory.
        for (int i = 0; i < workers.count(); i++) {
            pending.add(workers.submit(() -> {
                writer.flushSome();
                return null;
            }));
        }
        awaitAll();
    }

    /** Waits until nobody adds any more; what was not yet written out, and what failed, is of no use to anybody. */
    void drop() {
        batch = new ArrayList<>();
        weight = 0;
        boolean interrupted = false;
        while (!pending.isEmpty()) {
            try {
                pending.element().get();
                pending.remove();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                // The index is being forgotten back to its last commit, and this with it.
                pending.remove();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAll() {
        while (!pending.isEmpty()) {
            await(pending.remove());
        }
    }

    private void pass() {
        List<SearchDocument> full = batch;
        batch = new ArrayList<>(MOST_DOCUMENTS);
        weight = 0;
        while (pending.size() >= AHEAD * workers.count()) {
            await(pending.remove());
        }
        pending.add(workers.submit(() -> {
            full.forEach(writer::add);
            return null;
        }));
    }

    private static void await(Future<Void> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            throw Workers.interrupted();
        } catch (ExecutionException e) {
            throw Workers.failure(e, RuntimeException.class);
        }
    }
}
