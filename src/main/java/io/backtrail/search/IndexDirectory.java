package io.backtrail.search;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;

/** What can be said of the folder of the index before it is opened for writing. */
final class IndexDirectory {
    /** A change of the analysis or of the fields changes this, and every older index is rebuilt. */
    private static final String FORMAT = "2";

    private static final String FORMAT_KEY = "format";
    private static final String SEQUENCE_KEY = "last_sequence";

    private IndexDirectory() {}

    static Map<String, String> commitData(long lastSequence) {
        return Map.of(FORMAT_KEY, FORMAT, SEQUENCE_KEY, Long.toString(lastSequence));
    }

    /**
     * The last sequence of a good index, or 0 for none, for one of another format, or for one with files missing or cut.
     * Lucene checks the head and foot of every file here; flipped bits between them it notices only when it reads them.
     */
    static long lastSequence(Directory directory) {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = SegmentInfos.readLatestCommit(directory).getUserData();
            boolean known = FORMAT.equals(data.get(FORMAT_KEY)) && reader.maxDoc() >= 0;
            return known ? Long.parseLong(data.get(SEQUENCE_KEY)) : 0;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return 0;
        }
    }

    /** Deletes all that is there, while nobody else writes. */
    static void clear(Directory directory, Path dir) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            lock.ensureValid();
            for (String name : directory.listAll()) {
                if (!name.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(name);
                }
            }
        } catch (LockObtainFailedException e) {
            throw locked(dir);
        }
    }

    static ProblemException locked(Path dir) {
        return new ProblemException(new Problem(
                "search.locked",
                dir.toString(),
                "an index that nobody writes to",
                "another program writing to it",
                "wait until it is done, or end it"));
    }
}
