package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.LedgerEntry;
import io.backtrail.enrich.Enricher;
import io.backtrail.investigate.OwnDomains;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.report.ReportFacts;
import io.backtrail.report.ReportFormat;
import io.backtrail.report.ReportWriter;
import io.backtrail.report.WrittenReport;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the report of the open case. */
@Command(name = "report", description = "Write the report: --format html (unless said) or md.")
final class ReportCommand extends BacktrailCommand {
    private static final String USUAL_TEMPLATE = "takeover-timeline";

    @Option(names = "--template", paramLabel = "ID", description = "Template; takeover-timeline unless said.")
    private String template = USUAL_TEMPLATE;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; a file in the case's reports unless said.")
    private Path file;

    @Option(names = "--redact", description = "Hide subjects and who outside was written to.")
    private boolean redact;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        ReportFormat format = format(top().formatWord());
        Path out = file == null
                ? openCase.reports().resolve(template + (redact ? "-redacted" : "") + "." + format.suffix())
                : top().surroundings().here().resolve(file);
        WrittenReport written = write(top(), openCase, template, format, out, redact);
        top().out().println(written.file());
        top().out().flush();
        top().say("SHA-256 " + written.sha256());
        return Exit.DONE;
    }

    /** Writes a report and notes it in the ledger. */
    static WrittenReport write(
            Backtrail top, CaseDirectory openCase, String template, ReportFormat format, Path out, boolean redact) {
        makeFolder(out);
        WrittenReport written;
        try (CaseReader reader = CaseReader.open(openCase.database());
                Enricher enricher = Content.enricher(top, openCase)) {
            Results.demand(top, reader);
            ReportFacts facts = facts(top, openCase, reader, enricher, redact);
            ReportWriter writer = new ReportWriter(Content.folders(top, openCase, "case-templates"));
            written = writer.write(reader, facts, template, format, out);
        }
        openCase.ledger(top.surroundings().clock())
                .append("report", Map.of("file", out.toString(), "sha256", written.sha256(), "template", template));
        return written;
    }

    private static ReportFacts facts(
            Backtrail top, CaseDirectory openCase, CaseReader reader, Enricher enricher, boolean redact) {
        String examiner = openCase.facts().examiner();
        return new ReportFacts(
                openCase.facts().title(),
                examiner == null ? "" : examiner,
                OwnDomains.of(reader, openCase.facts().ownDomains()),
                Version.text(),
                lastChange(top, openCase),
                packLines(enricher),
                redact,
                top.zone());
    }

    private static String packLines(Enricher enricher) {
        Stream<String> packs = enricher.versions().stream()
                .map(pack -> pack.name() + " " + pack.version() + " (" + pack.source() + "; " + pack.licence() + ")");
        return Stream.concat(packs, enricher.attributions().stream()).collect(Collectors.joining("\n"));
    }

    /** When the case last changed: the report of an unchanged case stays the same, byte for byte. */
    private static Instant lastChange(Backtrail top, CaseDirectory openCase) {
        return openCase.ledger(top.surroundings().clock()).entries().stream()
                .filter(entry -> entry.ok()
                        && List.of("new", "import", "reconstruct", "judgement").contains(entry.kind()))
                .map(LedgerEntry::time)
                .max(Instant::compareTo)
                .orElse(openCase.facts().created());
    }

    private static ReportFormat format(String word) {
        return switch (word) {
            case "table", "html" -> ReportFormat.HTML;
            case "md", "markdown" -> ReportFormat.MARKDOWN;
            default ->
                throw new ProblemException(new Problem(
                        "usage.format", "--format", "html or md", Problem.quote(word), "leave it out for html"));
        };
    }

    private static void makeFolder(Path out) {
        try {
            if (out.toAbsolutePath().getParent() != null) {
                Files.createDirectories(out.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "report.folder",
                    out.toString(),
                    "a folder that can be written to",
                    String.valueOf(e.getMessage()),
                    "'--out FILE' names another place"));
        }
    }
}
