package io.backtrail.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of JSON members met in one record, kept apart from its text because every record has the same ones. */
final class KeyNames {
    private char[] chars = new char[4096];
    private int used;
    private final List<int[]> names = new ArrayList<>();

    void clear() {
        used = 0;
        names.clear();
    }

    void add(char[] name, int length) {
        int kept = Math.min(length, Tokens.LONGEST);
        if (used + kept > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, used + kept));
        }
        System.arraycopy(name, 0, chars, used, kept);
        names.add(new int[] {used, kept});
        used += kept;
    }

    int size() {
        return names.size();
    }

    char[] chars() {
        return chars;
    }

    int start(int name) {
        return names.get(name)[0];
    }

    int length(int name) {
        return names.get(name)[1];
    }
}
