package io.backtrail.intake;

import io.backtrail.evidence.Evidence;

/** Who wants to see an import go on; called on the thread that imports. */
public interface ImportWatcher {
    /**
     * The files are found, and none is read yet.
     *
     * @param files how many
     * @param bytes their sizes together, as {@link #reads} counts them; -1 if that cannot be told before
     */
    default void plans(int files, long bytes) {}

    /** True once the import shall stop at the next safe point; asked after every batch of rows. */
    default boolean wantsToStop() {
        return false;
    }

    /** A file was recognised and is read now. */
    default void begins(Evidence evidence) {}

    /**
     * Some more of it was read.
     *
     * @param bytes bytes of the file read so far; of an entry of a zip archive, unpacked ones
     * @param rows rows handed on so far
     */
    default void reads(long bytes, long rows) {}

    /** A file is in the case. */
    default void ends(SourceBooks books) {}

    /** The case catches up with what was read: {@code what} is a short phrase. */
    default void catchesUp(String what) {}

    /**
     * Text goes into the index.
     *
     * @param events number of the last event that is in it
     * @param last number of the last event there is
     */
    default void indexes(long events, long last) {}
}
