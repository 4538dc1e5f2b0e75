package io.backtrail.example;

/**
 * How much life the example tenant holds: about fifteen audit records a person and day, all of them in memory at once.
 *
 * @param people accounts of persons, at least 26: the intrusion writes to 25 colleagues
 * @param days days before and including the last, at least 21: the intrusion takes the last ten, ordinary life the rest;
 *     people times days is at most 21,000, which is some half a gigabyte
 */
public record Scale(int people, int days) {
    private static final int MOST = 21_000;

    public Scale {
        if (people < 26 || days < 21 || (long) people * days > MOST) {
            throw new IllegalArgumentException(
                    "need 26 people and 21 days, and people times days at most 21000, not " + people + " and " + days);
        }
    }

    /** The size of the demo: 36 people, 28 days. */
    public static Scale demo() {
        return new Scale(36, 28);
    }
}
