package io.backtrail.reconstruct;

import java.util.List;
import java.util.Map;

/** A session that goes on elsewhere than where its owner began it. */
final class SessionEvidence implements EvidenceFamily {
    private final Weights weights;
    private final Map<Atom, Atom> birthOf;

    /**
     * Looks at forked sessions.
     *
     * @param birthOf for each continued atom the atom it was split from
     */
    SessionEvidence(Case of, Map<Atom, Atom> birthOf) {
        this.weights = of.weights();
        this.birthOf = birthOf;
    }

    @Override
    public String name() {
        return "session";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        Atom birth = birthOf.get(atom);
        if (birth == null) {
            return List.of();
        }
        List<String> events = List.of(birth.last().id(), atom.first().id());
        return List.of(weights.reason("session.continued", events, place(birth), place(atom)));
    }

    private static String place(Atom atom) {
        return atom.addresses().values().stream()
                .findFirst()
                .map(act -> act.address().name())
                .orElse("an unknown network");
    }
}
