package io.backtrail.report;

import java.util.List;
import java.util.Map;

/** The words for likelihood, after the yardstick of professional intelligence assessment, with the scores they stand for. */
final class StandardOfProof {
    private StandardOfProof() {}

    static List<Map<String, Object>> rows() {
        return List.of(
                row("+20 and more", "attacker, high confidence", "almost certain", "over 90 %"),
                row("+13 to +19", "attacker, medium confidence", "highly likely", "80–90 %"),
                row("+5 to +12", "suspect, medium confidence", "likely", "55–75 %"),
                row("0 to +4", "suspect, low confidence", "a realistic possibility", "40–50 %"),
                row("−9 to −1", "owner, low confidence, unresolved", "not attributed", "no statement"),
                row("−14 to −10", "owner, medium confidence", "attacker unlikely", "10–20 %"),
                row("−15 and less", "owner, high confidence", "attacker remote", "under 5 %"));
    }

    private static Map<String, Object> row(String score, String verdict, String words, String percent) {
        return Map.of("score", score, "verdict", verdict, "words", words, "percent", percent);
    }
}
