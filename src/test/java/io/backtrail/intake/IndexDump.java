package io.backtrail.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;

/** Every posting of an index as a line of text, whatever segments it is in: field, term, event and places in it. */
final class IndexDump {
    private IndexDump() {}

    static List<String> of(Path dir) throws IOException {
        SortedSet<String> lines = new TreeSet<>();
        try (FSDirectory directory = FSDirectory.open(dir);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                for (FieldInfo field : leaf.reader().getFieldInfos()) {
                    if (leaf.reader().terms(field.name) != null) {
                        add(leaf.reader(), field.name, lines);
                    }
                }
            }
        }
        return List.copyOf(lines);
    }

    private static void add(LeafReader leaf, String field, SortedSet<String> lines) throws IOException {
        TermsEnum terms = leaf.terms(field).iterator();
        while (terms.next() != null) {
            NumericDocValues sequences = leaf.getNumericDocValues("event_seq");
            PostingsEnum postings = terms.postings(null, PostingsEnum.POSITIONS);
            while (postings.nextDoc() != PostingsEnum.NO_MORE_DOCS) {
                sequences.advanceExact(postings.docID());
                StringBuilder line = new StringBuilder(field)
                        .append(' ')
                        .append(terms.term().utf8ToString())
                        .append(' ')
                        .append(sequences.longValue());
                int freq =
                        leaf.getFieldInfos().fieldInfo(field).getIndexOptions().ordinal() < 3 ? 0 : postings.freq();
                for (int i = 0; i < freq; i++) {
                    line.append(' ').append(postings.nextPosition());
                }
                lines.add(line.toString());
            }
        }
    }
}
