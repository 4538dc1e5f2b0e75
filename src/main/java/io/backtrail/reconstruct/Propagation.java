package io.backtrail.reconstruct;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Carries suspicion along links from what is already found to be the attacker's; only the strongest link counts. */
final class Propagation {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final int MOST_HOPS = 3;

    /**
     * The strongest link into an atom.
     *
     * @param reason the reason that stands in the atom's list
     * @param weak true if it goes by an address or program shared between accounts
     * @param hops links since the seed
     */
    record Link(Reason reason, boolean weak, int hops) {}

    private final Case of;
    private final Baseline baseline;
    private final TenantFacts tenant;
    private final Map<String, List<Atom>> byAccount = new HashMap<>();
    private final Map<String, List<Atom>> byApp = new HashMap<>();
    private final Map<String, List<Atom>> byIp = new HashMap<>();
    private final Map<String, List<Atom>> byProgram = new HashMap<>();
    private final Map<String, List<Atom>> byDevice = new HashMap<>();
    private final Map<Atom, Integer> local;
    private final Map<Atom, Link> links = new HashMap<>();
    private final Changes changes;

    /**
     * Prepares.
     *
     * @param local score of each atom without links
     */
    Propagation(Case of, List<Atom> atoms, Map<Atom, Integer> local, Baseline baseline, TenantFacts tenant) {
        this.of = of;
        this.local = local;
        this.baseline = baseline;
        this.tenant = tenant;
        this.changes = new Changes(of);
        for (Atom atom : atoms) {
            index(byAccount, atom.account(), atom);
            index(byApp, atom.riskyApp(), atom);
            atom.addresses().keySet().forEach(ip -> index(byIp, ip, atom));
            atom.tools().values().forEach(act -> index(byProgram, act.tool().text(), atom));
            atom.values(Trait.Kind.DEVICE).forEach(device -> index(byDevice, device, atom));
        }
    }

    /** The strongest link into each atom that has one. */
    Map<Atom, Link> run(List<Atom> confirmed) {
        Deque<Atom> queue = new ArrayDeque<>(confirmed.stream()
                .sorted(Comparator.comparingInt((Atom atom) -> -local.get(atom))
                        .thenComparingInt(atom -> atom.first().no()))
                .toList());
        while (!queue.isEmpty()) {
            Atom from = queue.removeFirst();
            int hops = links.containsKey(from) ? links.get(from).hops() : 0;
            if (hops < MOST_HOPS && score(from) >= Verdicts.ATTACKER) {
                for (Atom lifted : push(from, hops + 1)) {
                    if (score(lifted) >= Verdicts.ATTACKER) {
                        queue.addLast(lifted);
                    }
                }
            }
        }
        return links;
    }

    private int score(Atom atom) {
        Link link = links.get(atom);
        int score = local.get(atom);
        if (link == null) {
            return score;
        }
        int prior = of.weights().db("prior.known");
        boolean allowed = !link.weak() || score - prior >= 6;
        int sum = score + link.reason().db();
        return allowed ? sum : Math.min(Verdicts.ATTACKER - 1, sum);
    }

    private List<Atom> push(Atom from, int hops) {
        List<Atom> lifted = new ArrayList<>();
        sameAccount(from, hops, lifted);
        devices(from, hops, lifted);
        createdAccounts(from, hops, lifted);
        consents(from, hops, lifted);
        sharedAddresses(from, hops, lifted);
        sharedPrograms(from, hops, lifted);
        return lifted;
    }

    private void sameAccount(Atom from, int hops, List<Atom> lifted) {
        for (Atom to : byAccount.getOrDefault(from.account(), List.of())) {
            if (to == from || to.riskyApp() != null || from.riskyApp() != null) {
                continue;
            }
            long gap = gap(from, to);
            boolean foreign = baseline.foreign(to, tenant);
            if (relay(from, to)) {
                lift(from, to, "link.relay", 70, 14, false, hops, lifted);
            } else if (to.addresses().isEmpty() && gap <= HOUR) {
                lift(from, to, "link.unplaced", 70, 14, false, hops, lifted);
            } else if (foreign
                    && gap <= 30 * MINUTE
                    && common(from.addresses().keySet(), to.addresses().keySet())) {
                lift(from, to, "link.place", 60, 12, false, hops, lifted);
            } else if (foreign && gap <= 15 * MINUTE && common(programs(from), programs(to))) {
                lift(from, to, "link.program", 70, 14, false, hops, lifted);
            }
        }
    }

    /** A strange place that only signs in, shortly before another strange place goes on. */
    private boolean relay(Atom from, Atom to) {
        long later = from.start() - to.end();
        return later >= 0
                && later <= 30 * MINUTE
                && !common(from.addresses().keySet(), to.addresses().keySet())
                && baseline.doubtful(to, tenant)
                && baseline.unfamiliar(from, tenant)
                && !to.attemptOnly()
                && to.acts().stream().allMatch(Act::signIn);
    }

    private void devices(Atom from, int hops, List<Atom> lifted) {
        for (Act act : from.acts()) {
            if (act.deed() == Deed.DEVICE_ADDED && act.succeeded()) {
                for (String device : Devices.added(act, of.parts())) {
                    for (Atom to : byDevice.getOrDefault(device, List.of())) {
                        if (to != from) {
                            lift(from, to, "link.device", 100, 20, false, hops, lifted, device);
                        }
                    }
                }
            }
        }
    }

    private void createdAccounts(Atom from, int hops, List<Atom> lifted) {
        for (Act act : from.acts()) {
            if (act.deed() == Deed.USER_ADDED && act.succeeded() && changes.account(act) != null) {
                for (Atom to : byAccount.getOrDefault(changes.account(act), List.of())) {
                    if (to != from && to.start() >= act.time()) {
                        lift(from, to, "link.account", 100, 20, false, hops, lifted);
                    }
                }
            }
        }
    }

    private void consents(Atom from, int hops, List<Atom> lifted) {
        for (Act act : from.acts()) {
            if (act.deed() == Deed.CONSENT && act.succeeded()) {
                for (String app : of.grants().apps(act)) {
                    for (Atom to : byApp.getOrDefault(app, List.of())) {
                        if (to != from && to.end() >= act.time()) {
                            lift(from, to, "link.consent", 100, 24, false, hops, lifted);
                        }
                    }
                }
            }
        }
    }

    private void sharedAddresses(Atom from, int hops, List<Atom> lifted) {
        for (String ip : from.addresses().keySet()) {
            Trait trait = new Trait(Trait.Kind.IP, ip);
            int clean = tenant.usersOf(trait, null);
            long reach = clean == 0 ? 24 * HOUR : 2 * HOUR;
            for (Atom to : byIp.getOrDefault(ip, List.of())) {
                boolean own = Objects.equals(to.account(), from.account());
                if (to != from && clean == 0 && to.attemptOnly() && gap(from, to) <= 7 * 24 * HOUR) {
                    lift(from, to, "link.attempt", 125, 24, false, hops, lifted);
                } else if (to != from
                        && gap(from, to) <= (own ? 7 * 24 * HOUR : reach)
                        && baseline.foreign(to, tenant)) {
                    int cap = rented(from, ip) && clean == 0 && gap(from, to) <= reach ? 14 : 8;
                    lift(from, to, "link.address", 50 / (1 + clean), cap, true, hops, lifted, clean);
                }
            }
        }
    }

    /** Two accounts at one rented server that nobody else of the tenant uses: hardly chance. */
    private static boolean rented(Atom from, String ip) {
        return from.addresses().get(ip).address().hidesPlace();
    }

    private void sharedPrograms(Atom from, int hops, List<Atom> lifted) {
        for (String program : programs(from)) {
            if (tenant.usersOfProgram(program, null) >= 3) {
                continue;
            }
            for (Atom to : byProgram.getOrDefault(program, List.of())) {
                boolean own = Objects.equals(to.account(), from.account());
                boolean strange = own ? baseline.unfamiliar(to, tenant) : baseline.foreign(to, tenant);
                if (to != from && gap(from, to) <= 7 * 24 * HOUR && strange) {
                    lift(from, to, "link.rare-program", 50, 8, true, hops, lifted);
                }
            }
        }
    }

    private void lift(
            Atom from,
            Atom to,
            String id,
            int percent,
            int cap,
            boolean weak,
            int hops,
            List<Atom> lifted,
            Object... word) {
        int db = Math.min(cap - 2 * (hops - 1), score(from) * percent / 100);
        Link old = links.get(to);
        boolean standsAlone = local.get(to) >= Verdicts.ATTACKER;
        if (standsAlone || db <= 0 || old != null && old.reason().db() >= db) {
            return;
        }
        Object first = word.length == 0 ? from.label() : word[0];
        String who = from.label() + " of " + from.account();
        Reason reason = of.weights()
                .reason(id, db, List.of(from.first().id(), to.first().id()), first, who);
        links.put(to, new Link(reason, weak, hops));
        lifted.add(to);
    }

    private static Set<String> programs(Atom atom) {
        Set<String> programs = new java.util.TreeSet<>();
        atom.tools().values().forEach(act -> programs.add(act.tool().text()));
        return programs;
    }

    private static boolean common(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return !both.isEmpty();
    }

    private static long gap(Atom one, Atom other) {
        return Math.max(0, Math.max(one.start() - other.end(), other.start() - one.end()));
    }

    private static void index(Map<String, List<Atom>> all, String key, Atom atom) {
        if (key != null) {
            all.computeIfAbsent(key, k -> new ArrayList<>()).add(atom);
        }
    }
}
