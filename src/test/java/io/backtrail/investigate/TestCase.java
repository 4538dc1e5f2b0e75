package io.backtrail.investigate;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.CaseFacts;
import io.backtrail.enrich.Enricher;
import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.intake.Intake;
import io.backtrail.intake.Unwatched;
import io.backtrail.model.Column;
import io.backtrail.model.Event;
import io.backtrail.model.Network;
import io.backtrail.model.Origin;
import io.backtrail.model.Place;
import io.backtrail.model.Table;
import io.backtrail.normalize.BadRecordException;
import io.backtrail.normalize.Normalizer;
import io.backtrail.problem.Problem;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import io.backtrail.store.SourceFacts;
import io.backtrail.store.SourceImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small case made of text files, for asking it investigations.
 *
 * <p>Beside {@code <name>.jsonl} (bare audit records) there may be {@code <name>.signins.jsonl} (Graph sign-ins), a folder
 * {@code <name>/} of exports in any shape that Backtrail reads (message traces, states, alerts …), imported as they are,
 * {@code <name>.verdicts.csv} (event id, verdict, confidence, score, phase), {@code <name>.accounts.csv} (account, verdict,
 * entry vector, score, contained), and for all of the folder {@code places.csv} (address, country, latitude, longitude, asn,
 * network).
 */
final class TestCase {
    private static final Instant IMPORTED = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant EXPORTED = Instant.parse("2026-09-30T00:00:00Z");
    private static final Normalizer NORMALIZER = new Normalizer();

    private final Path folder;
    private final Path database;

    private TestCase(Path folder, Path database) {
        this.folder = folder;
        this.database = database;
    }

    /** Makes the case of {@code name} in the directory {@code caseDir} and opens it. */
    static CaseReader open(Path folder, String name, Path caseDir) {
        Clock clock = Clock.fixed(IMPORTED, ZoneOffset.UTC);
        CaseDirectory openCase =
                CaseDirectory.create(caseDir, new CaseFacts("test", null, List.of(), IMPORTED, "test"));
        TestCase made = new TestCase(folder, openCase.database());
        try (CaseWriter writer = CaseWriter.open(made.database)) {
            // Before any export is imported: an address that has its place is not asked about again.
            made.place(writer);
            try (SourceImport source = writer.begin()) {
                made.add(source, Shape.AUDIT_DATA_JSON, name + ".jsonl");
                made.add(source, Shape.SIGNIN_JSON, name + ".signins.jsonl");
                source.commit(new SourceFacts(
                        name, name, 0, "plain", "UTF-8", "json", "test", "a test", IMPORTED, IMPORTED, "test", "none"));
            }
        }
        if (Files.isDirectory(folder.resolve(name))) {
            Path exports = dated(folder.resolve(name), caseDir.resolveSibling(name + "-exports"));
            try (Enricher enricher = Enricher.open(List.of(), null, problem -> {})) {
                List<Problem> problems = new Intake(openCase, enricher, clock, "test")
                        .read(List.of(exports), null, false, "test", new Unwatched())
                        .problems();
                if (!problems.isEmpty()) {
                    throw new IllegalStateException(problems.get(0).render());
                }
            }
        }
        made.judge(name);
        return CaseReader.open(made.database);
    }

    /** A copy of the exports whose files have a time of our own, because states are dated by it. */
    private static Path dated(Path exports, Path copies) {
        try (Stream<Path> files = Files.list(exports)) {
            Files.createDirectories(copies);
            for (Path file : files.sorted().toList()) {
                Path copy = Files.copy(file, copies.resolve(file.getFileName()));
                Files.setLastModifiedTime(copy, FileTime.from(EXPORTED));
            }
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(SourceImport source, Shape shape, String file) {
        long number = 0;
        for (String line : lines(file)) {
            number++;
            try {
                Event event = NORMALIZER.normalize(shape, new RawRecord(number, 0, line, Map.of()));
                source.add(event, new Origin(number, 0, sha256(line)), line);
            } catch (BadRecordException e) {
                throw new IllegalStateException(folder.resolve(file) + ":" + number + ": " + e.getMessage(), e);
            }
        }
    }

    private void place(CaseWriter writer) {
        Map<String, Place> places = new TreeMap<>();
        for (String line : lines("places.csv")) {
            String[] cells = line.split(",", -1);
            places.put(
                    cells[0],
                    new Place(
                            cells[1],
                            null,
                            null,
                            Double.valueOf(cells[2]),
                            Double.valueOf(cells[3]),
                            20,
                            Long.valueOf(cells[4]),
                            null,
                            Network.valueOf(cells[5].toUpperCase(java.util.Locale.ROOT))));
        }
        writer.beside().place(places);
    }

    /** Fills in what the reconstruction would say. */
    private void judge(String name) {
        List<List<Object>> verdicts = new ArrayList<>();
        Map<String, Long> sequences = sequences();
        for (String line : lines(name + ".verdicts.csv")) {
            String[] cells = line.split(",", -1);
            verdicts.add(Arrays.asList(
                    sequences.get(cells[0]),
                    cells[0],
                    null,
                    cells[1],
                    cells[2],
                    false,
                    Long.valueOf(cells[3]),
                    cells[4]));
        }
        List<List<Object>> accounts = new ArrayList<>();
        for (String line : lines(name + ".accounts.csv")) {
            String[] cells = line.split(",", -1);
            accounts.add(Arrays.asList(
                    cells[0],
                    cells[1],
                    cells[2],
                    null,
                    null,
                    null,
                    null,
                    Boolean.valueOf(cells[4]),
                    Long.valueOf(cells[3]),
                    null));
        }
        try (CaseWriter writer = CaseWriter.open(database)) {
            writer.replace(Map.of(
                    "verdict",
                    new Table(columns("verdict"), verdicts),
                    "account_verdict",
                    new Table(columns("account_verdict"), accounts)));
        }
    }

    private List<Column> columns(String table) {
        try (CaseReader reader = CaseReader.empty()) {
            return reader.describe("SELECT * FROM " + table);
        }
    }

    private Map<String, Long> sequences() {
        Map<String, Long> found = new HashMap<>();
        try (CaseReader reader = CaseReader.open(database)) {
            reader.scan(
                    "SELECT event_id, event_seq FROM event", List.of(), row -> found.put(row.text(0), row.number(1)));
        }
        return found;
    }

    private List<String> lines(String file) {
        return lines(folder.resolve(file));
    }

    /** The lines of a file that are not blank, or none if there is no such file. */
    static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
