package io.backtrail.cli;

import io.backtrail.health.Answer;
import io.backtrail.health.HealthFinding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says beside an answer of nothing what it is worth. */
final class Holes {
    private static final int MOST_NAMED = 8;

    private Holes() {}

    /** One line, or empty when no hole that was found weakens the answer. */
    static Optional<String> line(Answer answer) {
        if (!answer.hasRecords()) {
            return Optional.of(
                    "the evidence cannot tell: the case holds no record of the logs in which this would stand");
        }
        return answer.holes().isEmpty()
                ? Optional.empty()
                : Optional.of("holes in the evidence that weaken this answer: " + names(answer)
                        + "; 'health' says what may not be concluded");
    }

    /** The verdict of the health of the evidence in a few words; empty if no hole bears on the answer. */
    static String verdict(Answer answer) {
        return answer.hasRecords() ? names(answer) : "no record of the kind";
    }

    private static String names(Answer answer) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        answer.holes().forEach(finding -> kinds.merge(name(finding), 1L, Long::sum));
        String named = kinds.entrySet().stream()
                .limit(MOST_NAMED)
                .map(kind -> kind.getKey() + (kind.getValue() == 1 ? "" : " x" + kind.getValue()))
                .collect(Collectors.joining(", "));
        return named + (kinds.size() > MOST_NAMED ? " and more" : "");
    }

    private static String name(HealthFinding finding) {
        String who = finding.account() == null ? "" : ", " + finding.account();
        return finding.code() + " (" + finding.severity() + who + ")";
    }
}
