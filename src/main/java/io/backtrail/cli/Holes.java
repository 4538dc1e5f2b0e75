package io.backtrail.cli;

import io.backtrail.health.Bearing;
import io.backtrail.health.HealthFinding;
import io.backtrail.investigate.Investigation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says beside an answer of nothing which holes of the evidence weaken it. */
final class Holes {
    private static final int MOST_NAMED = 8;

    private Holes() {}

    /** One line, or empty when no hole that was found weakens the answer. */
    static Optional<String> line(Investigation investigation, List<HealthFinding> findings) {
        List<HealthFinding> bearing = Bearing.on(investigation, findings);
        if (bearing.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> kinds = new LinkedHashMap<>();
        bearing.forEach(finding -> kinds.merge(name(finding), 1L, Long::sum));
        String named = kinds.entrySet().stream()
                .limit(MOST_NAMED)
                .map(kind -> kind.getKey() + (kind.getValue() == 1 ? "" : " x" + kind.getValue()))
                .collect(Collectors.joining(", "));
        return Optional.of("holes in the evidence that weaken this answer: " + named
                + (kinds.size() > MOST_NAMED ? " and more" : "") + "; 'health' says what may not be concluded");
    }

    private static String name(HealthFinding finding) {
        String who = finding.account() == null ? "" : ", " + finding.account();
        return finding.code() + " (" + finding.severity() + who + ")";
    }
}
