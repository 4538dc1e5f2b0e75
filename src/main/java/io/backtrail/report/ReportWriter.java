package io.backtrail.report;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes reports from templates. Any thread, one report at a time for each reader. */
public final class ReportWriter {
    private static final ReportFacts SAMPLE =
            new ReportFacts("Sample", "Sample", List.of("north.example"), "0", Instant.EPOCH, "sample", false, null);
    private final List<Path> templateFolders;

    /**
     * Looks for templates in {@code templateFolders}, the first that has one wins.
     *
     * @param templateFolders folders with one folder for each template
     */
    public ReportWriter(List<Path> templateFolders) {
        this.templateFolders = List.copyOf(templateFolders);
    }

    /**
     * Writes one self-contained file. Nothing is written before the whole report is made.
     *
     * @param out the file, replaced if it is there
     * @throws ProblemException if there is no such template, it uses a name that the report does not have, or the file cannot
     *     be written
     */
    public WrittenReport write(CaseReader reader, ReportFacts facts, String templateId, ReportFormat format, Path out) {
        TemplateEngine engine = new TemplateEngine(folder(templateId, format), format);
        String text = engine.render(format.templateFile(), ReportModel.of(CaseTables.read(reader), facts));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            Path parent = out.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(out, bytes);
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "report.write",
                    out.toString(),
                    "a file that can be written",
                    e.getClass().getSimpleName(),
                    "give another place with --out"));
        }
        return new WrittenReport(out, sha256(bytes), bytes.length);
    }

    /** The ids of all templates, sorted. */
    public List<String> templates() {
        List<String> ids = new ArrayList<>();
        for (Path root : templateFolders) {
            for (Path folder : folders(root)) {
                ids.add(folder.getFileName().toString());
            }
        }
        return ids.stream().distinct().sorted().toList();
    }

    /**
     * What is wrong with a template: its head, and any name that the report does not have. The template is tried on an empty
     * case and on one with a row of everything.
     */
    public List<Problem> check(Path templateFolder) {
        List<Problem> problems = new ArrayList<>();
        boolean found = false;
        for (ReportFormat format : ReportFormat.values()) {
            Path file = templateFolder.resolve(format.templateFile());
            if (Files.isRegularFile(file)) {
                found = true;
                problems.addAll(check(templateFolder, format, file));
            }
        }
        if (!found) {
            problems.add(new Problem(
                    "template.none",
                    templateFolder.toString(),
                    "template.html.peb or template.md.peb",
                    "neither",
                    "a template is a folder with one of these files"));
        }
        return problems.stream().distinct().toList();
    }

    private static List<Problem> check(Path folder, ReportFormat format, Path file) {
        String id = String.valueOf(folder.getFileName());
        List<Problem> problems = new ArrayList<>();
        try {
            problems.addAll(TemplateHead.read(id + "/" + file.getFileName(), Files.readString(file))
                    .problems(id));
        } catch (IOException e) {
            String found = e.getClass().getSimpleName();
            problems.add(new Problem("template.read", file.toString(), "UTF-8 text", found, "save the file as UTF-8"));
            return problems;
        }
        List<CaseTables> cases = new ArrayList<>(List.of(CaseTables.sample(true), CaseTables.sample(false)));
        try (CaseReader empty = CaseReader.empty()) {
            cases.add(CaseTables.read(empty));
        }
        for (CaseTables tables : cases) {
            try {
                new TemplateEngine(folder, format).render(format.templateFile(), ReportModel.of(tables, SAMPLE));
            } catch (ProblemException e) {
                problems.add(e.problem());
            }
        }
        return problems;
    }

    private Path folder(String templateId, ReportFormat format) {
        if (templateId.matches("[a-z0-9][a-z0-9-]*")) {
            for (Path root : templateFolders) {
                Path folder = root.resolve(templateId);
                if (Files.isRegularFile(folder.resolve(format.templateFile()))) {
                    return folder;
                }
            }
        }
        throw new ProblemException(new Problem(
                "report.template",
                "template",
                "one that can be written as " + format.word(),
                Problem.quote(templateId),
                "there are: " + String.join(", ", templates())));
    }

    private static List<Path> folders(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
