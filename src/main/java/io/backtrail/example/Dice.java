package io.backtrail.example;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Chance from a seed: the same seed and the same questions give the same answers on every machine. The generator is
 * SplitMix64 (Steele, Lea, Flood 2014).
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    Dice(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /** Dice of their own for one matter, unmoved by how often anybody else throws. */
    Dice of(String matter) {
        return new Dice(mix(seed + matter.hashCode() * GOLDEN));
    }

    /** Any 64 bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return low + (int) ((bits() >>> 1) % (high - low + 1));
    }

    boolean chance(int percent) {
        return between(0, 99) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    /** A random UUID of version 4. */
    UUID uuid() {
        long high = bits() & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long low = bits() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    String guid() {
        return uuid().toString();
    }

    /** Upper-case hexadecimal digits. */
    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(between(0, 15), 16));
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
