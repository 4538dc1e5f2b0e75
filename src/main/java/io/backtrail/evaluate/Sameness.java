package io.backtrail.evaluate;

import io.backtrail.example.Alteration;
import java.util.List;

/**
 * What an alteration that must not matter did to the verdicts on the original records.
 *
 * @param subject the tenant
 * @param alteration what was done to its exports
 * @param events original records compared
 * @param otherVerdicts those with another verdict, gone ones included
 * @param lost records of the attacker that were accused and are no longer
 * @param newlyAccused records of others that are accused now
 * @param otherScores records with another score, whatever the verdict
 * @param examples changed verdicts in words, some of them
 */
public record Sameness(
        Subject subject,
        Alteration alteration,
        int events,
        int otherVerdicts,
        int lost,
        int newlyAccused,
        int otherScores,
        List<String> examples) {
    public Sameness {
        examples = List.copyOf(examples);
    }

    /**
     * True if it passed: no verdict changed, or where the attacker became busier before, the attack is still found and nobody
     * else is accused.
     */
    public boolean holds() {
        return lost == 0 && newlyAccused == 0 && (otherVerdicts == 0 || !alteration.keepsVerdicts());
    }
}
