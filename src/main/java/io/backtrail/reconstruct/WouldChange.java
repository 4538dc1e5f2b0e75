package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What would change a verdict against somebody: the fewest pieces of evidence, strongest first, without which another verdict
 * would be given. Worked out by the same rules that gave the verdict, all else left as it is.
 */
final class WouldChange {
    private WouldChange() {}

    /**
     * The sentence, or null where nobody is accused.
     *
     * @param without the verdict on the atom if these families did not count
     */
    static String text(Verdict verdict, Atom atom, Function<Set<String>, Verdict> without) {
        if (!verdict.accused()) {
            return null;
        }
        List<Reason> reasons = verdict.reasons();
        List<String> strongest = Verdicts.against(reasons).stream()
                .sorted(Comparator.comparingInt((String family) -> -Tally.family(reasons, family))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Set<String> gone = new HashSet<>();
        Set<String> conditions = new TreeSet<>();
        List<String> inOrder = new ArrayList<>();
        for (String family : strongest) {
            gone.add(family);
            String condition = condition(family, atom);
            if (conditions.add(condition)) {
                inOrder.add(condition);
            }
            Verdict left = without.apply(gone);
            if (!left.word().equals(verdict.word())) {
                return String.join(" and ", inOrder) + ", the score falls from " + verdict.score() + " to "
                        + left.score() + " (" + (left.unresolved() ? "unresolved" : left.word()) + ")";
            }
        }
        return "any evidence of the owner's presence, such as the device or address confirmed as theirs";
    }

    private static String condition(String family, Atom atom) {
        String ips =
                String.join(", ", atom.addresses().keySet().stream().limit(3).toList());
        return switch (family) {
            case "network", "travel" -> "if " + ips + " is confirmed as the user's own connection";
            case "client" -> "if the user confirms the program as theirs";
            case "device" -> "if the user confirms the device as theirs";
            case "auth" -> "if the user confirms this sign-in as theirs";
            case "seed", "judgement" -> "if what marks this as the attacker's is withdrawn or explained";
            case "action" -> "if the user confirms having done this themselves";
            case "session" -> "if the session did not leave its owner's hands";
            case "link" -> "if the linked session turns out to be its owner's";
            default -> "without the evidence of " + family;
        };
    }
}
