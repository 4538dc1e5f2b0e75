package io.backtrail.normalize;

import io.backtrail.problem.Problem;
import java.util.List;

/** Pieces of evidence text as they stand in a summary: short, and without characters that act on a terminal. */
final class Words {
    private static final int LONGEST = 160;

    private Words() {}

    /** The text cut at 160 characters. */
    static String cut(String text) {
        String word = text.strip();
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "…";
    }

    /** The text in double quotes, cut. */
    static String quote(String text) {
        return text == null ? "\"\"" : '"' + cut(text) + '"';
    }

    /** {@code 1 message}, {@code 3 messages}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first three of the texts, and how many more there are. */
    static String few(List<String> texts) {
        int shown = Math.min(3, texts.size());
        String list = String.join(
                ", ", texts.subList(0, shown).stream().map(Words::cut).toList());
        return texts.size() > shown ? list + " and " + (texts.size() - shown) + " more" : list;
    }

    /** The summary with every control, bidirectional and lone-surrogate character as {@code ?}. */
    static String clean(String summary) {
        for (int i = 0; i < summary.length(); i++) {
            char c = summary.charAt(i);
            if (c < ' ' || c > '~') {
                return Problem.clean(summary);
            }
        }
        return summary;
    }
}
