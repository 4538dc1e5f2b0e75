package io.backtrail.health;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.CaseFacts;
import io.backtrail.enrich.Enricher;
import io.backtrail.intake.Intake;
import io.backtrail.intake.Unwatched;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Export files made by hand, and what is found when they are imported into a new case. */
final class Exports {
    private static final Instant LATER = Instant.parse("2026-10-20T00:00:00Z");
    private static final String HEADER =
            "RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity\r\n";

    private final Path dir;
    private final List<Path> files = new ArrayList<>();

    Exports(Path dir) {
        this.dir = dir;
    }

    /** A file of any text, written long after its records. */
    Exports file(String name, String text) {
        return file(name, text, LATER);
    }

    Exports file(String name, String text, Instant written) {
        try {
            Path file = Files.writeString(dir.resolve(name), text);
            Files.setLastModifiedTime(file, FileTime.from(written));
            files.add(file);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is there already. */
    Exports path(Path there) {
        files.add(there);
        return this;
    }

    /** What Search-UnifiedAuditLog gives: rows as {@link #row} makes them. */
    Exports search(String name, List<String> rows) {
        return file(name, HEADER + String.join("", rows));
    }

    /** Bare audit records, a line each. */
    Exports records(String name, List<Audit> records) {
        return file(name, records.stream().map(Audit::json).collect(Collectors.joining("\n")) + "\n");
    }

    static String row(Audit record, long index, long count) {
        return row(record.json(), "9/7/2026 12:00:00 PM", index, count);
    }

    static String row(String auditData, String creationDate, long index, long count) {
        return "15,\"" + creationDate + "\",jo@north.example,UserLoggedIn,\"" + auditData.replace("\"", "\"\"") + "\","
                + index + "," + count + ",\r\n";
    }

    /** The findings of this code, after an import of all files. */
    List<HealthFinding> found(String code) {
        return findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }

    List<HealthFinding> findings() {
        return report().findings();
    }

    HealthReport report() {
        try (CaseReader reader = CaseReader.open(imported().database())) {
            return Health.of(reader);
        }
    }

    CaseDirectory imported() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
        CaseFacts facts = new CaseFacts("t", null, List.of(), clock.instant(), "test");
        CaseDirectory openCase = CaseDirectory.create(dir.resolve("case"), facts);
        try (Enricher enricher = Enricher.open(List.of(), null, problem -> {})) {
            new Intake(openCase, enricher, clock, "test").read(files, null, false, "test", new Unwatched());
        }
        return openCase;
    }
}
