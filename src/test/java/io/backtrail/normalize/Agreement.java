package io.backtrail.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often we and a peer agree on one field, with what we differ on and know why, and what we do not. */
final class Agreement {
    private static final int SHOWN = 8;

    private final String field;
    private final Map<String, Integer> known = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private int same;

    Agreement(String field) {
        this.field = field;
    }

    /** Counts one comparison; {@code reason} says why the two may differ, or is null. */
    void compare(String ours, String theirs, String reason, String place) {
        if (ours == null ? theirs == null : ours.equalsIgnoreCase(theirs)) {
            same++;
        } else if (reason != null) {
            known.merge(reason, 1, Integer::sum);
        } else {
            unknown.add(place + ": ours " + ours + ", theirs " + theirs);
        }
    }

    /** Share of comparisons that agree or differ for a known reason, in percent. */
    double percent() {
        int explained =
                same + known.values().stream().mapToInt(Integer::intValue).sum();
        return 100.0 * explained / Math.max(1, total());
    }

    private int total() {
        return same
                + unknown.size()
                + known.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(field + ": " + same + " of " + total() + " the same");
        known.forEach((reason, count) ->
                text.append("\n    ").append(count).append(" differ: ").append(reason));
        unknown.stream()
                .limit(SHOWN)
                .forEach(each -> text.append("\n    unexplained: ").append(each));
        return text.toString();
    }
}
