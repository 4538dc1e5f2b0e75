package io.backtrail.investigate.sigma;

import io.backtrail.model.Table;

/**
 * What became of one rule.
 *
 * @param rule the rule
 * @param untranslated the part that has no SQL over a case, so that the rule was not run; null if it was run
 * @param table its findings, empty if it was not run
 * @param truncated true if there were more rows than asked for
 */
public record SigmaResult(SigmaRule rule, String untranslated, Table table, boolean truncated) {
    /** True if the rule was run whole. */
    public boolean wasRun() {
        return untranslated == null;
    }
}
