package io.backtrail.store;

import java.util.Arrays;

/**
 * The set of event ids that a case holds, with where each stands. Open addressing over four longs an entry, so that ten
 * million ids take half a gigabyte and no objects. A 128-bit key makes a chance collision in ten million less likely than
 * one in 10^24.
 */
final class KnownEvents {
    private static final int LONGS = 4;

    private long[] slots = new long[LONGS * 1024];
    private int size;

    /** Where an event of this key stands, or -1. */
    long sequenceOf(long high, long low) {
        int slot = find(high, low);
        return slots[slot + 2] - 1;
    }

    /** The first half of the record hash kept for this key; meaningless if the key is not there. */
    long hashOf(long high, long low) {
        return slots[find(high, low) + 3];
    }

    void add(long high, long low, long sequence, long recordHash) {
        if ((size + 1) * 10L > slots.length / LONGS * 7L) {
            grow();
        }
        put(high, low, sequence + 1, recordHash);
        size++;
    }

    private void put(long high, long low, long sequencePlusOne, long recordHash) {
        int slot = find(high, low);
        slots[slot] = high;
        slots[slot + 1] = low;
        slots[slot + 2] = sequencePlusOne;
        slots[slot + 3] = recordHash;
    }

    private int find(long high, long low) {
        int mask = slots.length / LONGS - 1;
        int index = (int) (low ^ low >>> 32) & mask;
        while (slots[index * LONGS + 2] != 0 && (slots[index * LONGS] != high || slots[index * LONGS + 1] != low)) {
            index = (index + 1) & mask;
        }
        return index * LONGS;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += LONGS) {
            if (old[i + 2] != 0) {
                put(old[i], old[i + 1], old[i + 2], old[i + 3]);
            }
        }
    }

    /** Forgets everything, for a rollback. */
    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    /** First half of a 128-bit key of (family, id). */
    static long high(String family, String id) {
        return mix(mix(0x9E3779B97F4A7C15L, family), id);
    }

    /** Second half. */
    static long low(String family, String id) {
        return mix(mix(0xC2B2AE3D27D4EB4FL, id), family);
    }

    private static long mix(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 29;
        }
        return hash ^ hash >>> 33;
    }
}
