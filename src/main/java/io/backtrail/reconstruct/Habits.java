package io.backtrail.reconstruct;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one account does from day to day. Days are counted, never events, and the atom that is being weighed is always
 * left out of the count.
 */
final class Habits {
    /** Nothing known of the account. */
    static final Habits NONE = new Habits();

    private static final int ESTABLISHED_DAYS = 5;

    private final TreeMap<Integer, Integer> activeDays = new TreeMap<>();
    private final Map<Trait, TreeMap<Integer, Integer>> days = new HashMap<>();
    private final Map<Trait, TreeMap<Integer, Integer>> companionDays = new HashMap<>();
    private final Map<Trait, TreeMap<Integer, Integer>> anchoredDays = new HashMap<>();
    private final Set<Atom> counted = new HashSet<>();
    private final Map<Trait, Integer> leftOutFirst = new HashMap<>();
    private final Set<Integer> leftOutDays = new HashSet<>();
    private final Set<Atom> countedApps = new HashSet<>();
    private final Map<Atom, Companions> companions = new HashMap<>();
    private long events;

    private record Companions(boolean client, boolean range, boolean anchor) {}

    void count(Atom atom) {
        counted.add(atom);
        events += atom.acts().size();
        atom.days().forEach(day -> activeDays.merge(day, 1, Integer::sum));
        atom.traits().forEach((trait, on) -> add(days, trait, on));
    }

    /**
     * An atom that is accused makes no habit. What it showed in the first days was there in the first days all the same, or a
     * suspicion would feed on itself.
     */
    void leaveOut(Atom atom) {
        atom.traits().forEach((trait, on) -> on.forEach(day -> leftOutFirst.merge(trait, day, Math::min)));
        leftOutDays.addAll(atom.days());
    }

    /** An application that acts for the account: that it is in use is a habit, where and when its servers work is none. */
    void countApp(Atom atom) {
        countedApps.add(atom);
        atom.traits().forEach((trait, on) -> {
            if (trait.kind() == Trait.Kind.APP) {
                add(days, trait, on);
            }
        });
    }

    /** Second pass, when all atoms are counted: which values were seen together with what was there from the start. */
    void relate(Set<String> addedDevices) {
        for (Atom atom : counted) {
            Companions with = new Companions(
                    atom.traits().keySet().stream().anyMatch(t -> t.kind() == Trait.Kind.CLIENT && early(t)),
                    atom.traits().keySet().stream().anyMatch(t -> t.kind() == Trait.Kind.RANGE && early(t)),
                    atom.values(Trait.Kind.DEVICE).stream().anyMatch(device -> anchor(device, addedDevices)));
            companions.put(atom, with);
            atom.traits().forEach((trait, on) -> {
                boolean companion = trait.kind() == Trait.Kind.CLIENT ? with.range : with.client;
                if (companion || with.anchor) {
                    add(companionDays, trait, on);
                }
                if (with.anchor) {
                    add(anchoredDays, trait, on);
                }
            });
        }
    }

    /** Days on which the value was seen in other atoms. */
    int days(Trait trait, Atom without) {
        boolean minus = counted.contains(without) || countedApps.contains(without);
        return without(days.get(trait), trait, without, minus);
    }

    /** The same, only days on which a device of long standing was there too. */
    int anchoredDays(Trait trait, Atom without) {
        Companions with = companions.get(without);
        return without(anchoredDays.get(trait), trait, without, with != null && with.anchor);
    }

    int activeDays(Atom without) {
        return distinct(activeDays, counted.contains(without) ? without.days() : Set.of());
    }

    /**
     * True if the value is not a habit: turned up after five active days without it, and not seen in other atoms on five
     * days together with something older. What was there in the first days cannot be called new.
     */
    boolean isNew(Trait trait, Atom atom) {
        if (early(trait)) {
            return false;
        }
        if (days(trait, atom) == 0) {
            return true;
        }
        Companions own = companions.get(atom);
        boolean ownCompanion =
                own != null && (own.anchor || (trait.kind() == Trait.Kind.CLIENT ? own.range : own.client));
        return without(companionDays.get(trait), trait, atom, ownCompanion) < ESTABLISHED_DAYS;
    }

    /** True if fewer than five other active days or twenty other events are known. */
    boolean thin(Atom atom) {
        long others = events - (counted.contains(atom) ? atom.acts().size() : 0);
        return activeDays(atom) < ESTABLISHED_DAYS || others < 20;
    }

    /** True for a device that was there from the start, or for a fortnight, and was not added in the time looked at. */
    boolean anchor(String device, Set<String> addedDevices) {
        TreeMap<Integer, Integer> on = days.get(new Trait(Trait.Kind.DEVICE, device));
        if (on == null || addedDevices.contains(device)) {
            return false;
        }
        return on.size() >= 3 && (on.lastKey() - on.firstKey() >= 14 || early(new Trait(Trait.Kind.DEVICE, device)));
    }

    /** True if the account shows a registered device on at least three of five other active days. */
    boolean mostlyOnDevice(Atom atom) {
        int most = 0;
        for (Trait trait : days.keySet()) {
            if (trait.kind() == Trait.Kind.DEVICE) {
                most = Math.max(most, days(trait, atom));
            }
        }
        return most >= ESTABLISHED_DAYS && most * 5 >= activeDays(atom) * 3;
    }

    /** Seen already on one of the first five active days, or in the first half of a shorter log. */
    private boolean early(Trait trait) {
        TreeMap<Integer, Integer> on = days.get(trait);
        Integer leftOut = leftOutFirst.get(trait);
        if (on == null && leftOut == null) {
            return false;
        }
        int first = on == null ? leftOut : leftOut == null ? on.firstKey() : Math.min(leftOut, on.firstKey());
        int before = activeDays.headMap(first).size();
        int all = activeDays.size();
        for (Integer day : leftOutDays) {
            if (!activeDays.containsKey(day)) {
                before += day < first ? 1 : 0;
                all++;
            }
        }
        return before < Math.min(ESTABLISHED_DAYS, Math.max(1, all / 2));
    }

    private static int without(TreeMap<Integer, Integer> on, Trait trait, Atom atom, boolean minus) {
        return on == null ? 0 : distinct(on, minus ? atom.traits().getOrDefault(trait, Set.of()) : Set.of());
    }

    private static int distinct(TreeMap<Integer, Integer> on, Set<Integer> minus) {
        int lost = 0;
        for (Integer day : minus) {
            lost += Integer.valueOf(1).equals(on.get(day)) ? 1 : 0;
        }
        return on.size() - lost;
    }

    private static void add(Map<Trait, TreeMap<Integer, Integer>> all, Trait trait, Set<Integer> on) {
        TreeMap<Integer, Integer> counts = all.computeIfAbsent(trait, key -> new TreeMap<>());
        on.forEach(day -> counts.merge(day, 1, Integer::sum));
    }
}
