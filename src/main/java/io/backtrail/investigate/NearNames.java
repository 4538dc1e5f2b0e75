package io.backtrail.investigate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that a mistyped one may have meant. */
final class NearNames {
    /** More suggestions are a list, not a hint. */
    private static final int MOST = 3;

    private NearNames() {}

    /** At most three names, nearest first: those that contain {@code text}, then by Levenshtein distance. */
    static List<String> of(String text, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.<String>comparingInt(name -> name.contains(text) ? 0 : distance(text, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
