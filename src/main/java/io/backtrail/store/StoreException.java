package io.backtrail.store;

/** The database broke a promise: our fault or the disk's, never the evidence's. */
public final class StoreException extends RuntimeException {
    StoreException(String doing, Exception cause) {
        super(doing + ": " + cause.getMessage(), cause);
    }
}
