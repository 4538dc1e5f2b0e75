package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps a value known to be the attacker's; the next reconstruction starts from it. */
@Command(name = "indicator", description = "Keep a value known to be the attacker's; 'reconstruct' starts from it.")
final class IndicatorCommand extends BacktrailCommand {
    @Parameters(index = "0", paramLabel = "KIND", description = "ip, session, app, account, event, message or agent.")
    private String kind;

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value.")
    private String value;

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "REASON", description = "Where it is known from.")
    private List<String> reason;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Marks.demandKind(kind, List.of("ip", "session", "app", "account", "event", "message", "agent"));
        String why = String.join(" ", reason);
        writing(openCase, writer -> writer.insert("indicator", List.of(kind, value, why, who(), Marks.now(top()))));
        Marks.note(top(), openCase, Map.of("mark", "indicator", "kind", kind, "value", value, "reason", why));
        top().say("kept; 'reconstruct' starts from it");
        return Exit.DONE;
    }
}
