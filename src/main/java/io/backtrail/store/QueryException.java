package io.backtrail.store;

/** A query that the database refused; its message is the database's own and safe to show. */
public final class QueryException extends RuntimeException {
    QueryException(String message) {
        super(message);
    }
}
