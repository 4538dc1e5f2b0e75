package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Two people at one account: work from a strange place with a strange program takes turns with the owner's usual work. */
final class TwoHands implements EvidenceFamily {
    private static final long HOUR = 3_600_000L;
    private static final int TURNS = 3;

    private record Work(Act act, Atom atom) {}

    private final Weights weights;
    private final Map<String, List<Work>> byAccount = new HashMap<>();

    /** Looks at what people do by hand; applications, attempts and folders kept in step by programs are left out. */
    TwoHands(Case of, List<Atom> atoms) {
        this.weights = of.weights();
        for (Atom atom : atoms) {
            if (atom.riskyApp() != null || atom.account() == null) {
                continue;
            }
            List<Work> all = byAccount.computeIfAbsent(atom.account(), key -> new ArrayList<>());
            for (Act act : atom.acts()) {
                if (!act.attempt() && act.address().speaks() && !of.parts().synced(act)) {
                    all.add(new Work(act, atom));
                }
            }
        }
        byAccount.values().forEach(all -> all.sort((a, b) -> Integer.compare(a.act.no(), b.act.no())));
    }

    @Override
    public String name() {
        return "two-hands";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        if (!baseline.unfamiliar(atom, tenant) || !baseline.strangeClient(atom)) {
            return List.of();
        }
        List<Work> turns = new ArrayList<>();
        for (Work work : byAccount.getOrDefault(atom.account(), List.of())) {
            boolean here = work.atom() == atom;
            if (!here && !owners(work, atom, baseline, tenant)) {
                continue;
            }
            boolean other =
                    turns.isEmpty() ? here : (turns.get(turns.size() - 1).atom() == atom) != here;
            if (other) {
                turns.add(work);
                List<Work> last = turns.subList(Math.max(0, turns.size() - TURNS - 1), turns.size());
                if (last.size() > TURNS && work.act().time() - last.get(0).act().time() <= HOUR) {
                    return List.of(weights.reason(
                            "travel.two-hands",
                            last.stream().map(turn -> turn.act().id()).toList(),
                            TURNS));
                }
            }
        }
        return List.of();
    }

    private static boolean owners(Work work, Atom atom, Baseline baseline, TenantFacts tenant) {
        return !baseline.foreign(work.atom(), work.act().address(), tenant)
                && atom.tools().values().stream()
                        .noneMatch(act -> Objects.equals(
                                act.tool().name(), work.act().tool().name()));
    }
}
