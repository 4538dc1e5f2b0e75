package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;

/** Where to begin: what the analyst named, and what hardly ever is innocent. Of several seeds only the largest counts. */
final class SeedEvidence implements EvidenceFamily {
    private final Case of;
    private final Weights weights;
    private final SignInPatterns patterns;
    private final TravelEvidence travel;
    private final Changes changes;

    SeedEvidence(Case of, SignInPatterns patterns, TravelEvidence travel) {
        this.of = of;
        this.weights = of.weights();
        this.patterns = patterns;
        this.travel = travel;
        this.changes = new Changes(of);
    }

    @Override
    public String name() {
        return "seed";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        for (Seed seed : of.settings().seeds()) {
            analyst(seed, atom, tenant, reasons);
        }
        for (Judgement judgement : of.settings().judgements()) {
            judged(judgement, atom, reasons);
        }
        spray(atom, baseline, tenant, reasons);
        boolean foreign = baseline.foreign(atom, tenant);
        boolean strange = baseline.strangeClient(atom);
        if (foreign) {
            gettingIn(atom, baseline.hidden(atom, tenant), reasons);
        }
        if (atom.continued() && travel.jumped(atom)) {
            reasons.add(weights.reason(
                    "seed.token-two-networks", List.of(atom.first().id())));
        }
        rogueApp(atom, baseline, reasons);
        for (Act act : atom.acts()) {
            if (act.succeeded()) {
                change(act, foreign, strange, reasons);
            }
        }
        return reasons;
    }

    private void analyst(Seed seed, Atom atom, TenantFacts tenant, List<Reason> reasons) {
        List<String> events = matching(seed.kind(), seed.value(), atom);
        if (events.isEmpty() || seed.kind().equals("account")) {
            return;
        }
        int clean = switch (seed.kind()) {
            case "ip" -> tenant.usersOf(new Trait(Trait.Kind.IP, seed.value()), atom.account());
            case "agent" -> tenant.usersOfProgram(seed.value(), atom.account());
            default -> 0;
        };
        reasons.add(
                clean == 0
                        ? weights.reason("seed.analyst", events, seed.kind(), seed.value())
                        : weights.reason("seed.analyst-shared", events, clean, seed.value()));
    }

    private void judged(Judgement judgement, Atom atom, List<Reason> reasons) {
        List<String> events = matching(judgement.kind(), judgement.value(), atom);
        if (events.isEmpty()) {
            return;
        }
        Object[] words = {judgement.kind(), judgement.value(), judgement.reason()};
        if (judgement.verdict().equals("attacker") && !judgement.kind().equals("account")) {
            reasons.add(weights.reason("judgement.attacker", 40, events, words));
        } else if (judgement.verdict().equals("owner")) {
            reasons.add(weights.reason("judgement.owner", -40, events, words));
        }
    }

    private static List<String> matching(String kind, String value, Atom atom) {
        return switch (kind) {
            case "ip" -> atom.some(act -> value.equals(act.address().ip()));
            case "session" -> atom.some(act -> value.equalsIgnoreCase(act.sessionId()));
            case "app" -> atom.some(act -> value.equalsIgnoreCase(act.appId()));
            case "account" -> atom.some(act -> value.equalsIgnoreCase(act.account()));
            case "event" -> atom.some(act -> value.equals(act.id()));
            case "agent" -> atom.some(act -> value.equals(act.tool().text()));
            case "device" -> atom.some(act -> value.equalsIgnoreCase(act.deviceId()));
            default -> List.of();
        };
    }

    private void spray(Atom atom, Baseline baseline, TenantFacts tenant, List<Reason> reasons) {
        for (Act act : atom.acts()) {
            SignInPatterns.Spray spray = act.signIn() ? patterns.sprayOf(act, tenant) : null;
            if (spray == null) {
                continue;
            }
            if (act.attempt()) {
                reasons.add(weights.reason("seed.spray", spray.events(), spray.failures(), spray.users()));
            } else if (baseline.foreign(atom, tenant)) {
                reasons.add(weights.reason("seed.spray-success", List.of(act.id())));
            }
            return;
        }
    }

    private void gettingIn(Atom atom, boolean hidden, List<Reason> reasons) {
        for (Act act : atom.acts()) {
            if (!act.signIn() || !act.succeeded()) {
                continue;
            }
            if (act.tool().script() && of.knowledge().firstParty(act.appId())) {
                reasons.add(weights.reason("seed.script", List.of(act.id())));
            }
            if (of.parts().deviceCode(act) || patterns.codeTypedFor(act) != null) {
                reasons.add(weights.reason("seed.device-code", List.of(act.id())));
            }
            List<Act> prompts = patterns.promptsBefore(act);
            if (hidden
                    && prompts.size() >= 4
                    && prompts.stream().allMatch(prompt -> SignInPatterns.samePlace(prompt, act))) {
                reasons.add(
                        weights.reason("seed.fatigue", List.of(prompts.get(0).id(), act.id()), prompts.size()));
            }
            Act other = patterns.otherSuccessNear(act);
            if (other != null && AuthEvidence.differ(act, other) && patterns.interruptBefore(act) != null) {
                reasons.add(weights.reason("seed.aitm-pair", List.of(other.id(), act.id())));
            }
        }
    }

    private void rogueApp(Atom atom, Baseline baseline, List<Reason> reasons) {
        String app = atom.riskyApp();
        if (app == null) {
            return;
        }
        if (of.knowledge().rogue(app) && baseline.of(atom).isNew(new Trait(Trait.Kind.APP, app), atom)) {
            reasons.add(weights.reason("seed.rogue-app", List.of(atom.first().id()), app));
        }
    }

    private void change(Act act, boolean foreign, boolean strange, List<Reason> reasons) {
        switch (act.deed()) {
            case RULE_SET -> rule(act, foreign || strange, reasons);
            case MAILBOX_SET, TRANSPORT_RULE_SET, AUDIT_SET -> {
                if (foreign || strange) {
                    mailbox(act, reasons);
                }
            }
            case MFA_ADDED, DEVICE_ADDED, USER_CHANGED -> {
                boolean adds = act.deed() != Deed.USER_CHANGED || changes.factorAdded(act);
                if (foreign && strange && adds) {
                    reasons.add(weights.reason("seed.mfa-added", List.of(act.id()), changes.added(act)));
                }
            }
            default -> {
                // No other deed is a seed.
            }
        }
    }

    private void rule(Act act, boolean elsewhere, List<Reason> reasons) {
        InboxRule rule = InboxRule.read(act, of.parts());
        if (rule.removal()) {
            return;
        }
        if (rule.score(of, new ArrayList<>()) >= 12) {
            reasons.add(weights.reason(
                    "seed.hiding-rule", List.of(act.id()), io.backtrail.problem.Problem.quote(rule.name())));
        } else if (elsewhere && !rule.external(of).isEmpty()) {
            reasons.add(weights.reason("seed.external-forward", List.of(act.id())));
        }
    }

    private void mailbox(Act act, List<Reason> reasons) {
        if (!changes.forwardsOutside(act).isEmpty()) {
            reasons.add(weights.reason("seed.external-forward", List.of(act.id())));
        }
        if (changes.auditSwitchedOff(act) != null) {
            reasons.add(weights.reason("seed.audit-off", List.of(act.id())));
        }
    }
}
