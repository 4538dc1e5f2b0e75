package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.store.SourceWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts the rows of a file into the searches that they came from. Search-UnifiedAuditLog numbers the results of a search
 * (ResultIndex) and says how many there are (ResultCount), so a file tells by itself which of them it lacks. Rows may stand in
 * any order, searches may be mixed, and the service may correct the count on the way.
 */
final class SearchWindows {
    /** A year of searches by the hour has fewer; more are the work of a broken or hostile file and stay uncounted. */
    private static final int MOST = 20_000;

    private static final int MOST_OPEN_OF_A_COUNT = 64;

    private final RowNotes notes;
    private final List<SearchWindow> all = new ArrayList<>();
    private final Map<Long, Deque<SearchWindow>> open = new HashMap<>();
    private SearchWindow last;
    private long lastIndex;

    SearchWindows(RowNotes notes) {
        this.notes = notes;
    }

    void sees(RawRecord record) {
        String index = record.envelope().get("ResultIndex");
        String count = record.envelope().get("ResultCount");
        if (index == null || count == null) {
            return;
        }
        long number = number(index);
        long results = number(count);
        if (number <= 0 || results <= 0) {
            notes.add("result-void", "", record.recordNo());
            return;
        }
        SearchWindow window = windowFor(number, results, record.recordNo());
        if (window != null) {
            window.add(number, record.recordNo());
            if (window.isComplete()) {
                open.getOrDefault(window.results(), new ArrayDeque<>()).remove(window);
            }
        }
        last = window;
        lastIndex = number;
    }

    List<SourceWindow> all() {
        return all.stream().map(SearchWindow::told).toList();
    }

    private SearchWindow windowFor(long index, long results, long recordNo) {
        Deque<SearchWindow> candidates = open.computeIfAbsent(results, count -> new ArrayDeque<>());
        if (last != null && last.results() == results && !last.has(index)) {
            return last;
        }
        for (SearchWindow window : candidates) {
            if (!window.has(index)) {
                return window;
            }
        }
        boolean goesOn = last != null && last.results() != results && !last.isComplete() && index == lastIndex + 1;
        if (goesOn && index > 1) {
            open.get(last.results()).remove(last);
            last.correct(results);
            candidates.add(last);
            return last;
        }
        return opened(candidates, results, recordNo);
    }

    private SearchWindow opened(Deque<SearchWindow> candidates, long results, long recordNo) {
        if (all.size() >= MOST) {
            notes.add("result-untracked", "", recordNo);
            return null;
        }
        SearchWindow window = new SearchWindow(results, recordNo);
        all.add(window);
        candidates.add(window);
        if (candidates.size() > MOST_OPEN_OF_A_COUNT) {
            candidates.remove();
        }
        return window;
    }

    /** The number, or 0 when there is none. */
    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
