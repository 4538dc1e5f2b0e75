package io.backtrail.reconstruct;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the clean users of the tenant have in common. */
final class TenantFacts {
    private static final Set<Trait.Kind> SHARED =
            Set.of(Trait.Kind.IP, Trait.Kind.RANGE, Trait.Kind.COUNTRY, Trait.Kind.CLIENT);
    private final Map<Trait, Set<String>> users = new HashMap<>();
    private final Map<Trait, Set<Integer>> days = new HashMap<>();
    private final Map<String, Set<String>> exactPrograms = new HashMap<>();

    /** Counts, for each shared value, the users for whom it is a habit. */
    static TenantFacts of(List<Atom> atoms, Set<Atom> leftOut, Baseline baseline) {
        TenantFacts facts = new TenantFacts();
        for (Atom atom : atoms) {
            if (atom.account() != null && !atom.attemptOnly() && !leftOut.contains(atom)) {
                facts.count(atom, baseline.of(atom));
            }
        }
        return facts;
    }

    /** Users for whom the value is a habit, one account not counted. */
    int usersOf(Trait trait, String except) {
        Set<String> all = users.getOrDefault(trait, Set.of());
        return all.size() - (except != null && all.contains(except) ? 1 : 0);
    }

    /** Users on whose behalf an address is an office, a VPN or another shared place; 0 if it is none. */
    int usersOfPlace(String ip) {
        Trait trait = new Trait(Trait.Kind.IP, ip);
        int all = users.getOrDefault(trait, Set.of()).size();
        return all >= 3 && days.getOrDefault(trait, Set.of()).size() >= 5 ? all : 0;
    }

    /** Clean users whose records carry exactly this program string. */
    int usersOfProgram(String text, String except) {
        Set<String> all = exactPrograms.getOrDefault(text, Set.of());
        return all.size() - (except != null && all.contains(except) ? 1 : 0);
    }

    private void count(Atom atom, Habits habits) {
        atom.traits().forEach((trait, on) -> {
            boolean server = atom.riskyApp() != null && trait.kind() == Trait.Kind.IP;
            if (SHARED.contains(trait.kind()) && (server || !habits.isNew(trait, atom))) {
                users.computeIfAbsent(trait, key -> new HashSet<>()).add(atom.account());
                if (trait.kind() == Trait.Kind.IP) {
                    days.computeIfAbsent(trait, key -> new HashSet<>()).addAll(on);
                }
            }
        });
        for (Act act : atom.tools().values()) {
            exactPrograms
                    .computeIfAbsent(act.tool().text(), key -> new HashSet<>())
                    .add(atom.account());
        }
    }
}
