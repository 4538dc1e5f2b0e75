package io.backtrail.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a case at the desk. */
@Command(name = "open", description = "Open a case at the desk; from a shell, start the desk with it.")
final class OpenCommand extends BacktrailCommand {
    @Parameters(paramLabel = "DIR", description = "The case directory.")
    private Path dir;

    @Override
    public Integer call() {
        if (!top().desk().isOpen()) {
            return top().desk().start(dir);
        }
        top().desk().open(dir);
        return Exit.DONE;
    }
}
