package io.backtrail.store;

/**
 * The books of one file. They balance: rows = stored + repeated + rejected.
 *
 * @param rows rows or elements seen
 * @param stored new events
 * @param repeated events that were there already, conflicts among them
 * @param rejected rows kept in {@code reject}
 * @param conflicts those of the repeated whose text contradicts the first sighting, rather than being written differently
 */
public record SourceCounts(long rows, long stored, long repeated, long rejected, long conflicts) {
    public SourceCounts {
        if (rows != stored + repeated + rejected) {
            throw new IllegalStateException("the books do not balance: " + rows + " rows, " + stored + " stored, "
                    + repeated + " repeated, " + rejected + " rejected");
        }
    }
}
