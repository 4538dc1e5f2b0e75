package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Turns a sum of reasons into a verdict. Accusing an innocent is the worst mistake, so the vetoes come first. */
final class Verdicts {
    static final int ATTACKER = 13;
    private static final int HIGH = 20;
    private static final int SUSPECT = 5;
    private static final int OWNER = -15;
    private static final Set<String> NO_GROUND = Set.of("prior", "veto");
    private static final Set<String> WEAK = Set.of("network", "travel", "time", "response");

    private static final Set<String> TELLING = Set.of("action", "seed", "session", "device", "link");

    private final Weights weights;

    Verdicts(Weights weights) {
        this.weights = weights;
    }

    /**
     * Decides.
     *
     * @param reasons settled reasons, whose sum is the score
     * @param weakLink true if the link among them is an address or program shared between accounts
     * @param anchored true if a device of long standing is in the atom and it did not leave its birthplace
     * @param thin true if too little is known of the owner
     */
    Verdict decide(List<Reason> reasons, boolean weakLink, boolean anchored, boolean thin) {
        List<Reason> all = new ArrayList<>(reasons);
        int score = Tally.sum(all);
        if (score > OWNER && Tally.family(all, "judgement") < 0) {
            all.add(weights.reason("judgement.outweighs", OWNER - score, List.of()));
            score = OWNER;
        }
        if (score >= ATTACKER) {
            String veto = veto(all, weakLink, anchored, thin);
            if (veto != null) {
                all.add(weights.reason(veto, ATTACKER - 1 - score, List.of()));
                score = ATTACKER - 1;
            }
        }
        return word(all, score);
    }

    /** Families that speak against the atom. */
    static Set<String> against(List<Reason> reasons) {
        Set<String> families = new TreeSet<>();
        for (Reason reason : reasons) {
            if (!NO_GROUND.contains(reason.family()) && Tally.family(reasons, reason.family()) > 0) {
                families.add(reason.family());
            }
        }
        return families;
    }

    private static String veto(List<Reason> reasons, boolean weakLink, boolean anchored, boolean thin) {
        Set<String> against = against(reasons);
        if (against.contains("judgement") || Tally.family(reasons, "seed") >= 30) {
            return null;
        }
        if (WEAK.containsAll(against)) {
            return thin ? "veto.thin" : "veto.weak";
        }
        if (Collections.disjoint(against, TELLING)) {
            return "veto.idle";
        }
        int withoutLink = Tally.sum(reasons) - Tally.family(reasons, "link");
        int local = withoutLink - Tally.family(reasons, "prior");
        if (weakLink && withoutLink < ATTACKER && local < 6) {
            return "veto.shared";
        }
        if (anchored && !against.contains("action")) {
            return "veto.anchor";
        }
        return null;
    }

    private static Verdict word(List<Reason> reasons, int score) {
        if (score >= ATTACKER) {
            Set<String> against = against(reasons);
            boolean sure = against.size() >= 2 || Tally.family(reasons, "seed") >= 25;
            return new Verdict("attacker", score >= HIGH && sure ? "high" : "medium", false, score, reasons);
        }
        if (score >= 0) {
            return new Verdict("suspect", score >= SUSPECT ? "medium" : "low", false, score, reasons);
        }
        if (score > -10) {
            return new Verdict("owner", "low", true, score, reasons);
        }
        return new Verdict("owner", score <= OWNER ? "high" : "medium", false, score, reasons);
    }
}
