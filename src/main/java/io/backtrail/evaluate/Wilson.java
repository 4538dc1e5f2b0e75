package io.backtrail.evaluate;

import java.util.Locale;

/**
 * The 95 percent interval of a proportion after Wilson: where the true share may lie when so many of so many were seen.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Wilson(double low, double high) {
    private static final double Z = 1.959964;

    /** The interval for {@code right} of {@code all}; from 0 to 1 if there are none. */
    public static Wilson of(long right, long all) {
        if (right < 0 || right > all) {
            throw new IllegalArgumentException("no proportion: " + right + " of " + all);
        }
        if (all == 0) {
            return new Wilson(0, 1);
        }
        double share = (double) right / all;
        double square = Z * Z / all;
        double middle = share + square / 2;
        double half = Z * Math.sqrt(share * (1 - share) / all + square / (4 * all));
        return new Wilson(Math.max(0, (middle - half) / (1 + square)), Math.min(1, (middle + half) / (1 + square)));
    }

    /** As {@code 0.912–0.998}, the lower end cut and the upper rounded up. */
    public String text() {
        return String.format(Locale.ROOT, "%.3f–%.3f", Math.floor(low * 1000) / 1000, Math.ceil(high * 1000) / 1000);
    }
}
