package io.backtrail.investigate;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a query for looking things up in: comments and quoted texts are blanked out, letter for letter, so that a
 * place in it is a place in the file. No parser: the database has the last word.
 */
final class SqlText {
    private static final Pattern SILENT =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("getvariable\\s*\\(\\s*'([^']*)'\\s*\\)");

    private final String withTexts;
    private final String words;

    SqlText(String text) {
        this.withTexts = blank(text, true);
        this.words = blank(text, false).toLowerCase(Locale.ROOT);
    }

    /** The text in lower case, without comments and quoted texts. */
    String words() {
        return words;
    }

    /** The text at parenthesis depth 0, the rest blanked. */
    String outermost() {
        StringBuilder text = new StringBuilder(words);
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : 0;
            if (depth > 0 && c != '\n') {
                text.setCharAt(i, ' ');
            }
            depth -= c == ')' ? 1 : 0;
        }
        return text.toString();
    }

    /** Names read with {@code getvariable}, each with the line of its first use. */
    SortedMap<String, Integer> variables() {
        SortedMap<String, Integer> found = new TreeMap<>();
        Matcher match = VARIABLE.matcher(withTexts);
        while (match.find()) {
            found.putIfAbsent(match.group(1), line(match.start()));
        }
        return found;
    }

    /** The 1-based line of a place in the text. */
    int line(int offset) {
        return 1
                + (int) words.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static String blank(String text, boolean keepTexts) {
        return SILENT.matcher(text).replaceAll(match -> {
            boolean comment = match.group().startsWith("--") || match.group().startsWith("/*");
            String kept = keepTexts && !comment ? match.group() : match.group().replaceAll("[^\\n]", " ");
            return Matcher.quoteReplacement(kept);
        });
    }
}
