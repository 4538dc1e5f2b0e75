package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a note about something in the case. */
@Command(name = "note", description = "Write a note about an event, account, address, session or the case.")
final class NoteCommand extends BacktrailCommand {
    @Parameters(index = "0", paramLabel = "KIND", description = "case, event, account, ip, session or app.")
    private String kind;

    @Parameters(index = "1", paramLabel = "SUBJECT", description = "What it is about; - for the case.")
    private String subject;

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "TEXT", description = "The note.")
    private List<String> text;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Marks.demandKind(kind, List.of("case", "event", "account", "ip", "session", "app"));
        String note = String.join(" ", text);
        writing(openCase, writer -> writer.insert("note", List.of(kind, subject, note, who(), Marks.now(top()))));
        Marks.note(top(), openCase, Map.of("mark", "note", "kind", kind, "subject", subject, "text", note));
        return Exit.DONE;
    }
}
