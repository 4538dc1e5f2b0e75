package io.backtrail.intake;

import io.backtrail.evidence.Evidence;

/** Who wants to see an import go on; called on the thread that imports. */
public interface ImportWatcher {
    /** A file was recognised and is read now. */
    void begins(Evidence evidence);

    /**
     * Some more of it was read.
     *
     * @param bytes bytes of the unpacked file read so far
     * @param rows rows handed on so far
     */
    void reads(long bytes, long rows);

    /** A file is in the case. */
    void ends(SourceBooks books);

    /** The case catches up with what was read: {@code what} is a short phrase. */
    void catchesUp(String what);
}
