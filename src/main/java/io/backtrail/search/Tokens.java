package io.backtrail.search;

import java.util.Arrays;

/**
 * The terms of a text, one after the other, with their positions.
 *
 * <p>In the index a chunk stands as a whole and word by word, the whole at the position of its first word:
 * {@code alice@north.example} is found as itself, as {@code alice}, and as {@code north.example}. In a query an address
 * stands only as a whole, because its words would also find {@code malice.alice@north.example}; any other chunk stands word
 * by word, so that {@code new-inboxrule} also finds a longer name around it.
 */
final class Tokens {
    /** Longer terms are cut, in the index and in the query alike. */
    static final int LONGEST = 256;

    /** Whose terms they are. */
    enum Side {
        RECORD,
        COLUMN,
        QUERY
    }

    private final Side side;
    private final Chunks chunks;
    private final KeyNames keys;

    /** Terms of the present chunk: place and length in {@code chars}, position within the chunk. */
    private int[] batch = new int[3 * 64];

    private int batched;
    private int taken;
    private char[] chars = new char[0];
    /** Positions that the present chunk takes up, beginning with {@code base}. */
    private int positions;

    private int base;
    private int last;

    Tokens(Side side, KeyNames keys) {
        this.side = side;
        this.chunks = new Chunks(side == Side.RECORD);
        this.keys = keys;
    }

    void reset(String text) {
        chunks.reset(text);
        batched = 0;
        taken = 0;
        base = 0;
        positions = 0;
        last = -1;
    }

    /** Goes to the next term; false at the end. */
    boolean next() {
        while (++taken >= batched / 3) {
            if (!cutNextChunk()) {
                return false;
            }
            taken = -1;
        }
        return true;
    }

    char[] chars() {
        return chars;
    }

    int start() {
        return batch[taken * 3];
    }

    int length() {
        return batch[taken * 3 + 1];
    }

    /** Distance from the term before; 0 if both stand at one position. Ask once for each term. */
    int increment() {
        int position = base + batch[taken * 3 + 2];
        int increment = position - last;
        last = position;
        return increment;
    }

    private boolean cutNextChunk() {
        base += positions;
        positions = 0;
        batched = 0;
        if (!chunks.next()) {
            return false;
        }
        if (chunks.ipv6() != null) {
            cutIpv6();
        } else if (chunks.key()) {
            keys.add(chunks.chars(), chunks.length());
        } else {
            chars = chunks.chars();
            cut(0, chunks.ambiguous() ? 1 : 0, chunks.length());
        }
        return true;
    }

    private void cutIpv6() {
        String canonical = chunks.ipv6();
        StringBuilder all = new StringBuilder(canonical);
        add(0, canonical.length(), 0);
        if (side != Side.QUERY) {
            alternative(chunks.ipv6AsWritten(), canonical, all);
            alternative(Ipv6.mappedIpv4(canonical), canonical, all);
        }
        chars = all.toString().toCharArray();
        positions = 1;
    }

    private void alternative(String other, String canonical, StringBuilder all) {
        if (other != null && !other.equals(canonical)) {
            add(all.length(), all.length() + other.length(), 0);
            all.append(other);
        }
    }

    /** Terms of the characters from {@code start}; if {@code other} differs, also the first ones from there. */
    private void cut(int start, int other, int limit) {
        if (side == Side.QUERY && isAddress(start, limit)) {
            add(start, limit, 0);
            positions = countWords(start, limit);
            return;
        }
        int end = first(start, limit);
        if (other != start) {
            first(other, limit);
        }
        int guest = side == Side.QUERY ? -1 : guestStart(start, limit);
        int position = 1;
        for (int from = nextWord(end, limit); from < limit; from = nextWord(end, limit)) {
            end = Shapes.wordEnd(chars, from, limit);
            add(from, end, position);
            if (from == guest) {
                add(from, limit, position);
            }
            position++;
        }
        positions = position;
    }

    /** The first word, and the whole if there are more words; returns where the word ends. */
    private int first(int start, int limit) {
        int end = Shapes.wordEnd(chars, start, limit);
        add(start, end, 0);
        if (end < limit && side != Side.QUERY) {
            add(start, limit, 0);
        }
        return end;
    }

    private int countWords(int start, int limit) {
        int count = 0;
        for (int from = start; from < limit; from = nextWord(Shapes.wordEnd(chars, from, limit), limit)) {
            count++;
        }
        return count;
    }

    private int nextWord(int end, int limit) {
        int from = end;
        while (from < limit && !Shapes.isWord(chars[from])) {
            from++;
        }
        return from;
    }

    /** One {@code @} with a full stop somewhere after it. */
    private boolean isAddress(int start, int limit) {
        int sign = indexOf('@', start, limit);
        return sign > 0 && indexOf('@', sign + 1, limit) < 0 && indexOf('.', sign + 1, limit) > 0;
    }

    /** Where the address begins in {@code urn:spo:guest#alice@north.example}, or -1. */
    private int guestStart(int start, int limit) {
        int sign = indexOf('@', start, limit);
        int from = sign;
        while (from > start && chars[from - 1] != '#') {
            from--;
        }
        return sign < 0 || from == start || from == sign ? -1 : from;
    }

    private int indexOf(char c, int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (chars[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private void add(int start, int end, int position) {
        if (batched + 3 > batch.length) {
            batch = Arrays.copyOf(batch, batch.length * 2);
        }
        batch[batched++] = start;
        batch[batched++] = Math.min(end - start, LONGEST);
        batch[batched++] = position;
    }
}
