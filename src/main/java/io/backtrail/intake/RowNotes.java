package io.backtrail.intake;

import io.backtrail.store.SourceNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the rows of which something is true. Values come from small sets, so that memory is bounded. */
final class RowNotes {
    private final Map<Key, SourceNote> notes = new TreeMap<>();

    void add(String kind, String value, long recordNo) {
        notes.merge(
                new Key(kind, value),
                new SourceNote(kind, value, 1, recordNo),
                (old, one) -> new SourceNote(kind, value, old.rows() + 1, old.firstRecord()));
    }

    /** Sorted by kind and value. */
    List<SourceNote> all() {
        return new ArrayList<>(notes.values());
    }

    private record Key(String kind, String value) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::kind).thenComparing(Key::value);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
