package io.backtrail.intake;

import io.backtrail.store.SourceWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of one search: which of its results are there, as ranges of their numbers. */
final class SearchWindow {
    private static final int MOST_NAMED = 10;

    private final TreeMap<Long, Long> ranges = new TreeMap<>();
    private final long firstRecord;
    private long results;
    private long lastRecord;
    private long rows;
    private long present;

    SearchWindow(long results, long firstRecord) {
        this.results = results;
        this.firstRecord = firstRecord;
    }

    long results() {
        return results;
    }

    /** The service says now that there are so many. */
    void correct(long nowResults) {
        results = nowResults;
    }

    boolean has(long index) {
        Map.Entry<Long, Long> range = ranges.floorEntry(index);
        return range != null && index <= range.getValue();
    }

    boolean isComplete() {
        return present >= results;
    }

    void add(long index, long recordNo) {
        rows++;
        lastRecord = recordNo;
        if (has(index)) {
            return;
        }
        present++;
        long from = index;
        long to = index;
        Map.Entry<Long, Long> before = ranges.floorEntry(index);
        if (before != null && before.getValue() == index - 1) {
            from = before.getKey();
        }
        Long behind = ranges.remove(index + 1);
        if (behind != null) {
            to = behind;
        }
        ranges.put(from, to);
    }

    SourceWindow told() {
        List<String> gaps = new ArrayList<>();
        long missing = 0;
        long expected = 1;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            missing += gap(expected, Math.min(range.getKey() - 1, results), gaps);
            expected = range.getValue() + 1;
        }
        missing += gap(expected, results, gaps);
        return new SourceWindow(firstRecord, lastRecord, rows, results, present, missing, String.join(", ", gaps));
    }

    private static long gap(long from, long to, List<String> gaps) {
        if (to < from) {
            return 0;
        }
        if (gaps.size() < MOST_NAMED) {
            gaps.add(from == to ? Long.toString(from) : from + "-" + to);
        } else if (gaps.size() == MOST_NAMED) {
            gaps.add("…");
        }
        return to - from + 1;
    }
}
