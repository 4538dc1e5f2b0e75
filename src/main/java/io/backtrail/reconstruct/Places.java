package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins what an account did without a session id from one strange address: bursts of different hours and days are one
 * visitor, as long as the address is no habit of the account and no place of several others.
 */
final class Places {
    private static final long LONGEST_ABSENCE = 7 * 86_400_000L;

    private static final int HABIT_DAYS = 5;

    private final Parts parts;
    private final Baseline baseline;
    private final TenantFacts tenant;

    Places(Parts parts, Baseline baseline, TenantFacts tenant) {
        this.parts = parts;
        this.baseline = baseline;
        this.tenant = tenant;
    }

    /** The atoms, visits to one strange place put together, in order. */
    List<Atom> join(List<Atom> atoms) {
        Map<String, List<Atom>> open = new HashMap<>();
        List<List<Atom>> visits = new ArrayList<>();
        for (Atom atom : atoms) {
            String place = place(atom);
            List<Atom> before = place == null ? null : open.get(place);
            if (before != null && atom.start() - end(before) <= LONGEST_ABSENCE) {
                before.add(atom);
                continue;
            }
            List<Atom> first = new ArrayList<>(List.of(atom));
            visits.add(first);
            if (place != null) {
                open.put(place, first);
            }
        }
        return visits.stream()
                .flatMap(some -> one(some).stream())
                .sorted(Comparator.comparingInt(atom -> atom.first().no()))
                .toList();
    }

    private String place(Atom atom) {
        boolean bare = atom.riskyApp() == null
                && atom.account() != null
                && atom.addresses().size() == 1
                && !atom.has(act -> act.sessionId() != null);
        if (!bare) {
            return null;
        }
        String ip = atom.addresses().keySet().iterator().next();
        boolean strange = baseline.of(atom).isNew(new Trait(Trait.Kind.IP, ip), atom) && tenant.usersOfPlace(ip) == 0;
        return strange ? atom.account() + '|' + ip : null;
    }

    private static long end(List<Atom> visits) {
        return visits.stream().mapToLong(Atom::end).max().orElseThrow();
    }

    /** A line of the usual operator that is used day after day is about to be a habit: then each day speaks for the others. */
    private List<Atom> one(List<Atom> visits) {
        if (visits.size() == 1) {
            return visits;
        }
        boolean usualOperator = !baseline.foreign(visits.get(0), tenant);
        long days = visits.stream()
                .flatMap(visit -> visit.days().stream())
                .distinct()
                .count();
        if (usualOperator && days >= HABIT_DAYS) {
            return visits;
        }
        List<Act> acts = new ArrayList<>();
        visits.forEach(visit -> acts.addAll(visit.acts()));
        acts.sort(Comparator.comparingInt(Act::no));
        return List.of(new Atom(visits.get(0).label(), acts, false, null, parts));
    }
}
