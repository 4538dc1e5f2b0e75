package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.investigate.OwnDomains;
import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.reconstruct.Judgement;
import io.backtrail.reconstruct.Reconstruction;
import io.backtrail.reconstruct.ReconstructionSettings;
import io.backtrail.reconstruct.Seed;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reconstructs who was taken over, and the whole story. */
@Command(name = "reconstruct", description = "Who was taken over, since when, how, and what they did.")
final class ReconstructCommand extends BacktrailCommand {
    private static final List<String> SEED_KINDS =
            List.of("ip", "session", "app", "account", "event", "message", "agent");

    @Option(names = "--account", paramLabel = "UPN", description = "Show only this account; all are weighed.")
    private String account;

    @Option(
            names = "--seed",
            paramLabel = "KIND=VALUE",
            description = "Something known to be the attacker's: ip, session, app, account, event, message or agent.")
    private List<String> seeds = new ArrayList<>();

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        reconstruct(
                top(), openCase, seeds.stream().map(ReconstructCommand::seed).toList(), who());
        Story story = reading(reader -> Story.of(reader, account));
        if (top().isJson()) {
            top().json(story::write);
        } else {
            story.print(top());
        }
        return Exit.DONE;
    }

    /** Weighs the whole case anew and replaces its result tables. */
    static void reconstruct(Backtrail top, CaseDirectory openCase, List<Seed> seeds, String who) {
        ReconstructionSettings settings;
        Map<String, Table> tables;
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            settings = settings(openCase, reader, seeds);
            tables = Reconstruction.of(reader, settings).tables();
        }
        openCase.asOnlyWriter(who, top.surroundings().clock(), () -> {
            try (CaseWriter writer = CaseWriter.open(openCase.database())) {
                writer.replace(tables);
                return null;
            }
        });
        Map<String, String> details = new TreeMap<>();
        details.put("tool", Version.text());
        details.put("own_domains", String.join(",", settings.ownDomains()));
        details.put("seeds", settings.seeds().toString());
        details.put("judgements", Integer.toString(settings.judgements().size()));
        openCase.ledger(top.surroundings().clock()).append("reconstruct", details);
    }

    /** What the case itself tells the reconstruction, with further seeds. */
    private static ReconstructionSettings settings(CaseDirectory openCase, CaseReader reader, List<Seed> further) {
        List<Seed> seeds = new ArrayList<>(further);
        reader.query("SELECT kind, value FROM indicator ORDER BY kind, value", List.of())
                .rows()
                .forEach(row -> seeds.add(new Seed((String) row.get(0), (String) row.get(1))));
        List<Judgement> judgements = new ArrayList<>();
        reader.query(
                        "SELECT subject_kind, subject, verdict, reason FROM judgement ORDER BY at_time, subject_kind, subject",
                        List.of())
                .rows()
                .forEach(row -> judgements.add(new Judgement(
                        (String) row.get(0), (String) row.get(1), (String) row.get(2), (String) row.get(3))));
        return new ReconstructionSettings(OwnDomains.of(reader, openCase.facts().ownDomains()), seeds, judgements);
    }

    private static Seed seed(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || !SEED_KINDS.contains(text.substring(0, equals))) {
            throw new ProblemException(new Problem(
                    "usage.seed",
                    "--seed",
                    "KIND=VALUE with one of " + String.join(", ", SEED_KINDS),
                    Problem.quote(text),
                    "as --seed ip=203.0.113.7"));
        }
        return new Seed(text.substring(0, equals), text.substring(equals + 1));
    }
}
