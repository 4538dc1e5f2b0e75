package io.backtrail.search;

/** The index broke a promise: our fault or the disk's, never the evidence's. */
public final class SearchException extends RuntimeException {
    SearchException(String doing, Exception cause) {
        super(doing + ": " + cause.getMessage(), cause);
    }
}
