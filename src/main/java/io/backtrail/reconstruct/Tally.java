package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds reasons up by families, so that ten signs of one thing do not count as ten things; in whole decibans throughout. */
final class Tally {
    private static final int FURTHER_PERCENT = 30;
    private static final String DAMPING = "damping of further ";
    private static final String THIN = "thin baseline: ";

    private final Weights weights;

    Tally(Weights weights) {
        this.weights = weights;
    }

    /**
     * The reasons with one more for each family that was damped, bounded or halved, so that their sum is the score.
     *
     * @param thin true if too little is known of the owner: network and time count half
     */
    List<Reason> settle(List<Reason> reasons, boolean thin) {
        Map<String, List<Reason>> families = new LinkedHashMap<>();
        for (Reason reason : said(reasons)) {
            families.computeIfAbsent(reason.family(), key -> new ArrayList<>()).add(reason);
        }
        List<Reason> settled = new ArrayList<>();
        families.forEach((family, items) -> {
            settled.addAll(items);
            int sum = sum(items);
            int damped = bounded(family, part(family, items, 1) + part(family, items, -1));
            add(settled, family, damped - sum, DAMPING + family + " evidence");
            if (thin && (family.equals("network") || family.equals("time"))) {
                add(settled, family, damped / 2 - damped, THIN + family + " evidence counts half");
            }
        });
        return settled;
    }

    /** True for the text of a reason that only damps, bounds or halves its family. */
    static boolean adjusts(String text) {
        return text.startsWith(DAMPING) || text.startsWith(THIN);
    }

    /** A reason that is given again with the same words is one reason with more events, and counts once. */
    private static Collection<Reason> said(List<Reason> reasons) {
        Map<List<String>, Reason> once = new LinkedHashMap<>();
        for (Reason reason : reasons) {
            once.merge(List.of(reason.family(), reason.text()), reason, (first, again) -> {
                Set<String> events = new LinkedHashSet<>(first.events());
                events.addAll(again.events());
                return new Reason(first.family(), larger(first.db(), again.db()), first.text(), List.copyOf(events));
            });
        }
        return once.values();
    }

    private static int larger(int one, int other) {
        return Math.abs(one) >= Math.abs(other) ? one : other;
    }

    static int sum(List<Reason> reasons) {
        return reasons.stream().mapToInt(Reason::db).sum();
    }

    /** The sum of one family, damping included. */
    static int family(List<Reason> reasons, String family) {
        return reasons.stream()
                .filter(reason -> reason.family().equals(family))
                .mapToInt(Reason::db)
                .sum();
    }

    private static void add(List<Reason> settled, String family, int db, String text) {
        if (db != 0) {
            settled.add(new Reason(family, db, text, List.of()));
        }
    }

    /** The largest item of one sign in full, and 30 percent of the others. */
    private static int part(String family, List<Reason> items, int sign) {
        int largest = 0;
        int all = 0;
        for (Reason reason : items) {
            int db = reason.db() * sign;
            if (db > 0) {
                largest = Math.max(largest, db);
                all += db;
            }
        }
        boolean alone = family.equals("seed") || family.equals("link");
        return sign * (alone ? largest : largest + (all - largest) * FURTHER_PERCENT / 100);
    }

    private int bounded(String family, int db) {
        return Math.max(weights.floor(family), Math.min(weights.cap(family), db));
    }
}
