package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps what the analyst knows; the next reconstruction obeys it. */
@Command(
        name = "judge",
        description = "Say whose an address, session, app, device or account is; 'reconstruct' obeys it.")
final class JudgeCommand extends BacktrailCommand {
    @Parameters(index = "0", paramLabel = "KIND", description = "ip, session, app, device, account or event.")
    private String kind;

    @Parameters(index = "1", paramLabel = "VALUE", description = "The address, session id, app id ...")
    private String value;

    @Parameters(index = "2", paramLabel = "VERDICT", description = "owner or attacker.")
    private String verdict;

    @Parameters(index = "3..*", arity = "1..*", paramLabel = "REASON", description = "Why; stands in the report.")
    private List<String> reason;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Marks.demandKind(kind, List.of("ip", "session", "app", "device", "account", "event"));
        Marks.demandKind(verdict, List.of("owner", "attacker"));
        String why = String.join(" ", reason);
        writing(
                openCase,
                writer -> writer.insert("judgement", List.of(kind, value, verdict, why, who(), Marks.now(top()))));
        Marks.note(
                top(),
                openCase,
                Map.of("mark", "judgement", "kind", kind, "value", value, "verdict", verdict, "reason", why));
        top().say("kept; 'reconstruct' weighs the case anew with it");
        return Exit.DONE;
    }
}
