package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Journeys that no one can make: gives the weight to the end that fits the owner worse. */
final class TravelEvidence implements EvidenceFamily {
    private static final double LEAST_KM = 500;
    private static final double FASTEST_KM_PER_HOUR = 900;
    private static final long SLACK = 60_000L;

    private record Jump(Act from, Act to, Atom there, Atom here, long km, long minutes) {}

    private final Weights weights;
    private final Map<Atom, List<Jump>> jumps = new HashMap<>();

    TravelEvidence(Case of, List<Atom> atoms) {
        this.weights = of.weights();
        Atom[] atomOf = new Atom[of.acts().size()];
        Map<String, List<Act>> byAccount = new HashMap<>();
        for (Atom atom : atoms) {
            for (Act act : atom.acts()) {
                if (act.address().speaks() && act.address().placed() && !act.attempt() && act.account() != null) {
                    atomOf[act.no()] = atom;
                    byAccount
                            .computeIfAbsent(act.account(), key -> new ArrayList<>())
                            .add(act);
                }
            }
        }
        byAccount.values().forEach(acts -> walk(acts, atomOf));
    }

    @Override
    public String name() {
        return "travel";
    }

    /** True if the atom's session was seen at two places at once. */
    boolean jumped(Atom atom) {
        return jumps.containsKey(atom);
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        Reason worst = null;
        for (Jump jump : jumps.getOrDefault(atom, List.of())) {
            boolean here = jump.here() == atom;
            Atom other = here ? jump.there() : jump.here();
            Address own = here ? jump.to().address() : jump.from().address();
            if (!baseline.foreign(atom, own, tenant) || other != atom && baseline.foreign(other, tenant)) {
                continue;
            }
            Reason reason = reason(jump, roams(atom, here ? jump.to() : jump.from(), baseline, tenant));
            worst = worst == null || reason.db() > worst.db() ? reason : worst;
        }
        return worst == null ? List.of() : List.of(worst);
    }

    /** The same program in the same session was at the owner's usual places too: a telephone or a laptop on its way. */
    private static boolean roams(Atom atom, Act far, Baseline baseline, TenantFacts tenant) {
        return far.tool().known()
                && !atom.continued()
                && atom.has(act -> Objects.equals(act.tool().name(), far.tool().name())
                        && act.address().speaks()
                        && !baseline.foreign(atom, act.address(), tenant));
    }

    private Reason reason(Jump jump, boolean roams) {
        Address one = jump.from().address();
        Address two = jump.to().address();
        String id = "travel.fixed";
        if (one.hidesPlace() || two.hidesPlace()) {
            id = "travel.hidden";
        } else if (roams || one.network().equals("mobile") || two.network().equals("mobile")) {
            id = "travel.mobile";
        }
        List<String> events = List.of(jump.from().id(), jump.to().id());
        return weights.reason(id, events, place(one), place(two), jump.km(), jump.minutes());
    }

    private static String place(Address address) {
        return address.ip() + (address.country() == null ? "" : " (" + address.country() + ")");
    }

    private void walk(List<Act> acts, Atom[] atomOf) {
        acts.sort(ActReader.inOrder());
        for (int i = 1; i < acts.size(); i++) {
            Act from = acts.get(i - 1);
            Act to = acts.get(i);
            if (!from.address().equals(to.address())) {
                look(from, to, atomOf);
            }
        }
    }

    private void look(Act from, Act to, Atom[] atomOf) {
        boolean sameDevice = from.deviceId() != null && from.deviceId().equals(to.deviceId());
        boolean bothMobile = from.address().network().equals("mobile")
                && to.address().network().equals("mobile");
        boolean oneCountry = from.address().country() != null
                && from.address().country().equals(to.address().country());
        if (sameDevice || bothMobile && oneCountry) {
            return;
        }
        double km = Math.max(0, distance(from.address(), to.address()) - radius(from) - radius(to));
        long gap = to.time() - from.time() + SLACK;
        if (km < LEAST_KM || km / (gap / 3_600_000.0) <= FASTEST_KM_PER_HOUR) {
            return;
        }
        Jump jump = new Jump(from, to, atomOf[from.no()], atomOf[to.no()], Math.round(km), gap / 60_000L);
        keep(jump.here(), jump);
        if (jump.there() != jump.here()) {
            keep(jump.there(), jump);
        }
    }

    private void keep(Atom atom, Jump jump) {
        List<Jump> kept = jumps.computeIfAbsent(atom, key -> new ArrayList<>());
        if (kept.size() < 50) {
            kept.add(jump);
        }
    }

    private static double radius(Act act) {
        Integer told = act.address().accuracyKm();
        return told == null ? 50 : told;
    }

    private static double distance(Address a, Address b) {
        double lat1 = Math.toRadians(a.latitude());
        double lat2 = Math.toRadians(b.latitude());
        double half = Math.sin((lat2 - lat1) / 2);
        double turn = Math.sin(Math.toRadians(b.longitude() - a.longitude()) / 2);
        double h = half * half + Math.cos(lat1) * Math.cos(lat2) * turn * turn;
        return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
