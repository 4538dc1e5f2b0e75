package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the atom got in: guessed, prompted, relayed, by device code; or with a factor that cannot be stolen. */
final class AuthEvidence implements EvidenceFamily {
    private static final int VISIT_HOURS = 4;

    private final Case of;
    private final Weights weights;
    private final SignInPatterns patterns;

    AuthEvidence(Case of, SignInPatterns patterns) {
        this.of = of;
        this.weights = of.weights();
        this.patterns = patterns;
    }

    @Override
    public String name() {
        return "auth";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        spray(atom, tenant, reasons);
        boolean foreign = baseline.foreign(atom, tenant);
        boolean doubtful = baseline.doubtful(atom, tenant);
        boolean told = false;
        for (Act act : atom.acts()) {
            if (!act.signIn() || !act.succeeded()) {
                continue;
            }
            if (!told && doubtful) {
                told = gettingIn(act, reasons);
                pair(atom, act, reasons);
                lured(act, reasons);
            }
        }
        if (foreign && atom.attemptOnly() && atom.has(act -> of.knowledge().passwordRight(act.code()))) {
            reasons.add(weights.reason(
                    "auth.password-known", atom.some(act -> of.knowledge().passwordRight(act.code()))));
        }
        if (foreign && baseline.strangeClient(atom) && !atom.continued() && patterns.neverSignedIn(atom)) {
            reasons.add(weights.reason(
                    "auth.no-sign-in",
                    atom.some(act -> act.tool().known()),
                    String.join(", ", atom.values(Trait.Kind.CLIENT))));
        }
        if (baseline.hidden(atom, tenant)) {
            handedOn(atom, reasons);
        }
        if (foreign) {
            legacy(atom, baseline, reasons);
        }
        deviceCode(atom, baseline, reasons);
        if (baseline.anchorDevice(atom) != null
                && atom.has(act -> act.signIn() && of.parts().phishingResistant(act))) {
            reasons.add(weights.reason(
                    "auth.phishing-resistant", atom.some(act -> of.parts().phishingResistant(act))));
        }
        return reasons;
    }

    private void spray(Atom atom, TenantFacts tenant, List<Reason> reasons) {
        for (Act act : atom.acts()) {
            SignInPatterns.Spray spray = act.signIn() ? patterns.sprayOf(act, tenant) : null;
            if (spray != null) {
                reasons.add(weights.reason("auth.spray", spray.events(), spray.failures(), spray.users()));
                return;
            }
        }
    }

    private boolean gettingIn(Act success, List<Reason> reasons) {
        int before = reasons.size();
        List<Act> guesses = patterns.guessesBefore(success);
        if (guesses.size() >= 10) {
            reasons.add(weights.reason("auth.brute-force", ends(guesses), guesses.size()));
        }
        List<Act> prompts = patterns.promptsBefore(success);
        if (prompts.size() >= 4) {
            reasons.add(weights.reason("auth.fatigue", ends(prompts), prompts.size()));
        }
        Act interrupt = patterns.interruptBefore(success);
        Act proved = patterns.passwordProvedBefore(success);
        if (interrupt != null) {
            reasons.add(weights.reason("auth.relay", List.of(interrupt.id(), success.id())));
        } else if (proved != null) {
            reasons.add(weights.reason("auth.password-known", List.of(proved.id())));
        }
        return reasons.size() > before;
    }

    private void handedOn(Atom atom, List<Reason> reasons) {
        Act relay = patterns.relayBefore(atom);
        if (relay != null) {
            reasons.add(weights.reason(
                    "auth.handed-on",
                    List.of(relay.id(), atom.first().id()),
                    relay.address().name()));
        }
    }

    private void lured(Act success, List<Reason> reasons) {
        Act click = patterns.lureBefore(success);
        if (click != null) {
            reasons.add(weights.reason("auth.lured-sign-in", List.of(click.id(), success.id())));
        }
    }

    private void pair(Atom atom, Act success, List<Reason> reasons) {
        Act other = patterns.otherSuccessNear(success);
        boolean told = reasons.stream().anyMatch(reason -> reason.text().contains("second success"));
        if (other != null && !told && differ(success, other) && !atom.acts().contains(other)) {
            reasons.add(weights.reason("auth.pair", List.of(other.id(), success.id())));
        }
    }

    /** One program on two networks within a minute is somebody switching a VPN. */
    static boolean differ(Act one, Act other) {
        return one.tool().text() == null
                || !one.tool().text().equals(other.tool().text());
    }

    /** A program that somebody set up keeps asking for mail; a visitor comes and goes. */
    private void legacy(Atom atom, Baseline baseline, List<Reason> reasons) {
        Trait trait = new Trait(Trait.Kind.LEGACY, "legacy");
        if (!atom.traits().containsKey(trait) || !baseline.of(atom).isNew(trait, atom)) {
            return;
        }
        Map<Integer, Set<Integer>> hours = new HashMap<>();
        List<Act> hidden = new ArrayList<>();
        for (Act act : atom.acts()) {
            if (act.signIn()
                    && act.succeeded()
                    && of.parts().legacy(act)
                    && act.address().hidesPlace()) {
                hidden.add(act);
                hours.computeIfAbsent(act.day(), day -> new HashSet<>()).add(act.hour());
            }
        }
        boolean visits = hours.values().stream().allMatch(set -> set.size() <= VISIT_HOURS);
        if (!hidden.isEmpty() && visits) {
            reasons.add(weights.reason("auth.legacy-hidden", ends(hidden), hours.size()));
            Set<String> servers = patterns.legacyServers(atom.account());
            if (servers.size() > 1) {
                reasons.add(weights.reason("travel.rotates", ends(hidden), String.join(" and ", servers)));
            }
        }
    }

    private void deviceCode(Atom atom, Baseline baseline, List<Reason> reasons) {
        Trait trait = new Trait(Trait.Kind.DEVICE_CODE, "device-code");
        if (atom.traits().containsKey(trait) && baseline.of(atom).days(trait, atom) == 0) {
            reasons.add(weights.reason(
                    "auth.device-code",
                    atom.some(act -> act.signIn() && of.parts().deviceCode(act))));
        }
    }

    private static List<String> ends(List<Act> acts) {
        return List.of(acts.get(0).id(), acts.get(acts.size() - 1).id());
    }
}
