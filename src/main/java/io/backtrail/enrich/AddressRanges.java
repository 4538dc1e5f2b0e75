package io.backtrail.enrich;

import io.backtrail.problem.ProblemException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** The range tables of a {@code geo-data} folder: sorted Parquet files, asked for many addresses in one go. */
public interface AddressRanges {
    /**
     * What the tables of {@code folder} say of each address. An address of which they say nothing, or which is no address, is
     * not in the answer; a folder without tables gives an empty one.
     *
     * @throws ProblemException if a table is there and cannot be read
     */
    Map<String, RangeAnswer> look(Path folder, Collection<String> addresses);
}
