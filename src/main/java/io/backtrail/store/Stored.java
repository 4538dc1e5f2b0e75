package io.backtrail.store;

/** What became of a record that could be read. */
public enum Stored {
    /** A new event. */
    NEW,
    /** The same record, seen before; its further place is kept in {@code copy}. */
    REPEATED,
    /** An event of this id is there with other text; both texts are kept. */
    CONFLICT
}
