package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceFinder;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.EvidenceReader;
import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.model.Column;
import io.backtrail.model.Origin;
import io.backtrail.normalize.BadRecordException;
import io.backtrail.normalize.Normalizer;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import io.backtrail.store.SourceFacts;
import io.backtrail.store.SourceImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real records of attacks, labelled with the investigation that must find them, or must not. */
@Tag("conformance")
class InvestigateConformanceTest {
    private static final Path SAMPLES = samples();
    private static final Instant IMPORTED = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    Path dir;

    /** Investigations that give a row, or several, for each event that the labels count. */
    private static final Set<String> COUNTED =
            Set.of("inbox-rule-hide-or-delete", "mailbox-forwarding", "mailbox-delegation", "spray-then-success");

    @ParameterizedTest(name = "{1} {2}: {0}")
    @MethodSource("labels")
    void findsWhatTheLabelNames(String file, String id, String label, int events) throws IOException {
        Path evidence = SAMPLES.resolve(file);
        assumeTrue(Files.exists(evidence), "the samples lie beside the project");
        Path database = dir.resolve("case.duckdb");
        load(evidence, database);
        try (CaseReader reader = CaseReader.open(database)) {
            Investigation investigation = catalogue().find(id);
            Findings findings = Runner.run(reader, investigation, Map.of(), Map.of(), Integer.MAX_VALUE);
            if (label.equals("positive")) {
                assertNotEquals("", Rows.print(findings.table()));
                assertEquals(COUNTED.contains(id) ? events : eventsOf(findings), eventsOf(findings));
            } else {
                assertEquals("", Rows.print(findings.table()));
            }
        }
    }

    private static int eventsOf(Findings findings) {
        List<String> columns =
                findings.table().columns().stream().map(Column::name).toList();
        int column = columns.indexOf("event_id");
        return (int) findings.table().rows().stream()
                .map(row -> row.get(column))
                .distinct()
                .count();
    }

    /** The labels of investigations that we have; an inventory label is neither a finding nor its absence. */
    static Stream<String[]> labels() throws IOException {
        Set<String> ids = catalogue().all().stream().map(Investigation::id).collect(Collectors.toSet());
        Path folder = SAMPLES.resolve("labels");
        if (!Files.exists(folder)) {
            return Stream.<String[]>of(new String[] {"no samples", "password-spray", "positive", "0"});
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String[]> labels = files.sorted()
                    .flatMap(file -> TestCase.lines(file).stream().skip(1))
                    .map(line -> line.split(",", 5))
                    .filter(cells -> ids.contains(cells[1])
                            && Set.of("positive", "negative").contains(cells[2]))
                    .map(cells -> new String[] {cells[0], cells[1], cells[2], cells[3]})
                    .toList();
            return labels.stream();
        }
    }

    /** The folder {@code shared/samples} beside or above the project, or a path that is not there. */
    private static Path samples() {
        Path nowhere = Path.of("shared/samples").toAbsolutePath();
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/samples"))) {
                return at.resolve("shared/samples");
            }
        }
        return nowhere;
    }

    private static Catalogue catalogue() {
        return Catalogue.load(List.of(Path.of("queries")), problem -> {
            throw new IllegalStateException(problem.render());
        });
    }

    private static void load(Path file, Path database) throws IOException {
        try (CaseWriter writer = CaseWriter.open(database);
                SourceImport source = writer.begin()) {
            for (EvidenceInput input : EvidenceFinder.find(file, problem -> {})) {
                Evidence evidence = EvidenceReader.identify(input, null);
                EvidenceReader.read(input, evidence, new Sink(evidence, source), bytes -> {});
            }
            source.commit(new SourceFacts(
                    "samples", "0", 0, "plain", "UTF-8", "any", "any", "a test", IMPORTED, IMPORTED, "test", "none"));
        }
    }

    private record Sink(Evidence evidence, SourceImport source, Normalizer normalizer) implements RecordSink {
        Sink(Evidence evidence, SourceImport source) {
            this(evidence, source, new Normalizer());
        }

        @Override
        public void record(RawRecord record) {
            try {
                Origin origin = new Origin(record.recordNo(), record.byteOffset(), sha256(record.raw()));
                source.add(normalizer.normalize(evidence.shape(), record), origin, record.raw());
            } catch (BadRecordException e) {
                source.reject(record.recordNo(), record.byteOffset(), "test", e.getMessage(), record.raw(), 0);
            }
        }

        @Override
        public void reject(RejectedRow row) {
            source.reject(row.recordNo(), row.byteOffset(), row.code(), row.reason(), row.raw(), row.rawLength());
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
}
