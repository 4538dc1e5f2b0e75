package io.backtrail.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * A typed line and its words. Blanks part words; {@code "…"} and {@code '…'} keep blanks in a word. A backslash takes the
 * meaning from a blank, a quote or a backslash behind it, and otherwise is itself, so that {@code C:\mail.csv} stays whole;
 * between single quotes it always is itself.
 */
final class WordLine {
    private final String line;
    private final List<Word> words = new ArrayList<>();
    private int at;
    private char open;

    /**
     * One word.
     *
     * @param text without quotes
     * @param start first character in the line
     * @param end behind its last character in the line
     * @param quote with which it begins, or 0
     */
    record Word(String text, int start, int end, char quote) {}

    WordLine(String line) {
        this.line = line;
        skipBlanks();
        while (at < line.length()) {
            words.add(word());
            skipBlanks();
        }
    }

    List<Word> words() {
        return words;
    }

    List<String> texts() {
        return words.stream().map(Word::text).toList();
    }

    /** The quote that nobody closed, or 0. */
    char open() {
        return open;
    }

    /** What the word's characters before {@code index} of the line say. */
    String textBefore(Word word, int index) {
        WordLine head = new WordLine(line.substring(word.start(), Math.min(index, word.end())));
        return head.words.isEmpty() ? "" : head.words.get(0).text();
    }

    /** The value as it must be typed to be read back; within the quote it was begun with. */
    static String typed(String value, char quote, boolean complete) {
        String special = quote == 0 ? "\"'\\ \t" : quote == '"' ? "\"\\" : "";
        StringBuilder typed = new StringBuilder();
        if (quote != 0) {
            typed.append(quote);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean meansItself = c == '\\' && !isEscape(value, i, quote) && i + 1 < value.length();
            if (special.indexOf(c) >= 0 && !meansItself) {
                typed.append('\\');
            }
            typed.append(c);
        }
        return quote != 0 && complete ? typed.append(quote).toString() : typed.toString();
    }

    private Word word() {
        int start = at;
        char first = line.charAt(at) == '"' || line.charAt(at) == '\'' ? line.charAt(at) : 0;
        StringBuilder text = new StringBuilder();
        while (at < line.length() && (open != 0 || !isBlank(line.charAt(at)))) {
            char c = line.charAt(at);
            if (c == '\\' && isEscape(line, at, open)) {
                text.append(line.charAt(at + 1));
                at++;
            } else if (c == open) {
                open = 0;
            } else if (open == 0 && (c == '"' || c == '\'')) {
                open = c;
            } else {
                text.append(c);
            }
            at++;
        }
        return new Word(text.toString(), start, at, first);
    }

    private static boolean isEscape(String text, int index, char quote) {
        if (index + 1 >= text.length() || quote == '\'') {
            return false;
        }
        char next = text.charAt(index + 1);
        return next == '\\' || next == '"' || (quote == 0 && (next == '\'' || isBlank(next)));
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
