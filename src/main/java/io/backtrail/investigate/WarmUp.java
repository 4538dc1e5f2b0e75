package io.backtrail.investigate;

import io.backtrail.store.CaseReader;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Warns where a question about what is new or rare is asked of accounts whose history is too short to have habits. */
public final class WarmUp {
    /** Parameters by which questions say how much history they need, the most exact first. */
    private static final List<String> DAYS = List.of("baseline_min_days", "baseline_days", "dormant_days");

    private static final String SQL = "WITH life AS (SELECT account, min(event_time) AS since, max(event_time) AS until"
            + " FROM event_core WHERE account IS NOT NULL AND actor_kind IN ('user', 'admin', 'guest')"
            + " AND result <> 'failure' GROUP BY account)"
            + " SELECT count(*), count(*) FILTER (WHERE until - since < to_days(CAST(? AS integer))) FROM life";

    private WarmUp() {}

    /** One sentence, or empty when the question needs no history or every account has enough. */
    public static Optional<String> of(CaseReader reader, SortedMap<String, String> parameters) {
        String days = DAYS.stream()
                .filter(parameters::containsKey)
                .map(parameters::get)
                .findFirst()
                .orElse(null);
        if (days == null || !days.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        List<Object> row = reader.query(SQL, List.of(Long.valueOf(days))).rows().get(0);
        long all = (Long) row.get(0);
        long young = (Long) row.get(1);
        return young == 0
                ? Optional.empty()
                : Optional.of("warm-up: " + young + " of " + all + " accounts have records of less than " + days
                        + " days; what is new or rare for them cannot be told, and for the others only from this case");
    }
}
