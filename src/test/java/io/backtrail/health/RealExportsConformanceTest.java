package io.backtrail.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.intake.Verification;
import io.backtrail.intake.VerifiedSource;
import io.backtrail.intake.VerifiedState;
import io.backtrail.store.CaseReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real records beside the project: each reads again as it was, and those that somebody picked from a larger result say so. */
@Tag("conformance")
class RealExportsConformanceTest {
    @TempDir
    Path dir;

    @Test
    void everyFileReadsAgainAsItWas() {
        CaseDirectory openCase = new Exports(dir).path(samples()).imported();
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            List<VerifiedSource> verified = Verification.of(openCase, reader, null, path -> {});
            assertTrue(verified.size() > 100, verified.size() + " files");
            assertEquals(
                    List.of(),
                    verified.stream()
                            .filter(source -> source.state() != VerifiedState.AS_IMPORTED)
                            .toList());
        }
    }

    @Test
    void recordsPickedFromALargerResultSaySo() {
        Path picked = samples().resolve("det-eng-samples/dataset");
        assumeTrue(Files.isDirectory(picked), "no such samples");
        List<HealthFinding> found = new Exports(dir).path(picked).findings();
        List<String> texts = found.stream()
                .filter(finding -> finding.code().equals("missing-results"))
                .map(HealthFinding::text)
                .toList();
        assertTrue(texts.stream().anyMatch(text -> text.contains("holds 9 of 79 results")), texts.toString());
        assertTrue(
                found.stream()
                        .anyMatch(finding -> finding.code().equals("audit-off")
                                && finding.text().contains("UnifiedAuditLogIngestionEnabled")),
                found.toString());
    }

    private static Path samples() {
        String given = System.getProperty("samples");
        Path place = given == null ? null : Path.of(given);
        for (Path at = Path.of("").toAbsolutePath(); at != null && place == null; at = at.getParent()) {
            place = Files.isDirectory(at.resolve("shared/samples")) ? at.resolve("shared/samples") : null;
        }
        assumeTrue(place != null && Files.isDirectory(place), "no samples beside the project");
        return place;
    }
}
