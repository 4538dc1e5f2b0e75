package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the commands for the analyst's own marks share. */
final class Marks {
    private Marks() {}

    /** Now, as the database keeps it. */
    static Instant now(Backtrail top) {
        return top.surroundings().clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Notes the mark in the ledger. */
    static void note(Backtrail top, CaseDirectory openCase, Map<String, String> details) {
        openCase.ledger(top.surroundings().clock()).append("judgement", new TreeMap<>(details));
    }

    /** Stops unless {@code word} is one of {@code words}. */
    static void demandKind(String word, List<String> words) {
        if (!words.contains(word)) {
            throw new ProblemException(new Problem(
                    "usage.kind", "kind", String.join(", ", words), Problem.quote(word), "one of the words above"));
        }
    }

    /** Stops unless the case has an event of that id. */
    static void demandEvent(CaseDirectory openCase, String event) {
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            if (reader.query("SELECT 1 FROM event_core WHERE event_id = ?", List.of(event), 1)
                    .rows()
                    .isEmpty()) {
                throw new ProblemException(new Problem(
                        "tag.event", "tag", "the id of an event", Problem.quote(event), "'search' prints whole ids"));
            }
        }
    }
}
