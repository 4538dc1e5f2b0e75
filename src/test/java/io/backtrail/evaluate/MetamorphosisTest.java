package io.backtrail.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.enrich.Enricher;
import io.backtrail.example.Alteration;
import io.backtrail.example.Era;
import io.backtrail.example.Scale;
import io.backtrail.example.Scenario;
import io.backtrail.intake.Unwatched;
import io.backtrail.store.GeoRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metamorphic tests that are cheap enough for every build; {@code evaluate --metamorphic} runs all of them. */
class MetamorphosisTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void orderRepeatsFilesAndNamesChangeNoVerdict(@TempDir Path dir) throws IOException {
        Alteration all = named("order")
                .then(named("duplication"))
                .then(named("splitting"))
                .then(named("renaming"));
        Sameness same = run(all, dir);
        assertTrue(same.holds(), same.toString());
        assertEquals(0, same.otherScores(), same.toString());
        assertTrue(same.events() > 5_000, same.toString());
    }

    @Test
    void whatTheMeasurementComparesCanDiffer(@TempDir Path dir) throws IOException {
        Sameness other = run(degrading("no-sign-ins"), dir);
        assertTrue(other.otherVerdicts() > 0 && !other.holds(), other.toString());
        assertEquals(5, other.examples().size());
    }

    private static Sameness run(Alteration alteration, Path dir) throws IOException {
        Subject subject = new Subject(Scenario.AITM, Era.MODERN, 77);
        try (Enricher enricher = Enricher.open(List.of(Path.of("geo-data")), new GeoRanges(), problem -> {})) {
            Evaluation evaluation = new Evaluation(enricher, CLOCK, "test", new Unwatched());
            return new Metamorphosis(evaluation, subject, new Scale(26, 21), dir, "tester")
                    .run(List.of(alteration))
                    .get(0);
        }
    }

    private static Alteration named(String word) {
        return find(Alteration.harmless(), word);
    }

    private static Alteration degrading(String word) {
        return find(Alteration.degrading(), word);
    }

    private static Alteration find(List<Alteration> all, String word) {
        return all.stream()
                .filter(alteration -> alteration.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
