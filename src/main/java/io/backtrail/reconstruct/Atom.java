package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The smallest thing that gets one verdict: a session, a burst without session id, or the use of one application grant. */
final class Atom {
    private final String label;
    private final List<Act> acts;
    private final boolean continued;
    private final String riskyApp;
    private final Map<Trait, Set<Integer>> traits = new HashMap<>();
    private final Set<Integer> days = new TreeSet<>();
    private final Map<String, Act> addresses = new LinkedHashMap<>();
    private final Map<String, Act> tools = new LinkedHashMap<>();

    /**
     * Makes the atom of these acts.
     *
     * @param acts at least one, in order
     * @param continued true if this is a session that goes on elsewhere than where it was born
     * @param riskyApp the application whose grant this is, or null
     */
    Atom(String label, List<Act> acts, boolean continued, String riskyApp, Parts parts) {
        this.label = label;
        this.acts = Collections.unmodifiableList(acts);
        this.continued = continued;
        this.riskyApp = riskyApp;
        Act before = null;
        for (Act act : acts) {
            if (before == null || !sameHabits(before, act)) {
                note(act, parts);
            }
            before = act;
        }
    }

    /** Most acts repeat what the one before showed; references do, because texts are kept once. */
    private static boolean sameHabits(Act before, Act act) {
        return !act.signIn()
                && !before.signIn()
                && before.address() == act.address()
                && before.tool() == act.tool()
                && Objects.equals(before.deviceId(), act.deviceId())
                && Objects.equals(before.appId(), act.appId())
                && before.time() / 3_600_000L == act.time() / 3_600_000L;
    }

    String label() {
        return label;
    }

    List<Act> acts() {
        return acts;
    }

    boolean continued() {
        return continued;
    }

    String riskyApp() {
        return riskyApp;
    }

    /** Who acted; null only if the records name nobody. */
    String account() {
        return acts.get(0).account();
    }

    Act first() {
        return acts.get(0);
    }

    Act last() {
        return acts.get(acts.size() - 1);
    }

    long start() {
        return first().time();
    }

    long end() {
        return last().time();
    }

    /** True if nothing in it got in: only sign-ins that failed or were interrupted. */
    boolean attemptOnly() {
        return acts.stream().allMatch(Act::attempt);
    }

    /** Addresses that say where the actor is, with the first act from each. */
    Map<String, Act> addresses() {
        return addresses;
    }

    /** Programs by name, with the first act by each. */
    Map<String, Act> tools() {
        return tools;
    }

    /** Habits shown in it, with the days; failed sign-ins show none. */
    Map<Trait, Set<Integer>> traits() {
        return traits;
    }

    Set<Integer> days() {
        return days;
    }

    /** Values of one kind of habit, sorted. */
    Set<String> values(Trait.Kind kind) {
        Set<String> values = new TreeSet<>();
        for (Trait trait : traits.keySet()) {
            if (trait.kind() == kind) {
                values.add(trait.value());
            }
        }
        return values;
    }

    /** Ids of up to four acts that {@code test} holds for. */
    List<String> some(java.util.function.Predicate<Act> test) {
        List<String> ids = new ArrayList<>();
        for (Act act : acts) {
            if (test.test(act)) {
                ids.add(act.id());
                if (ids.size() == 4) {
                    break;
                }
            }
        }
        return ids;
    }

    boolean has(java.util.function.Predicate<Act> test) {
        return acts.stream().anyMatch(test);
    }

    private void note(Act act, Parts parts) {
        if (act.address().speaks()) {
            addresses.putIfAbsent(act.address().ip(), act);
        }
        if (act.tool().known()) {
            tools.putIfAbsent(act.tool().name(), act);
        }
        if (act.attempt()) {
            return;
        }
        days.add(act.day());
        if (act.address().speaks()) {
            keep(Trait.Kind.IP, act.address().ip(), act);
            keep(Trait.Kind.RANGE, act.address().range(), act);
            keep(Trait.Kind.OPERATOR, act.address().operator(), act);
            keep(Trait.Kind.COUNTRY, act.address().country(), act);
            keep(Trait.Kind.NETWORK, act.address().network(), act);
        }
        keep(Trait.Kind.CLIENT, act.tool().name(), act);
        keep(Trait.Kind.DEVICE, act.deviceId(), act);
        keep(Trait.Kind.APP, act.appId(), act);
        keep(Trait.Kind.HOUR, Integer.toString(act.hour()), act);
        if (act.signIn() && parts.legacy(act)) {
            keep(Trait.Kind.LEGACY, "legacy", act);
        }
        if (act.signIn() && parts.deviceCode(act)) {
            keep(Trait.Kind.DEVICE_CODE, "device-code", act);
        }
    }

    private void keep(Trait.Kind kind, String value, Act act) {
        if (value != null) {
            traits.computeIfAbsent(new Trait(kind, value), key -> new TreeSet<>())
                    .add(act.day());
        }
    }
}
