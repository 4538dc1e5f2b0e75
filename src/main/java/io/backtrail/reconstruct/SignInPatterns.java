package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What sign-ins of one account, one address or one program amount to when they are looked at together. */
final class SignInPatterns {
    private static final long DAY = 24 * 3_600_000L;
    private static final long QUARTER = 15 * 60_000L;
    private static final int SPRAYED_USERS = 5;
    private static final int SPRAYED_FAILURES = 10;

    /**
     * A password spray from one address or by one program.
     *
     * @param failures failed sign-ins within a day
     * @param users accounts that were tried
     * @param from first failure, milliseconds
     * @param to last failure
     * @param events ids of the first and the last failure
     */
    record Spray(int failures, int users, long from, long to, List<String> events) {}

    private final Case of;
    private final Clicks clicks;
    private final Map<String, List<Act>> signIns = new HashMap<>();
    private final Map<String, List<Spray>> sprays = new TreeMap<>();
    private final Map<Integer, Spray> sprayed = new HashMap<>();
    private final Map<String, TreeSet<Long>> foreignSuccess = new HashMap<>();
    private final Map<String, List<Atom>> relays = new HashMap<>();
    private final Map<String, Set<String>> legacyServers = new HashMap<>();

    /** Looks at all sign-ins that do not merely repeat another record. */
    SignInPatterns(Case of, boolean[] twin, Clicks clicks) {
        this.of = of;
        this.clicks = clicks;
        for (Act act : of.acts()) {
            if (act.signIn() && !twin[act.no()] && act.account() != null) {
                signIns.computeIfAbsent(act.account(), key -> new ArrayList<>()).add(act);
            }
        }
    }

    /** Finds sprays anew, now that it is known which addresses and programs are habits of clean users. */
    void look(List<Atom> atoms, Baseline baseline, TenantFacts tenant) {
        sprays.clear();
        sprayed.clear();
        foreignSuccess.clear();
        relays.clear();
        legacyServers.clear();
        Map<String, List<Act>> bySource = new TreeMap<>();
        for (Atom atom : atoms) {
            boolean foreign = atom.riskyApp() == null && baseline.foreign(atom, tenant);
            if (foreign
                    && !atom.attemptOnly()
                    && atom.acts().stream().allMatch(Act::signIn)
                    && baseline.hidden(atom, tenant)) {
                relays.computeIfAbsent(atom.account(), key -> new ArrayList<>()).add(atom);
            }
            for (Act act : atom.acts()) {
                if (foreign
                        && act.signIn()
                        && act.succeeded()
                        && act.address().hidesPlace()
                        && of.parts().legacy(act)) {
                    legacyServers
                            .computeIfAbsent(act.account(), key -> new TreeSet<>())
                            .add(act.address().name());
                }
                if (act.signIn() && act.succeeded() && foreign) {
                    foreignSuccess
                            .computeIfAbsent(act.account(), key -> new TreeSet<>())
                            .add(act.time());
                }
            }
        }
        for (List<Act> all : signIns.values()) {
            for (Act act : all) {
                if (act.attempt() && guessed(act)) {
                    sources(act, tenant)
                            .forEach(source -> bySource.computeIfAbsent(source, key -> new ArrayList<>())
                                    .add(act));
                }
            }
        }
        bySource.forEach(this::lookForSpray);
    }

    /** The spray that an act belongs to, or that its success came out of; or null. */
    Spray sprayOf(Act act, TenantFacts tenant) {
        if (act.attempt()) {
            return sprayed.get(act.no());
        }
        for (String source : sources(act, tenant)) {
            for (Spray spray : sprays.getOrDefault(source, List.of())) {
                if (act.time() >= spray.from() && act.time() <= spray.to() + DAY) {
                    return spray;
                }
            }
        }
        return null;
    }

    /** Wrong passwords of the same account from the same address within a day before. */
    List<Act> guessesBefore(Act success) {
        List<Act> guesses = new ArrayList<>();
        for (Act act : before(success, DAY)) {
            if (of.knowledge().passwordWrong(act.code()) && act.attempt() && samePlace(act, success)) {
                guesses.add(act);
            }
        }
        return guesses;
    }

    /** Second-factor prompts that were denied or timed out in a quarter of an hour before. */
    List<Act> promptsBefore(Act success) {
        List<Act> prompts = new ArrayList<>();
        int denied = 0;
        for (Act act : before(success, QUARTER)) {
            if (act.attempt() && of.knowledge().secondFactor(act.code())) {
                prompts.add(act);
                denied += "500121".equals(act.code()) ? 1 : 0;
            }
        }
        return denied >= 2 ? prompts : List.of();
    }

    /** An interrupted step of the same login within 90 seconds before, or null. */
    Act interruptBefore(Act success) {
        for (Act act : before(success, 90_000L)) {
            boolean interrupt = act.result().equals("interrupted")
                    || "50199".equals(act.code())
                    || of.knowledge().secondFactor(act.code());
            if (act.attempt() && interrupt && samePlace(act, success)) {
                return act;
            }
        }
        return null;
    }

    /** An attempt with the right password from the same address within a day before, or null. */
    Act passwordProvedBefore(Act success) {
        for (Act act : before(success, DAY)) {
            if (act.attempt() && of.knowledge().passwordRight(act.code()) && samePlace(act, success)) {
                return act;
            }
        }
        return null;
    }

    /** The link in a mail that the user opened in the minutes before, or null. */
    Act lureBefore(Act success) {
        return clicks.before(success);
    }

    /** The link in a mail that the user opened in the hour before the first act at a strange place, or null. */
    Act lureBefore(Atom atom) {
        return clicks.before(atom.first(), 4 * QUARTER);
    }

    /** The device code that the user typed in elsewhere within this login, or null. */
    Act codeTypedFor(Act success) {
        if (success.correlationId() == null || !success.address().speaks()) {
            return null;
        }
        for (Act act : before(success, QUARTER)) {
            if (success.correlationId().equals(act.correlationId())
                    && of.parts().deviceCode(act)
                    && act.address().speaks()
                    && !samePlace(act, success)) {
                return act;
            }
        }
        return null;
    }

    /** A success of the same account within a minute from another network by another program, or null. */
    Act otherSuccessNear(Act success) {
        if (!success.address().speaks()) {
            return null;
        }
        for (Act act : signIns.getOrDefault(success.account(), List.of())) {
            boolean near = Math.abs(act.time() - success.time()) <= 60_000L;
            if (near
                    && act.succeeded()
                    && act.address().speaks()
                    && !act.address().range().equals(success.address().range())) {
                return act;
            }
        }
        return null;
    }

    /** The last sign-in, within half an hour before, of a visitor from another hosting or VPN network who only signed in; or null. */
    Act relayBefore(Atom atom) {
        Act found = null;
        for (Atom relay : relays.getOrDefault(atom.account(), List.of())) {
            long later = atom.start() - relay.end();
            boolean elsewhere = relay.addresses().keySet().stream()
                    .noneMatch(ip -> atom.addresses().containsKey(ip));
            if (relay != atom && elsewhere && later >= 0 && later <= 2 * QUARTER) {
                found = relay.last();
            }
        }
        return found;
    }

    /** Hosting and VPN networks, no habit of the account, that a legacy protocol signed in from; sorted. */
    Set<String> legacyServers(String account) {
        return legacyServers.getOrDefault(account, new TreeSet<>());
    }

    /** True if somebody signed in as this account from a network that is no habit of it, in the hour before. */
    boolean foreignSignInBefore(Act act) {
        TreeSet<Long> times = foreignSuccess.get(act.account());
        Long last = times == null ? null : times.floor(act.time());
        return last != null && act.time() - last <= 60 * 60_000L;
    }

    /**
     * True if somebody at the atom's strange place must have signed in elsewhere before, and nobody did: no sign-in is in the
     * atom, none of the account names its browser, and none that names no program came from a strange network in the day before.
     * Mail and sync programs sign in under other names.
     */
    boolean neverSignedIn(Atom atom) {
        List<Act> all = signIns.getOrDefault(atom.account(), List.of());
        TreeSet<Long> foreign = foreignSuccess.getOrDefault(atom.account(), new TreeSet<>());
        Long last = foreign.floor(atom.start());
        boolean browses =
                atom.has(act -> act.tool().known() && act.tool().kind().equals("browser"));
        if (all.isEmpty() || !browses || atom.has(Act::signIn) || last != null && atom.start() - last <= DAY) {
            return false;
        }
        return all.stream()
                .filter(Act::succeeded)
                .noneMatch(act -> act.tool().known()
                        && atom.tools().containsKey(act.tool().name()));
    }

    private boolean guessed(Act act) {
        return of.knowledge().passwordWrong(act.code())
                || of.knowledge().unknownUser(act.code())
                || of.knowledge().passwordRight(act.code()) && !"50140".equals(act.code());
    }

    /** What a spray may be told by; habits of clean users tell nothing. */
    private static List<String> sources(Act act, TenantFacts tenant) {
        List<String> sources = new ArrayList<>(2);
        if (act.address().speaks()) {
            Trait ip = new Trait(Trait.Kind.IP, act.address().ip());
            if (tenant.usersOf(ip, null) < 2) {
                sources.add("ip|" + act.address().ip());
            }
        }
        String text = act.tool().text();
        if (text != null && tenant.usersOfProgram(text, null) < 3) {
            sources.add("program|" + text);
        }
        return sources;
    }

    private void lookForSpray(String source, List<Act> failures) {
        failures.sort(ActReader.inOrder());
        int from = 0;
        while (from < failures.size()) {
            Set<String> users = new HashSet<>();
            int to = from;
            while (to < failures.size()
                    && failures.get(to).time() - failures.get(from).time() <= DAY) {
                users.add(failures.get(to).account());
                to++;
            }
            if (users.size() < SPRAYED_USERS || to - from < SPRAYED_FAILURES) {
                from++;
                continue;
            }
            Act first = failures.get(from);
            Act last = failures.get(to - 1);
            Spray spray = new Spray(to - from, users.size(), first.time(), last.time(), List.of(first.id(), last.id()));
            sprays.computeIfAbsent(source, key -> new ArrayList<>()).add(spray);
            failures.subList(from, to).forEach(act -> sprayed.putIfAbsent(act.no(), spray));
            from = to;
        }
    }

    /** Sign-ins of the same account in the time before, oldest first. */
    private List<Act> before(Act act, long span) {
        List<Act> all = signIns.getOrDefault(act.account(), List.of());
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).time() < act.time() - span) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Act> found = new ArrayList<>();
        for (int i = low; i < all.size() && all.get(i).no() < act.no(); i++) {
            found.add(all.get(i));
        }
        return found;
    }

    static boolean samePlace(Act one, Act other) {
        return one.address().ip() != null
                && one.address().ip().equals(other.address().ip());
    }
}
