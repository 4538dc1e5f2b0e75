package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weighs every atom in rounds: each round leaves what was accused out of the baseline, until no verdict changes, three
 * times at most.
 */
final class Attribution {
    private static final int MOST_ROUNDS = 3;

    private final Case of;
    private final boolean[] twin;
    private final Clicks clicks;
    private final Consents consents;
    private final Tally tally;
    private final Verdicts verdicts;
    private List<Atom> atoms;
    private Map<Atom, Atom> birthOf = Map.of();
    private Map<Atom, Verdict> decided = new HashMap<>();
    private final Set<Atom> weaklyLinked = new HashSet<>();
    private Baseline baseline;
    private TenantFacts tenant;
    private SignInPatterns patterns;
    private int rounds;

    private Attribution(Case of, Atoms.Stitched stitched) {
        this.of = of;
        this.twin = stitched.twin();
        this.atoms = stitched.atoms();
        this.clicks = new Clicks(of.acts());
        this.consents = new Consents(of, clicks);
        this.tally = new Tally(of.weights());
        this.verdicts = new Verdicts(of.weights());
    }

    /** Weighs the stitched atoms of a case. */
    static Attribution of(Case of, Atoms.Stitched stitched) {
        Attribution attribution = new Attribution(of, stitched);
        attribution.run();
        return attribution;
    }

    /** Atoms in the order of their first act, mixed sessions split. */
    List<Atom> atoms() {
        return atoms;
    }

    Verdict verdict(Atom atom) {
        return decided.get(atom);
    }

    /** The verdict on an atom if these families of evidence did not count; all else as it is. */
    Verdict without(Atom atom, Set<String> families) {
        List<Reason> left = decided.get(atom).reasons().stream()
                .filter(reason ->
                        !families.contains(reason.family()) && !reason.family().equals("veto"))
                .toList();
        return verdicts.decide(
                left,
                weaklyLinked.contains(atom) && !families.contains("link"),
                anchored(atom),
                baseline.of(atom).thin(atom));
    }

    Baseline baseline() {
        return baseline;
    }

    TenantFacts tenant() {
        return tenant;
    }

    Consents consents() {
        return consents;
    }

    SignInPatterns patterns() {
        return patterns;
    }

    int rounds() {
        return rounds;
    }

    private void run() {
        patterns = new SignInPatterns(of, twin, clicks);
        know(Set.of());
        atoms = new Places(of.parts(), baseline, tenant).join(atoms);
        know(Set.of());
        MixedSessions mixed = new MixedSessions(of.parts(), baseline, tenant);
        atoms = mixed.split(atoms);
        birthOf = mixed.birthOf();
        TravelEvidence travel = new TravelEvidence(of, atoms);
        List<EvidenceFamily> families = families(travel, new TwoHands(of, atoms));
        List<EvidenceFamily> ofApps = List.of(new AppEvidence(of, consents), new SeedEvidence(of, patterns, travel));
        Set<Atom> leftOut = Set.of();
        for (rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
            know(leftOut);
            decided = round(families, ofApps);
            Set<Atom> accused = new HashSet<>();
            decided.forEach((atom, verdict) -> {
                if (verdict.accused()) {
                    accused.add(atom);
                }
            });
            if (accused.equals(leftOut)) {
                return;
            }
            leftOut = accused;
        }
        rounds = MOST_ROUNDS;
    }

    private void know(Set<Atom> leftOut) {
        baseline = Baseline.of(atoms, leftOut, of.addedDevices());
        tenant = TenantFacts.of(atoms, leftOut, baseline);
        patterns.look(atoms, baseline, tenant);
    }

    private List<EvidenceFamily> families(TravelEvidence travel, TwoHands twoHands) {
        return List.of(
                new NetworkEvidence(of),
                travel,
                twoHands,
                new ClientEvidence(of),
                new DeviceEvidence(of),
                new AuthEvidence(of, patterns),
                new SessionEvidence(of, birthOf),
                new AppEvidence(of, consents),
                new ActionEvidence(of, patterns),
                new TimeEvidence(of),
                new SeedEvidence(of, patterns, travel));
    }

    private Map<Atom, Verdict> round(List<EvidenceFamily> families, List<EvidenceFamily> ofApps) {
        Map<Atom, List<Reason>> evidence = new HashMap<>();
        for (Atom atom : atoms) {
            List<Reason> raw = new ArrayList<>();
            (attended(atom) ? families : ofApps).forEach(family -> raw.addAll(family.weigh(atom, baseline, tenant)));
            evidence.put(atom, tally.settle(raw, baseline.of(atom).thin(atom)));
        }
        Set<String> known = knownAccounts(evidence);
        Map<Atom, Verdict> alone = new HashMap<>();
        Map<Atom, Integer> scores = new HashMap<>();
        List<Atom> confirmed = new ArrayList<>();
        for (Atom atom : atoms) {
            Verdict verdict = decide(atom, evidence.get(atom), known, null);
            alone.put(atom, verdict);
            scores.put(atom, verdict.score());
            if (verdict.attacker()) {
                confirmed.add(atom);
            }
        }
        Map<Atom, Propagation.Link> links = new Propagation(of, atoms, scores, baseline, tenant).run(confirmed);
        weaklyLinked.clear();
        links.forEach((atom, link) -> {
            if (link.weak()) {
                weaklyLinked.add(atom);
            }
        });
        links.forEach((atom, link) -> alone.put(atom, decide(atom, evidence.get(atom), known, link)));
        return alone;
    }

    /** True unless an application works by itself: what is said of people's places, programs and hours says nothing of it. */
    private boolean attended(Atom atom) {
        return atom.riskyApp() == null || of.knowledge().rogue(atom.riskyApp()) && atom.has(Act::signIn);
    }

    /** Accounts that somebody got into as a person, by the evidence of one atom alone, or as the analyst says. */
    private Set<String> knownAccounts(Map<Atom, List<Reason>> evidence) {
        Set<String> known = new HashSet<>();
        for (Atom atom : atoms) {
            boolean before = decided.containsKey(atom) && decided.get(atom).attacker();
            boolean now = decide(atom, evidence.get(atom), Set.of(), null).attacker();
            if (atom.account() != null && atom.riskyApp() == null && !atom.attemptOnly() && (before || now)) {
                known.add(atom.account());
            }
        }
        of.settings().seeds().stream()
                .filter(seed -> seed.kind().equals("account"))
                .forEach(seed -> known.add(seed.value()));
        return known;
    }

    private Verdict decide(Atom atom, List<Reason> evidence, Set<String> known, Propagation.Link link) {
        boolean prior = atom.account() != null && atom.riskyApp() == null && known.contains(atom.account());
        List<Reason> reasons = new ArrayList<>();
        reasons.add(of.weights().reason(prior ? "prior.known" : "prior.unknown", List.of()));
        reasons.addAll(evidence);
        if (link != null) {
            reasons.add(link.reason());
        }
        return verdicts.decide(
                reasons,
                link != null && link.weak(),
                anchored(atom),
                baseline.of(atom).thin(atom));
    }

    private boolean anchored(Atom atom) {
        return !atom.continued() && baseline.anchorDevice(atom) != null;
    }
}
