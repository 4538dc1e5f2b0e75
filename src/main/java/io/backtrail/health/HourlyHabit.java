package io.backtrail.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the hours of a workload usually hold: working days apart from weekends, each hour of the day for itself.
 *
 * <p>An hour is usual when at least four others of its kind are known and most of them hold three records or more. Silence is
 * told when what it usually holds adds up to ten records: by chance that happens once in 20,000 times.
 */
final class HourlyHabit {
    private static final int KINDS = 48;
    private static final int FEWEST_DAYS = 5;
    private static final long FEWEST_RECORDS = 3;
    private static final long FEWEST_EXPECTED = 10;
    private static final long MOST_HOURS = 24L * 366 * 20;

    private final String workload;
    private final TreeMap<Long, Long> hours;
    private final long[] usual = new long[KINDS];

    /** Takes records by hours since 1970, UTC; hours without any are left out. */
    HourlyHabit(String workload, TreeMap<Long, Long> hours) {
        this.workload = workload;
        this.hours = hours;
        learn();
    }

    List<Silence> silences() {
        List<Silence> found = new ArrayList<>();
        Long before = null;
        for (long hour : hours.keySet()) {
            if (before != null && hour - before > 1 && hour - before < MOST_HOURS) {
                add(before + 1, hour, found);
            }
            before = hour;
        }
        return found;
    }

    /** Adds the silence between two hours with records, from its first unusual hour to its last. */
    private void add(long from, long to, List<Silence> found) {
        long expected = 0;
        Long first = null;
        long last = from;
        for (long hour = from; hour < to; hour++) {
            long usualNow = usual[kind(hour)];
            if (usualNow >= FEWEST_RECORDS) {
                first = first == null ? Long.valueOf(hour) : first;
                last = hour;
                expected += usualNow;
            }
        }
        if (first != null && expected >= FEWEST_EXPECTED) {
            found.add(new Silence(workload, instant(first), instant(last + 1), expected));
        }
    }

    private void learn() {
        if (hours.isEmpty() || hours.lastKey() - hours.firstKey() > MOST_HOURS) {
            return;
        }
        List<List<Long>> counts = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            counts.add(new ArrayList<>());
        }
        for (long hour = hours.firstKey(); hour <= hours.lastKey(); hour++) {
            counts.get(kind(hour)).add(hours.getOrDefault(hour, 0L));
        }
        for (int i = 0; i < KINDS; i++) {
            usual[i] = usual(counts.get(i));
        }
    }

    /** The median, or 0 when too few days are known or a quarter of them are silent too. */
    private static long usual(List<Long> counts) {
        if (counts.size() < FEWEST_DAYS) {
            return 0;
        }
        List<Long> sorted = counts.stream().sorted().toList();
        boolean oftenSilent = sorted.get(sorted.size() / 4) == 0;
        return oftenSilent ? 0 : sorted.get(sorted.size() / 2);
    }

    /** 0 to 23 on working days, 24 to 47 on Saturdays and Sundays; the first hour of 1970 was on a Thursday. */
    private static int kind(long hour) {
        long day = Math.floorMod(Math.floorDiv(hour, 24) + 3, 7L);
        return (int) Math.floorMod(hour, 24L) + (day >= 5 ? 24 : 0);
    }

    private static Instant instant(long hour) {
        return Instant.ofEpochSecond(hour * 3_600);
    }
}
