package io.backtrail.investigate.sigma;

/** Thrown for a part of a rule that has no SQL over a case; the message says which part, for a reader. */
final class UntranslatableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UntranslatableException(String part) {
        super(part);
    }
}
