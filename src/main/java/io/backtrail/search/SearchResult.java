package io.backtrail.search;

import java.util.List;

/**
 * What a query found.
 *
 * @param total number of events that fit, exact, whatever the limit
 * @param hits the best of them: score descending, then {@code event_seq}
 */
public record SearchResult(long total, List<SearchHit> hits) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
