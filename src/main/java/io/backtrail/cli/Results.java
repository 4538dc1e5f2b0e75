package io.backtrail.cli;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.util.List;
import java.util.Locale;

/** Whether the results of the last reconstruction are there, and whether they speak of the whole case. */
final class Results {
    private Results() {}

    /** Stops if the case was not reconstructed yet; says so if more was imported since. */
    static void demand(Backtrail top, CaseReader reader) {
        boolean none = reader.query("SELECT 1 FROM reconstruction_fact LIMIT 1", List.of())
                .rows()
                .isEmpty();
        if (none) {
            throw new ProblemException(new Problem(
                    "case.not-reconstructed",
                    "reconstruct",
                    "a case that was reconstructed",
                    "none of its results",
                    "run 'reconstruct' first"));
        }
        long later = (Long) reader.query(
                        "SELECT count(*) FROM event_core WHERE event_seq > (SELECT coalesce(max(event_seq), 0) FROM verdict)",
                        List.of())
                .rows()
                .get(0)
                .get(0);
        if (later > 0) {
            top.tell(new Problem(
                    "case.results-old",
                    "reconstruct",
                    "results that speak of the whole case",
                    later == 1
                            ? "an event imported after them"
                            : String.format(Locale.ROOT, "%,d events imported after them", later),
                    "what follows leaves those events out; run 'reconstruct' again"));
        }
    }
}
