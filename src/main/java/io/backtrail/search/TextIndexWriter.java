package io.backtrail.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The full-text index of a case, open for writing. {@link #add} and {@link #flushSome} may be called by several threads; the
 * rest by one, while none adds. What was not committed is forgotten on close.
 */
public final class TextIndexWriter implements AutoCloseable {
    private static final double BUFFER_MEGABYTES = 192;

    private final Directory directory;
    private final IndexWriter writer;
    private final ConcurrentLinkedDeque<DocumentForm> forms = new ConcurrentLinkedDeque<>();
    private final AtomicLong lastSequence;

    private TextIndexWriter(Directory directory, IndexWriter writer, long lastSequence) {
        this.directory = directory;
        this.writer = writer;
        this.lastSequence = new AtomicLong(lastSequence);
    }

    /**
     * Opens the index in {@code dir}, or makes it. One that is damaged or of another format is emptied, which
     * {@link #lastSequence} tells.
     *
     * @throws io.backtrail.problem.ProblemException {@code search.locked} if another program writes to it
     */
    public static TextIndexWriter open(Path dir) {
        try {
            Files.createDirectories(dir);
            Directory directory = FSDirectory.open(dir);
            try {
                return open(directory, dir);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (LockObtainFailedException e) {
            throw IndexDirectory.locked(dir);
        } catch (IOException e) {
            throw new SearchException("opening the index", e);
        }
    }

    /** {@code event_seq} of the last document: after {@link #open} of the last commit, 0 if every event must be added. */
    public long lastSequence() {
        return lastSequence.get();
    }

    /** Adds an event. The caller sees to it that each is added once. */
    public void add(SearchDocument document) {
        DocumentForm form = forms.poll();
        try {
            form = form == null ? new DocumentForm() : form;
            writer.addDocument(form.fill(document));
            lastSequence.accumulateAndGet(document.eventSeq(), Math::max);
        } catch (IOException e) {
            throw new SearchException("indexing event " + document.eventSeq(), e);
        }
        // A form that failed half way is not used again.
        forms.push(form);
    }

    /** Writes out what one of the adding threads has in memory, so that several threads can do before {@link #commit}. */
    public void flushSome() {
        try {
            writer.flushNextBuffer();
        } catch (IOException e) {
            throw new SearchException("writing the index", e);
        }
    }

    /** Makes everything added so far last, and seen by whoever opens the index from now on. */
    public void commit() {
        try {
            writer.setLiveCommitData(
                    IndexDirectory.commitData(lastSequence.get()).entrySet());
            writer.commit();
        } catch (IOException e) {
            throw new SearchException("committing the index", e);
        }
    }

    @Override
    public void close() {
        try (directory) {
            // Not close(): that would wait for merges, which a later run takes up again.
            writer.rollback();
        } catch (IOException e) {
            throw new SearchException("closing the index", e);
        }
    }

    private static TextIndexWriter open(Directory directory, Path dir) throws IOException {
        long last = IndexDirectory.lastSequence(directory);
        if (last > 0) {
            return new TextIndexWriter(directory, new IndexWriter(directory, config()), last);
        }
        IndexDirectory.clear(directory, dir);
        return new TextIndexWriter(directory, new IndexWriter(directory, config()), 0);
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig(new QueryAnalyzer())
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setUseCompoundFile(false);
    }
}
