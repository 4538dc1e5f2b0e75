package io.backtrail.enrich;

/**
 * A word in an agent string that no ordinary user's program has.
 *
 * @param word the word, lower case
 * @param name name of the tool or library
 * @param kind {@code offensive} (made for attacks), {@code library} (a script; honest ones have it too) or {@code legacy} (a
 *     sign-in by an old protocol, which passes by multi-factor)
 */
public record AttackAgent(String word, String name, String kind) {
    /** Words as short as these stand in honest strings too, so they count at the beginning only. */
    private static final int SHORT = 6;

    /** Whether {@code folded}, an agent string in lower case, has the word and not as part of a longer one. */
    boolean isIn(String folded) {
        for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
            boolean begins = at == 0 || word.length() > SHORT && !isPart(folded.charAt(at - 1));
            int end = at + word.length();
            if (begins && (end == folded.length() || !isPart(folded.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether this word is the better name for a string that has both: {@code python-requests} rather than {@code python}. */
    boolean tellsMoreThan(AttackAgent other) {
        boolean offensive = kind.equals("offensive");
        return offensive == other.kind.equals("offensive") ? word.length() > other.word.length() : offensive;
    }

    private static boolean isPart(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
