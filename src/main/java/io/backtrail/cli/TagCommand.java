package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a tag on an event. */
@Command(name = "tag", description = "Put a tag on an event.")
final class TagCommand extends BacktrailCommand {
    @Parameters(index = "0", paramLabel = "EVENT", description = "Its event_id.")
    private String event;

    @Parameters(index = "1", paramLabel = "TAG", description = "The tag.")
    private String tag;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Marks.demandEvent(openCase, event);
        writing(openCase, writer -> writer.insert("tag", List.of(event, tag, who(), Marks.now(top()))));
        Marks.note(top(), openCase, Map.of("mark", "tag", "event_id", event, "tag", tag));
        return Exit.DONE;
    }
}
