package io.backtrail.reconstruct;

import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * How an application that acts for an account came in: by a consent that opens mail, after a link in a mail, under a name that
 * is not its own; and whether somebody else threw it out. Where its servers stand and when they work says nothing.
 */
final class AppEvidence implements EvidenceFamily {
    private final Case of;
    private final Weights weights;
    private final Consents consents;

    AppEvidence(Case of, Consents consents) {
        this.of = of;
        this.weights = of.weights();
        this.consents = consents;
    }

    @Override
    public String name() {
        return "application";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        String app = atom.riskyApp();
        if (app == null) {
            return List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        if (of.knowledge().rogue(app) && baseline.of(atom).isNew(new Trait(Trait.Kind.APP, app), atom)) {
            reasons.add(weights.reason("client.rogue-app", List.of(atom.first().id()), app));
        }
        Act consent = consents.given(app, atom.account());
        if (consent != null) {
            consent(app, consent, reasons);
        }
        return reasons;
    }

    private void consent(String app, Act consent, List<Reason> reasons) {
        String name = Problem.quote(of.grants().name(consent));
        if (consents.telling(consent)) {
            reasons.add(weights.reason("action.consent", List.of(consent.id()), name));
        }
        Act click = consents.lure(consent);
        if (click != null) {
            reasons.add(weights.reason("auth.lured", List.of(click.id(), consent.id()), name));
        }
        if (of.grants().borrowsName(consent)) {
            reasons.add(weights.reason("client.borrowed-name", List.of(consent.id()), name));
        }
        Act removal = consents.removal(app, consent);
        Act rescue = removal == null ? null : consents.rescue(consent, removal);
        if (rescue != null) {
            reasons.add(weights.reason(
                    "response.app-removed-account",
                    List.of(removal.id(), rescue.id()),
                    name,
                    removal.account(),
                    consent.account()));
        } else if (removal != null) {
            reasons.add(weights.reason("response.app-removed", List.of(removal.id()), name, removal.account()));
        }
    }
}
