package io.backtrail.reconstruct;

import java.util.Set;

/** What would change a verdict against somebody: the piece of evidence that it leans on most. */
final class WouldChange {
    private WouldChange() {}

    /** The sentence, or null where nobody is accused. */
    static String text(Verdict verdict, Atom atom) {
        if (!verdict.accused()) {
            return null;
        }
        String family = null;
        int most = 0;
        Set<String> against = Verdicts.against(verdict.reasons());
        for (String each : against) {
            int db = Tally.family(verdict.reasons(), each);
            if (db > most) {
                most = db;
                family = each;
            }
        }
        if (family == null) {
            return "any evidence of the owner's presence, such as the device or address confirmed as theirs";
        }
        int left = verdict.score() - most - Tally.family(verdict.reasons(), "veto");
        return condition(family, atom) + ", the score falls from " + verdict.score() + " to " + left + " (" + word(left)
                + ")";
    }

    private static String condition(String family, Atom atom) {
        String ips =
                String.join(", ", atom.addresses().keySet().stream().limit(3).toList());
        return switch (family) {
            case "network", "travel" -> "if " + ips + " is confirmed as the user's own connection";
            case "client" -> "if the user confirms the program as theirs";
            case "device" -> "if the user confirms the device as theirs";
            case "auth", "seed" -> "if the user confirms this sign-in and what followed it as theirs";
            case "action" -> "if the user confirms having done this themselves";
            case "link" -> "if the linked session turns out to be its owner's";
            default -> "without the evidence of " + family;
        };
    }

    private static String word(int score) {
        return score >= Verdicts.ATTACKER ? "attacker" : score >= 0 ? "suspect" : score > -10 ? "unresolved" : "owner";
    }
}
