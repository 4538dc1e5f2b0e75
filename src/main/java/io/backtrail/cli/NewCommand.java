package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.CaseFacts;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a case. */
@Command(name = "new", description = "Make a case.")
final class NewCommand extends BacktrailCommand {
    @Parameters(paramLabel = "DIR", description = "Directory of the case; made if it is not there.")
    private Path dir;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Title of the case; the directory's name unless said.")
    private String title;

    @Option(names = "--examiner", paramLabel = "NAME", description = "Who examines; stands in reports.")
    private String examiner;

    @Option(
            names = "--own-domain",
            paramLabel = "DOMAIN",
            split = ",",
            description =
                    "Mail domain of the organisation; may be given again. Without it the accounts of the case decide.")
    private List<String> ownDomains = new ArrayList<>();

    @Override
    public Integer call() {
        CaseDirectory made = make(top(), dir, title, examiner, ownDomains);
        if (top().desk().isOpen()) {
            top().desk().open(made.dir());
        }
        top().say("made the case " + made.dir() + "; next: backtrail --case " + made.dir() + " import PATH");
        return Exit.DONE;
    }

    static CaseDirectory make(Backtrail top, Path dir, String title, String examiner, List<String> ownDomains) {
        List<String> domains = ownDomains.stream()
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        String name =
                title == null ? dir.toAbsolutePath().normalize().getFileName().toString() : title;
        CaseFacts facts = new CaseFacts(
                name,
                examiner,
                domains,
                top.surroundings().clock().instant().truncatedTo(ChronoUnit.SECONDS),
                Version.text());
        CaseDirectory made = CaseDirectory.create(dir, facts);
        made.ledger(top.surroundings().clock()).append("new", Map.of("title", name, "tool", Version.text()));
        return made;
    }
}
