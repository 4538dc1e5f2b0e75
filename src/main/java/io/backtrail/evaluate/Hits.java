package io.backtrail.evaluate;

import java.util.Set;

/**
 * What was found against what is true.
 *
 * @param right found and true
 * @param wrong found and not true
 * @param missed true and not found
 */
public record Hits(int right, int wrong, int missed) {
    /** Nothing found and nothing to find. */
    public static final Hits NONE = new Hits(0, 0, 0);

    static Hits of(Set<String> found, Set<String> truth) {
        int right = (int) found.stream().filter(truth::contains).count();
        return new Hits(right, found.size() - right, truth.size() - right);
    }

    Hits plus(Hits other) {
        return new Hits(right + other.right, wrong + other.wrong, missed + other.missed);
    }

    /** Share of what was found that is true; 1 where nothing was found. */
    public double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    /** Share of what is true that was found; 1 where there was nothing to find. */
    public double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** The harmonic mean of both. */
    public double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }
}
