package io.backtrail.problem;

import static java.util.Objects.requireNonNull;

/**
 * One fact about the reader's input: where, what was expected, what was found, and what to do.
 *
 * @param code stable dotted name, as {@code import.no-file}
 * @param place file with row or byte, command or option that it is about
 * @param expected what should have stood there
 * @param found what stood there; cut and cleaned when rendered
 * @param help what became of it, or what to type now
 */
public record Problem(String code, String place, String expected, String found, String help) {
    private static final int LONGEST_QUOTE = 60;

    public Problem {
        requireNonNull(code, "code is null");
        requireNonNull(place, "place is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(found, "found is null");
        requireNonNull(help, "help is null");
    }

    /** The two-line message that a person reads. */
    public String render() {
        return clean(place) + ": expected " + expected + ", found " + clean(found) + " [" + code + "]\n  help: "
                + clean(help);
    }

    /** The text in double quotes, cut at 60 characters. */
    public static String quote(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return '"' + clean(shown) + '"';
    }

    /** The text with every control, bidirectional and lone-surrogate character shown as {@code ?}. */
    public static String clean(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
