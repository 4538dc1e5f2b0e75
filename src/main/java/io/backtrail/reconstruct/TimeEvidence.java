package io.backtrail.reconstruct;

import java.util.List;

/** At what hour, against the owner's hours; weak on purpose. */
final class TimeEvidence implements EvidenceFamily {
    private final Weights weights;

    TimeEvidence(Case of) {
        this.weights = of.weights();
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        Habits habits = baseline.of(atom);
        int active = habits.activeDays(atom);
        if (active < 10 || atom.attemptOnly()) {
            return List.of();
        }
        int hour = atom.first().hour();
        int around = 0;
        for (int shift = -1; shift <= 1; shift++) {
            around += habits.days(hour(hour + shift), atom);
        }
        if (around == 0) {
            return List.of(weights.reason("time.unusual", List.of(atom.first().id()), hour));
        }
        boolean often = habits.days(hour(hour), atom) * 4 >= active;
        return often ? List.of(weights.reason("time.usual", List.of(atom.first().id()))) : List.of();
    }

    private static Trait hour(int hour) {
        return new Trait(Trait.Kind.HOUR, Integer.toString(Math.floorMod(hour, 24)));
    }
}
