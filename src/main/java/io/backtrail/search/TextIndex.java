package io.backtrail.search;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The full-text index of a case as of its last commit before {@link #open}, for reading. Any thread; never a lock.
 *
 * <p>A query is Lucene's syntax, with these differences. Words beside each other must all be there. An identifier, address
 * or path means itself without quotes, whatever signs stand in it; so {@code /…/} is a path, not a regular expression.
 * Fields are those of {@code account:}, {@code operation:}, {@code ip:}, {@code session:}, {@code app:}, {@code mailbox:},
 * {@code subject:}, {@code country:}, {@code result:}, {@code workload:}, {@code summary:}, {@code id:}, {@code key:} (a
 * JSON member) and {@code time:} (a day, or a range in UTC with both ends included).
 */
public final class TextIndex implements AutoCloseable {
    private static final Sort ORDER =
            new Sort(SortField.FIELD_SCORE, new SortField(DocumentForm.SEQUENCE, SortField.Type.LONG));

    private final IndexReader reader;
    private final IndexSearcher searcher;
    private final Countries countries;

    private TextIndex(IndexReader reader, Countries countries) {
        this.reader = reader;
        this.countries = countries;
        this.searcher = new IndexSearcher(reader);
    }

    /**
     * Opens the index in {@code dir}; one that is not there yet is empty.
     *
     * @param addresses the addresses of the case by country, ISO 3166 alpha-2; asked when a query names a country
     * @throws ProblemException {@code search.index} if it is damaged
     */
    public static TextIndex open(Path dir, Supplier<Map<String, List<String>>> addresses) {
        Countries countries = new Countries(addresses);
        if (!Files.isDirectory(dir)) {
            return new TextIndex(empty(), countries);
        }
        try (Directory directory = FSDirectory.open(dir)) {
            return new TextIndex(DirectoryReader.open(directory), countries);
        } catch (IndexNotFoundException e) {
            return new TextIndex(empty(), countries);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(new Problem(
                    "search.index",
                    dir.toString(),
                    "a whole index",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "nothing is lost: import something again, or the same files, and the index is rebuilt"));
        }
    }

    /**
     * The events that fit the query, best first.
     *
     * @param limit most hits to return, 0 or more; the total counts all
     * @throws ProblemException {@code search.query} if the query cannot be read, saying at which column
     */
    public SearchResult search(String query, int limit) {
        Query parsed = new QueryReader(countries).read(query);
        try {
            int wanted = Math.max(1, Math.min(limit, Math.max(1, reader.maxDoc())));
            TopDocs top = searcher.search(parsed, new TopFieldCollectorManager(ORDER, wanted, null, Integer.MAX_VALUE));
            List<SearchHit> hits = new ArrayList<>();
            for (int i = 0; i < Math.min(limit, top.scoreDocs.length); i++) {
                hits.add(hit(top.scoreDocs[i]));
            }
            return new SearchResult(top.totalHits.value, hits);
        } catch (IOException e) {
            throw new SearchException("searching", e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new SearchException("closing the index", e);
        }
    }

    private SearchHit hit(ScoreDoc found) throws IOException {
        List<LeafReaderContext> leaves = reader.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found.doc, leaves));
        int doc = found.doc - leaf.docBase;
        Object[] sorted = ((FieldDoc) found).fields;
        return new SearchHit(
                (Long) sorted[1],
                reader.storedFields().document(found.doc).get(DocumentForm.EVENT_ID),
                time(leaf, doc),
                text(leaf, DocumentForm.SHOWN_ACCOUNT, doc),
                text(leaf, DocumentForm.SHOWN_OPERATION, doc),
                (Float) sorted[0]);
    }

    private static Instant time(LeafReaderContext leaf, int doc) throws IOException {
        var times = leaf.reader().getNumericDocValues(SearchField.TIME.label());
        times.advanceExact(doc);
        return Instant.EPOCH.plus(times.longValue(), ChronoUnit.MICROS);
    }

    private static String text(LeafReaderContext leaf, String field, int doc) throws IOException {
        SortedDocValues values = leaf.reader().getSortedDocValues(field);
        return values != null && values.advanceExact(doc)
                ? values.lookupOrd(values.ordValue()).utf8ToString()
                : null;
    }

    private static IndexReader empty() {
        try {
            return new MultiReader();
        } catch (IOException e) {
            throw new SearchException("opening nothing", e);
        }
    }
}
