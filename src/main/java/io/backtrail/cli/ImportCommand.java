package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import io.backtrail.intake.ImportBooks;
import io.backtrail.intake.Intake;
import io.backtrail.intake.SourceBooks;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads exports into the open case and prints the books. */
@Command(name = "import", description = "Read exports into the case: files, folders, zip and gzip archives.")
final class ImportCommand extends BacktrailCommand {
    private static final int SHOWN_REJECTS = 5;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Exports; only read, never written to.")
    private List<Path> paths;

    @Option(
            names = "--as",
            paramLabel = "SHAPE",
            description = "Read every file as this shape, whatever it looks like.")
    private String as;

    @Option(names = "--copy", description = "Keep a copy of each original in the case.")
    private boolean copy;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        long start = System.nanoTime();
        ImportBooks books = read(top(), openCase, paths, shape(), copy, who());
        double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
        if (top().isJson()) {
            top().json(json -> write(json, books, seconds));
        } else {
            top().print(table(books));
        }
        books.problems().forEach(top()::tell);
        books.sources().forEach(this::tellRejects);
        boolean nothingRead =
                books.sources().stream().allMatch(source -> source.shape().equals(Shape.UNKNOWN.word()));
        if (nothingRead) {
            return Exit.USAGE;
        }
        return books.problems().isEmpty() && books.rejected() == 0 ? Exit.DONE : Exit.INCOMPLETE;
    }

    /** Names the first rejected rows, each with its place and reason. */
    private void tellRejects(SourceBooks source) {
        PrintWriter err = top().surroundings().err();
        for (RejectedRow row : source.rejects().stream().limit(SHOWN_REJECTS).toList()) {
            err.println(Problem.clean(source.path() + ", row " + row.recordNo() + ", byte " + row.byteOffset() + ": "
                    + row.reason() + " [" + row.code() + "]"));
        }
        if (source.rejected() > 0) {
            err.println("  help: 'rejects' prints every rejected row with its bytes; export it again if it matters");
        }
        err.flush();
    }

    /** Imports into a case, with progress for people. */
    static ImportBooks read(
            Backtrail top, CaseDirectory openCase, List<Path> paths, Shape as, boolean copy, String who) {
        List<Path> resolved =
                paths.stream().map(top.surroundings().here()::resolve).toList();
        ImportProgress progress = new ImportProgress(top);
        try (Enricher enricher = Content.enricher(top, openCase)) {
            return new Intake(openCase, enricher, top.surroundings().clock(), Version.text())
                    .read(resolved, as, copy, who, progress);
        } finally {
            progress.done();
        }
    }

    private Shape shape() {
        if (as == null) {
            return null;
        }
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(as) && shape != Shape.UNKNOWN)
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem(
                        "usage.shape",
                        "--as",
                        Arrays.stream(Shape.values())
                                .filter(shape -> shape != Shape.UNKNOWN)
                                .map(Shape::word)
                                .collect(Collectors.joining(", ")),
                        Problem.quote(as),
                        "leave the option out to let the content decide")));
    }

    private static Table table(ImportBooks books) {
        List<Column> columns = List.of(
                new Column("file", "varchar"),
                new Column("shape", "varchar"),
                new Column("rows", "bigint"),
                new Column("stored", "bigint"),
                new Column("repeated", "bigint"),
                new Column("rejected", "bigint"),
                new Column("remark", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (SourceBooks source : books.sources()) {
            rows.add(Arrays.asList(
                    source.path(),
                    source.shape(),
                    source.rows(),
                    source.stored(),
                    source.repeated(),
                    source.rejected(),
                    remark(source)));
        }
        rows.add(Arrays.asList(
                "all files",
                null,
                books.rows(),
                books.stored(),
                books.repeated(),
                books.rejected(),
                "rows = stored + repeated + rejected"));
        return new Table(columns, rows);
    }

    private static String remark(SourceBooks source) {
        if (source.known()) {
            return "the same bytes were imported before; nothing changed";
        }
        if (source.conflicts() > 0) {
            return source.conflicts() + " known ids with other text: both texts are kept";
        }
        return source.rejects().stream()
                .limit(SHOWN_REJECTS)
                .map(row -> "row " + row.recordNo() + ": " + row.code())
                .collect(Collectors.joining("; "));
    }

    private static void write(JsonText json, ImportBooks books, double seconds) {
        json.beginObject().name("sources").beginArray();
        for (SourceBooks source : books.sources()) {
            json.beginObject()
                    .field("path", source.path())
                    .field("sha256", source.sha256())
                    .field("shape", source.shape())
                    .field("rows", source.rows())
                    .field("stored", source.stored())
                    .field("repeated", source.repeated())
                    .field("rejected", source.rejected());
            json.name("rejects").beginArray();
            for (RejectedRow row : source.rejects()) {
                json.beginObject()
                        .field("record_no", row.recordNo())
                        .field("byte_offset", row.byteOffset())
                        .field("code", row.code())
                        .field("reason", row.reason())
                        .endObject();
            }
            json.endArray().endObject();
        }
        json.endArray().name("totals").beginObject();
        json.field("rows", books.rows()).field("stored", books.stored());
        json.field("repeated", books.repeated())
                .field("rejected", books.rejected())
                .endObject();
        json.field("seconds", seconds).endObject();
    }
}
