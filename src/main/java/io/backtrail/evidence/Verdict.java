package io.backtrail.evidence;

/**
 * What a file was found to be.
 *
 * @param shape the export that it is
 * @param dialect how its text is laid out; {@code none} when it is unknown
 * @param reason why, as a sentence
 */
record Verdict(Shape shape, String dialect, String reason) {
    static Verdict unknown(String found) {
        return new Verdict(Shape.UNKNOWN, "none", "This is " + found + ".");
    }
}
