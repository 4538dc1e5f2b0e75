package io.backtrail.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** Lists what could not be stored. */
@Command(name = "rejects", description = "What could not be stored: every rejected row with its place and reason.")
final class RejectsCommand extends BacktrailCommand {
    @Override
    public Integer call() {
        return printing(
                "SELECT s.path, r.record_no, r.byte_offset, r.code, r.reason, r.raw_length, r.raw FROM reject AS r"
                        + " JOIN source AS s USING (source_id) ORDER BY s.source_id, r.record_no, r.byte_offset",
                List.of());
    }
}
