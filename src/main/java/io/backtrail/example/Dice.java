package io.backtrail.example;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Chance from a seed: the same seed and the same questions give the same answers on every machine. */
final class Dice {
    private final long seed;
    private final Random random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Dice of their own for one matter, unmoved by how often anybody else throws. */
    Dice of(String matter) {
        return new Dice(seed * 0x9E3779B97F4A7C15L + matter.hashCode());
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A random UUID of version 4. */
    UUID uuid() {
        long high = random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    String guid() {
        return uuid().toString();
    }

    /** Upper-case hexadecimal digits. */
    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
