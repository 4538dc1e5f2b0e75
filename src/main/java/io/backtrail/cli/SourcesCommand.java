package io.backtrail.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** Lists what came in. */
@Command(name = "sources", description = "What came in: every file with its hash, shape and books.")
final class SourcesCommand extends BacktrailCommand {
    @Override
    public Integer call() {
        return printing(
                "SELECT source_id, path, shape, rows, stored, repeated, rejected, first_time, last_time, size_bytes,"
                        + " container, encoding, dialect, shape_reason, sha256 FROM source ORDER BY source_id",
                List.of());
    }
}
