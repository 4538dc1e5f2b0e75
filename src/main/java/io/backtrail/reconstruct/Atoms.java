package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stitches acts into atoms: by session, token, application grant and the twin records of one sign-in; acts without a
 * session by address and program in bursts without a gap of more than thirty minutes.
 */
final class Atoms {
    private static final long BURST_GAP = 30 * 60_000L;
    private static final long UNPLACED_GAP = 60 * 60_000L;
    private static final long TWIN_GAP = 60_000L;
    private static final long FLOW_GAP = 10 * 60_000L;

    private final List<Act> acts;
    private final Parts parts;
    private final Grants grants;
    private final Set<String> riskyApps = new HashSet<>();
    private final Set<String> hands = new HashSet<>();
    private final UnionFind sets;
    private final boolean[] tied;
    private final boolean[] twin;
    private final Map<String, Integer> keys = new HashMap<>();
    private final String[] appOf;
    private final Act[] numbered;

    private Atoms(List<Act> acts, Parts parts, Grants grants) {
        this.acts = acts;
        this.parts = parts;
        this.grants = grants;
        int size = acts.isEmpty() ? 0 : acts.get(acts.size() - 1).no() + 1;
        this.sets = new UnionFind(size);
        this.tied = new boolean[size];
        this.twin = new boolean[size];
        this.appOf = new String[size];
        this.numbered = new Act[size];
        acts.forEach(act -> numbered[act.no()] = act);
    }

    /** What stitching gave: the atoms in order, and which acts only repeat another log's record of the same sign-in. */
    record Stitched(List<Atom> atoms, boolean[] twin) {}

    /**
     * Stitches {@code acts}, from which system activity is set aside already.
     *
     * @param acts in order
     */
    static Stitched of(List<Act> acts, Parts parts, Grants grants, Knowledge knowledge) {
        Atoms atoms = new Atoms(acts, parts, grants);
        atoms.findRiskyApps(knowledge);
        if (!atoms.riskyApps.isEmpty()) {
            atoms.findHands();
        }
        acts.forEach(atoms::strong);
        acts.forEach(atoms::registerTwin);
        acts.forEach(atoms::twins);
        Map<String, List<Act>> byAccount = new TreeMap<>();
        for (Act act : acts) {
            byAccount
                    .computeIfAbsent(act.account() == null ? "" : act.account(), key -> new ArrayList<>())
                    .add(act);
        }
        byAccount.values().forEach(atoms::bursts);
        return new Stitched(atoms.collect(), atoms.twin);
    }

    private void findRiskyApps(Knowledge knowledge) {
        for (Act act : acts) {
            if (act.deed() == Deed.CONSENT && (grants.rogue(act) || act.succeeded() && grants.risky(act))) {
                riskyApps.addAll(grants.apps(act));
            }
            if (knowledge.rogue(act.appId())) {
                riskyApps.add(act.appId());
            }
        }
    }

    private void strong(Act act) {
        String app = grantOf(act);
        if (app != null) {
            appOf[act.no()] = app;
            tie("app|" + act.account() + '|' + app, act);
            return;
        }
        if (act.sessionId() != null) {
            tie("session|" + act.account() + '|' + act.sessionId(), act);
        }
        if (act.tokenId() != null) {
            tie("token|" + act.account() + '|' + act.tokenId(), act);
        }
    }

    /** The application that acts by itself here, or null; whoever lets it in acts as a person. */
    private String grantOf(Act act) {
        boolean risky = act.appId() != null && riskyApps.contains(act.appId());
        return risky && !(act.signIn() && attended(act)) ? act.appId() : null;
    }

    /** True if the application is signed in to from where the account does other things, or within one of its sessions. */
    private boolean attended(Act signIn) {
        return !signIn.address().speaks()
                || hands.contains(signIn.account() + '|' + signIn.address().ip())
                || signIn.sessionId() != null && hands.contains(signIn.account() + '|' + signIn.sessionId());
    }

    /** Where, and in which sessions, the accounts with such applications do other things. */
    private void findHands() {
        Set<String> accounts = new HashSet<>();
        for (Act act : acts) {
            if (act.signIn() && act.appId() != null && riskyApps.contains(act.appId())) {
                accounts.add(act.account());
            }
        }
        for (Act act : acts) {
            if (accounts.contains(act.account()) && (act.appId() == null || !riskyApps.contains(act.appId()))) {
                if (act.address().speaks()) {
                    hands.add(act.account() + '|' + act.address().ip());
                }
                if (act.sessionId() != null) {
                    hands.add(act.account() + '|' + act.sessionId());
                }
            }
        }
    }

    private void tie(String key, Act act) {
        tied[act.no()] = true;
        Integer first = keys.putIfAbsent(key, act.no());
        if (first != null) {
            sets.join(first, act.no());
        }
    }

    /** Before any is looked for: of two records of one moment either may come first. */
    private void registerTwin(Act act) {
        if (act.signIn() && act.family().equals("ual")) {
            register(act, act.id());
            register(act, parts.requestId(act));
            register(act, flow(act));
        }
    }

    /** The same sign-in stands in two logs: joined by request id, or by login flow within a minute. */
    private void twins(Act act) {
        if (act.signIn()) {
            joinFlow(act);
            if (act.family().equals("signin") && !joinTwin(act, "twin|" + act.id())) {
                joinTwin(act, "twin|" + flow(act));
            }
            return;
        }
        boolean directory =
                act.family().equals("directory-audit") || Integer.valueOf(8).equals(act.recordType());
        if (directory && act.correlationId() != null && appOf[act.no()] == null) {
            directoryTwin(act);
        }
    }

    /** Steps of one login from one address belong together: interrupted, then let in. */
    private void joinFlow(Act act) {
        if (act.correlationId() == null || !act.address().speaks() || appOf[act.no()] != null) {
            return;
        }
        Integer before = keys.put(
                "flow|" + act.account() + '|' + act.correlationId() + '|'
                        + act.address().ip(),
                act.no());
        if (before != null && appOf[before] == null && act.time() - byNo(before).time() <= FLOW_GAP) {
            sets.join(before, act.no());
            tied[before] = true;
            tied[act.no()] = true;
        }
    }

    private void directoryTwin(Act act) {
        String key = "directory|" + act.account() + '|' + act.correlationId();
        Integer first = keys.putIfAbsent(key, act.no());
        if (first != null && appOf[first] == null) {
            sets.join(first, act.no());
            if (act.address().speaks() != byNo(first).address().speaks()) {
                tied[act.address().speaks() ? first : act.no()] = true;
            }
        }
    }

    private void register(Act act, String id) {
        if (id != null) {
            keys.putIfAbsent("twin|" + id, act.no());
        }
    }

    private boolean joinTwin(Act act, String key) {
        Integer other = keys.get(key);
        if (other == null || Math.abs(byNo(other).time() - act.time()) > TWIN_GAP) {
            return false;
        }
        if (appOf[other] == null && appOf[act.no()] == null) {
            sets.join(other, act.no());
            tied[act.no()] = tied[act.no()] || tied[other];
        }
        twin[act.no()] = true;
        return true;
    }

    private static String flow(Act act) {
        return act.correlationId() == null ? null : act.account() + '|' + act.correlationId() + '|' + act.result();
    }

    private Act byNo(int no) {
        return numbered[no];
    }

    /** One place and program where an account was lately active. */
    private static final class Slot {
        private final int member;
        private String ip;
        private String tool;
        private long last;

        Slot(Act act) {
            this.member = act.no();
            see(act);
        }

        void see(Act act) {
            ip = act.address().speaks() ? act.address().ip() : ip;
            tool = act.tool().known() ? act.tool().name() : tool;
            last = act.time();
        }

        boolean fits(Act act) {
            return tool == null || !act.tool().known() || tool.equals(act.tool().name());
        }
    }

    private void bursts(List<Act> ofAccount) {
        List<Slot> open = new ArrayList<>();
        for (Act act : ofAccount) {
            open.removeIf(slot -> act.time() - slot.last > UNPLACED_GAP);
            if (appOf[act.no()] != null) {
                continue;
            }
            Slot slot =
                    tied[act.no()] ? own(act, open) : act.address().speaks() ? near(act, open) : unplaced(act, open);
            if (slot == null) {
                open.add(new Slot(act));
            } else {
                sets.join(slot.member, act.no());
                slot.see(act);
            }
        }
    }

    private Slot own(Act act, List<Slot> open) {
        for (Slot slot : open) {
            boolean samePlace = !act.address().speaks() || act.address().ip().equals(slot.ip);
            if (sets.root(slot.member) == sets.root(act.no()) && samePlace && slot.fits(act)) {
                return slot;
            }
        }
        return null;
    }

    private Slot near(Act act, List<Slot> open) {
        Slot best = null;
        for (Slot slot : open) {
            boolean close =
                    act.time() - slot.last <= BURST_GAP && act.address().ip().equals(slot.ip) && slot.fits(act);
            if (close && (best == null || slot.last >= best.last)) {
                best = slot;
            }
        }
        return best;
    }

    /** A record without a place joins what the account was doing, unless that could be two different things. */
    private Slot unplaced(Act act, List<Slot> open) {
        Slot best = null;
        Set<Integer> roots = new HashSet<>();
        Set<Integer> exact = new HashSet<>();
        Slot bestExact = null;
        for (Slot slot : open) {
            if (!slot.fits(act)) {
                continue;
            }
            roots.add(sets.root(slot.member));
            best = slot;
            if (act.tool().known() && act.tool().name().equals(slot.tool)) {
                exact.add(sets.root(slot.member));
                bestExact = slot;
            }
        }
        if (exact.size() == 1) {
            return bestExact;
        }
        return roots.size() == 1 ? best : null;
    }

    private List<Atom> collect() {
        Map<Integer, List<Act>> byRoot = new TreeMap<>();
        for (Act act : acts) {
            byRoot.computeIfAbsent(sets.root(act.no()), key -> new ArrayList<>())
                    .add(act);
        }
        List<Atom> atoms = new ArrayList<>(byRoot.size());
        for (List<Act> members : byRoot.values()) {
            atoms.add(new Atom(
                    label(members), members, false, appOf[members.get(0).no()], parts));
        }
        return atoms;
    }

    private String label(List<Act> members) {
        for (Act act : members) {
            if (appOf[act.no()] != null) {
                return "application " + appOf[act.no()];
            }
            if (act.sessionId() != null) {
                return "session " + act.sessionId();
            }
        }
        Act first = members.get(0);
        return first.address().ip() == null
                ? "activity without address"
                : "activity from " + first.address().ip();
    }
}
