package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import io.backtrail.intake.ImportBooks;
import io.backtrail.intake.Intake;
import io.backtrail.intake.PartialRow;
import io.backtrail.intake.SourceBooks;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.repl.InterruptKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads exports into the open case and prints the books. */
@Command(name = "import", description = "Read exports into the case: files, folders, zip and gzip archives.")
final class ImportCommand extends BacktrailCommand {
    private static final int SHOWN_REJECTS = 5;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Exports; only read, never written to.")
    private List<Path> paths = List.of();

    @Option(
            names = "--as",
            paramLabel = "SHAPE",
            description = "Read every file as this shape, whatever it looks like.")
    private String as;

    @Option(names = "--copy", description = "Keep a copy of each original in the case.")
    private boolean copy;

    @Option(
            names = "--forget-unread",
            description = "Forget which files an earlier import left unread, which 'health' tells of until then.")
    private boolean forgetUnread;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        if (forgetUnread) {
            forgetUnread(openCase);
        }
        if (paths.isEmpty() && !forgetUnread) {
            throw new ProblemException(new Problem(
                    "usage.paths",
                    "import",
                    "one path or more",
                    "none",
                    "'import PATH' reads a file, folder or archive"));
        }
        return paths.isEmpty() ? Exit.DONE : read(openCase);
    }

    private int read(CaseDirectory openCase) {
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
        if (books.stopped()) {
            top().tell(stopped(openCase));
            return Exit.INCOMPLETE;
        }
        boolean nothingRead =
                books.sources().stream().allMatch(source -> source.shape().equals(Shape.UNKNOWN.word()));
        if (nothingRead) {
            return Exit.USAGE;
        }
        return books.problems().isEmpty() && books.rejected() == 0 && books.partial() == 0
                ? Exit.DONE
                : Exit.INCOMPLETE;
    }

    /** What to say of an import that was stopped by the person at the machine. */
    static Problem stopped(CaseDirectory openCase) {
        String step =
                openCase.unfinishedImport().map(last -> " while " + last.step()).orElse("");
        return new Problem(
                "import.stopped",
                "import",
                "to come to the end",
                "Ctrl-C" + step,
                "the files in the books above are whole in the case, and nothing of any other file is there: run the same"
                        + " command again, and it goes on");
    }

    private void forgetUnread(CaseDirectory openCase) {
        writing(openCase, writer -> {
            long files = writer.pending().forget();
            openCase.ledger(top().surroundings().clock()).append("import", Map.of("forgotten", Long.toString(files)));
            top().say("forgot " + files + (files == 1 ? " unread file" : " unread files"));
        });
        openCase.markFinished();
    }

    /** Names the first rejected rows, each with its place and reason. */
    private void tellRejects(SourceBooks source) {
        PrintWriter err = top().surroundings().err();
        for (RejectedRow row : source.rejects().stream().limit(SHOWN_REJECTS).toList()) {
            err.println(Problem.clean(source.path() + ", row " + row.recordNo() + ", byte " + row.byteOffset() + ": "
                    + row.reason() + " [" + row.code() + "]"));
        }
        for (PartialRow row : source.partials().stream().limit(SHOWN_REJECTS).toList()) {
            err.println(Problem.clean(source.path() + ", row " + row.recordNo() + ", byte " + row.byteOffset()
                    + ": stored in part. " + row.reason() + " [" + row.code() + "]"));
        }
        if (source.partial() > 0) {
            err.println(
                    "  help: 'search \"partial record\"' finds what is left of them; 'show' prints the row as it stood");
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
        StopSign stopSign = top.desk().stopSign();
        ImportProgress progress = new ImportProgress(top);
        // At the desk the key is watched already.
        InterruptKey key = top.desk().isOpen() ? null : InterruptKey.once(stopSign::raise);
        try (key;
                Enricher enricher = Content.enricher(top, openCase)) {
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
            return source.conflicts() + " known ids with contradicting text: both texts are kept";
        }
        if (source.partial() > 0) {
            return "partial " + source.partial() + ": "
                    + source.partials().stream()
                            .limit(SHOWN_REJECTS)
                            .map(row -> "row " + row.recordNo())
                            .collect(Collectors.joining(", "));
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
                write(json, row.recordNo(), row.byteOffset(), row.code(), row.reason());
            }
            json.endArray().field("partial", source.partial());
            json.name("partials").beginArray();
            for (PartialRow row : source.partials()) {
                write(json, row.recordNo(), row.byteOffset(), row.code(), row.reason());
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

    private static void write(JsonText json, long recordNo, long byteOffset, String code, String reason) {
        json.beginObject()
                .field("record_no", recordNo)
                .field("byte_offset", byteOffset)
                .field("code", code)
                .field("reason", reason)
                .endObject();
    }
}
