package io.backtrail.reconstruct;

import java.util.List;

/**
 * What is said of an atom.
 *
 * @param word {@code attacker}, {@code suspect}, {@code owner} or {@code system}
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param unresolved true if {@code owner} only means that nothing speaks against it
 * @param score sum of the reasons, decibans
 * @param reasons all reasons, prior first
 */
record Verdict(String word, String confidence, boolean unresolved, int score, List<Reason> reasons) {
    Verdict {
        reasons = List.copyOf(reasons);
    }

    boolean attacker() {
        return word.equals("attacker");
    }

    /** Attacker or suspect. */
    boolean accused() {
        return attacker() || word.equals("suspect");
    }
}
