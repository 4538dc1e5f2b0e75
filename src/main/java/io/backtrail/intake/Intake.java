package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceFinder;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.EvidenceReader;
import io.backtrail.evidence.Shape;
import io.backtrail.normalize.Normalizer;
import io.backtrail.normalize.RecordDifference;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseWriter;
import io.backtrail.store.SourceCounts;
import io.backtrail.store.SourceFacts;
import io.backtrail.store.SourceImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads files into a case: each in one transaction, each with its books, each noted in the ledger. */
public final class Intake {
    private final CaseDirectory openCase;
    private final Enricher enricher;
    private final Clock clock;
    private final String toolVersion;
    private final Normalizer normalizer = new Normalizer();
    private final RecordDifference differences = new RecordDifference();
    private final NotedImports noted;

    /** Imports into {@code openCase} with the packs of {@code enricher}, which the caller closes. */
    public Intake(CaseDirectory openCase, Enricher enricher, Clock clock, String toolVersion) {
        this.openCase = openCase;
        this.enricher = enricher;
        this.clock = clock;
        this.toolVersion = toolVersion;
        this.noted = new NotedImports(openCase.ledger(clock));
    }

    /**
     * Imports everything that the paths hold.
     *
     * @param as the shape to read every file as, or null to decide by content
     * @param copy whether to keep a copy of each original in the case
     * @param who name for the case's lock
     * @throws ProblemException if a path does not exist or another program writes to the case
     */
    public ImportBooks read(List<Path> paths, Shape as, boolean copy, String who, ImportWatcher watcher) {
        List<Problem> problems = new ArrayList<>();
        List<EvidenceInput> inputs = new ArrayList<>();
        for (Path path : paths) {
            inputs.addAll(find(path, problems));
        }
        return openCase.asOnlyWriter(who, clock, () -> {
            List<SourceBooks> books = new ArrayList<>();
            boolean stopped = false;
            try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
                readAll(workers, inputs, as, copy, who, watcher, books, problems);
                CatchUp.index(openCase, workers, watcher);
                openCase.markFinished();
            } catch (StoppedException e) {
                stopped = true;
            }
            return new ImportBooks(books, problems, stopped);
        });
    }

    private void readAll(
            Workers workers,
            List<EvidenceInput> inputs,
            Shape as,
            boolean copy,
            String who,
            ImportWatcher watcher,
            List<SourceBooks> books,
            List<Problem> problems) {
        try (CaseWriter writer = CaseWriter.open(openCase.database())) {
            ImportPlan plan = ImportPlan.of(openCase, writer, inputs, who, now());
            watcher.plans(inputs.size(), ImportPlan.bytes(inputs));
            for (EvidenceInput input : inputs) {
                StoppedException.throwIf(watcher);
                plan.reads(input);
                readOne(writer, workers, input, as, copy, watcher, problems).ifPresent(books::add);
            }
            StoppedException.throwIf(watcher);
            plan.fills();
            watcher.catchesUp("asking packs and address data");
            CatchUp.enrich(writer, enricher);
            plan.filled(writer);
        }
        watcher.catchesUp("indexing text");
    }

    private static List<EvidenceInput> find(Path path, List<Problem> problems) {
        int before = problems.size();
        List<EvidenceInput> found = EvidenceFinder.find(path, problems::add);
        if (found.isEmpty() && problems.size() == before) {
            problems.add(new Problem(
                    "import.no-evidence",
                    path.toString(),
                    "files with audit records",
                    "none",
                    "give the folder or file that the export was saved to"));
        }
        return found;
    }

    private Optional<SourceBooks> readOne(
            CaseWriter writer,
            Workers workers,
            EvidenceInput input,
            Shape as,
            boolean copy,
            ImportWatcher watcher,
            List<Problem> problems) {
        try {
            Evidence evidence = EvidenceReader.identify(input, as);
            if (evidence.shape() == Shape.UNKNOWN) {
                problems.add(unknown(evidence));
            }
            Optional<SourceCounts> earlier =
                    writer.booksOf(evidence.sha256(), evidence.shape().word());
            if (earlier.isPresent()) {
                if (copy) {
                    Originals.keep(openCase.copies(), input.file());
                }
                noted.complete(evidence, earlier.get());
                writer.pending().done(evidence.path());
                return Optional.of(known(evidence, earlier.get(), watcher));
            }
            return Optional.of(store(writer, workers, input, evidence, copy, watcher));
        } catch (ProblemException e) {
            problems.add(e.problem());
        } catch (IOException e) {
            problems.add(new Problem(
                    "import.unreadable",
                    input.path(),
                    "a file that can be read to its end",
                    String.valueOf(e.getMessage()),
                    "nothing of this file is in the case; copy it again from its origin and import it anew"));
        }
        return Optional.empty();
    }

    private static void carry(RowFeed feed, RowStore rows, ImportWatcher watcher) throws IOException {
        for (RowBatch<IntakeRow> batch = feed.next(); batch != null; batch = feed.next()) {
            rows.add(batch.rows());
            watcher.reads(batch.bytesRead(), rows.count());
            StoppedException.throwIf(watcher);
        }
    }

    private SourceBooks store(
            CaseWriter writer,
            Workers workers,
            EvidenceInput input,
            Evidence evidence,
            boolean copy,
            ImportWatcher watcher)
            throws IOException {
        watcher.begins(evidence);
        Instant started = now();
        try (SourceImport file = writer.begin()) {
            RowStore rows = new RowStore(file, writtenAt(evidence), timeBasis(evidence));
            FileWitness witness = new FileWitness();
            if (evidence.shape() != Shape.UNKNOWN) {
                EventMaker maker = new EventMaker(evidence.shape(), normalizer);
                RowFeed.Reading reading =
                        (sink, bytes) -> EvidenceReader.read(input, evidence, witness.before(sink), bytes);
                try (RowFeed feed = new RowFeed(workers, maker, reading)) {
                    carry(feed, rows, watcher);
                }
            }
            file.describe(witness.windows(), witness.notes(input, evidence));
            if (copy) {
                Originals.keep(openCase.copies(), input.file());
            }
            SourceCounts counts = file.commit(facts(evidence, started), differences::of);
            SourceBooks books = books(evidence, counts, rows);
            noted.add(evidence, counts);
            watcher.ends(books);
            return books;
        }
    }

    /** The same bytes again: every record is a repeat, every rejected row is kept already, and nothing changes. */
    private static SourceBooks known(Evidence evidence, SourceCounts earlier, ImportWatcher watcher) {
        SourceBooks books = new SourceBooks(
                evidence.path(),
                evidence.sha256(),
                evidence.shape().word(),
                earlier.rows(),
                0,
                earlier.stored() + earlier.repeated(),
                earlier.rejected(),
                0,
                0,
                true,
                List.of(),
                List.of());
        watcher.ends(books);
        return books;
    }

    private static SourceBooks books(Evidence evidence, SourceCounts counts, RowStore rows) {
        return new SourceBooks(
                evidence.path(),
                evidence.sha256(),
                evidence.shape().word(),
                counts.rows(),
                counts.stored(),
                counts.repeated(),
                counts.rejected(),
                counts.conflicts(),
                rows.partial(),
                false,
                rows.rejects(),
                rows.partials());
    }

    private SourceFacts facts(Evidence evidence, Instant started) {
        return new SourceFacts(
                evidence.path(),
                evidence.sha256(),
                evidence.sizeBytes(),
                evidence.container(),
                evidence.encoding(),
                evidence.dialect(),
                evidence.shape().word(),
                evidence.shapeReason(),
                started,
                now(),
                toolVersion,
                enricher.versionLine());
    }

    /** When the file was last written: the best that can be said of when its states held. */
    private static Instant writtenAt(Evidence evidence) throws IOException {
        return Files.getLastModifiedTime(evidence.file()).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String timeBasis(Evidence evidence) {
        return evidence.container().equals("plain") ? "file-time" : "archive-time";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem unknown(Evidence evidence) {
        return new Problem(
                "import.unknown-shape",
                evidence.path(),
                "an audit export",
                evidence.shapeReason(),
                "nothing of it was read; 'import --as SHAPE' overrides when you know what it is");
    }
}
