package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** With what the atom works: scripts, programs against the owner's, legacy protocols. */
final class ClientEvidence implements EvidenceFamily {
    private final Case of;
    private final Weights weights;

    ClientEvidence(Case of) {
        this.of = of;
        this.weights = of.weights();
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        boolean usual = false;
        for (String client : atom.values(Trait.Kind.CLIENT)) {
            Trait trait = new Trait(Trait.Kind.CLIENT, client);
            Habits habits = baseline.of(atom);
            if (habits.isNew(trait, atom)) {
                strange(atom, client, tenant, reasons);
            } else if (!usual && habits.days(trait, atom) >= 5) {
                usual = true;
                reasons.add(weights.reason("client.usual", using(atom, client), client, habits.days(trait, atom)));
            }
        }
        changed(atom, baseline, reasons);
        legacy(atom, baseline, reasons);
        return reasons;
    }

    private void strange(Atom atom, String client, TenantFacts tenant, List<Reason> reasons) {
        List<String> events = using(atom, client);
        Act first = atom.tools().get(client);
        if (first != null && first.tool().script()) {
            boolean firstParty = atom.has(act -> client.equals(act.tool().name())
                    && act.tool().script()
                    && !act.attempt()
                    && of.knowledge().firstParty(act.appId()));
            reasons.add(weights.reason(firstParty ? "client.script-first-party" : "client.script", events, client));
            return;
        }
        boolean known = tenant.usersOf(new Trait(Trait.Kind.CLIENT, client), atom.account()) > 0;
        reasons.add(weights.reason(known ? "client.new" : "client.new-tenant", events, client));
    }

    /** Only across systems and where one is strange: owners too use a browser and Outlook in one session. */
    private void changed(Atom atom, Baseline baseline, List<Reason> reasons) {
        if (atom.first().sessionId() == null || atom.tools().size() < 2) {
            return;
        }
        Set<String> clients = atom.values(Trait.Kind.CLIENT);
        boolean strange = clients.stream()
                .anyMatch(client -> baseline.of(atom).isNew(new Trait(Trait.Kind.CLIENT, client), atom));
        long systems = atom.tools().values().stream()
                .map(act -> act.tool().script() ? "script" : act.tool().os())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        if (strange && systems > 1) {
            List<String> events =
                    atom.tools().values().stream().map(Act::id).limit(4).toList();
            reasons.add(weights.reason("client.changed", events, String.join(", ", clients)));
        }
    }

    private void legacy(Atom atom, Baseline baseline, List<Reason> reasons) {
        Trait trait = new Trait(Trait.Kind.LEGACY, "legacy");
        if (atom.traits().containsKey(trait) && baseline.of(atom).isNew(trait, atom)) {
            reasons.add(weights.reason(
                    "client.legacy", atom.some(act -> act.signIn() && of.parts().legacy(act))));
        }
    }

    private static List<String> using(Atom atom, String client) {
        return atom.some(act -> client.equals(act.tool().name()));
    }
}
