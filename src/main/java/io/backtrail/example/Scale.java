package io.backtrail.example;

/**
 * How much life the example tenant holds.
 *
 * @param people accounts of persons, 26 to 5,000: the intrusion writes to 25 colleagues
 * @param days days before and including 2026-10-02, 21 to 365: the intrusion takes the last ten, ordinary life the rest
 */
public record Scale(int people, int days) {
    public Scale {
        if (people < 26 || people > 5_000) {
            throw new IllegalArgumentException("people must be 26 to 5000, not " + people);
        }
        if (days < 21 || days > 365) {
            throw new IllegalArgumentException("days must be 21 to 365, not " + days);
        }
    }

    /** The size of the demo: 36 people, 28 days. */
    public static Scale demo() {
        return new Scale(36, 28);
    }
}
