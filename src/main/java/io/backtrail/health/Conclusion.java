package io.backtrail.health;

/** What may be said after a question was asked. */
public enum Conclusion {
    /** There are findings. */
    FOUND("found"),
    /** There are none, and the evidence would have shown them, as far as it goes. */
    NOT_FOUND("not found"),
    /** There are none, and the evidence could not have shown them. */
    CANNOT_TELL("cannot tell");

    private final String words;

    Conclusion(String words) {
        this.words = words;
    }

    /** For people and for machine-readable output. */
    public String words() {
        return words;
    }
}
