package io.backtrail.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.enrich.Enricher;
import io.backtrail.example.Answers;
import io.backtrail.example.Era;
import io.backtrail.example.Scenario;
import io.backtrail.intake.Unwatched;
import io.backtrail.store.CaseReader;
import io.backtrail.store.GeoRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

    private static final Subject SUBJECT = new Subject(Scenario.AITM, Era.MODERN, 77);

    @TempDir
    static Path dir;

    private static Score score;
    private static Answers answers;

    @BeforeAll
    static void evaluateOneSeed() throws IOException {
        try (Enricher enricher = Enricher.open(List.of(Path.of("geo-data")), new GeoRanges(), problem -> {})) {
            score = new Evaluation(enricher, CLOCK, "test", new Unwatched()).run(SUBJECT, dir, "tester");
        }
        answers = Answers.read(dir.resolve("labels"));
    }

    @Test
    void theReconstructionHurtsNoInnocentAndFindsTheIntruder() {
        assertEquals(List.of(), score.accused(), score.faults().toString());
        assertEquals(List.of(), score.suspected(), score.faults().toString());
        assertEquals(List.of(), score.unnoticed());
        assertTrue(score.strict().f1() >= 0.95, score.faults().toString());
        assertEquals(0, score.wrongSums());
        assertEquals(0, score.wrongCitations());
        assertEquals(true, score.entryVector());
        assertTrue(score.patientZero());
    }

    @Test
    void otherAnswersToTheSameCaseGetOtherMarks() {
        Map<String, String> labels = new TreeMap<>(answers.labels());
        String flipped = labels.entrySet().stream()
                .filter(label -> label.getValue().equals("attacker"))
                .findFirst()
                .orElseThrow()
                .getKey();
        labels.put(flipped, "owner");
        Answers.SetUp moved = answers.persistence().get(0);
        Answers other = new Answers(
                labels,
                new TreeSet<>(List.of("somebody.else@north.example")),
                "device-code",
                "somebody.else@north.example",
                answers.firstSuccess().minusSeconds(600),
                answers.lastAttacker().plusSeconds(300),
                List.of(new Answers.SetUp(
                        moved.type(), moved.account(), moved.start().plusSeconds(61))),
                new TreeSet<>(List.of("<never@sent.example>")));
        Score marked = mark(other);
        assertEquals(score.strict().wrong() + 1, marked.strict().wrong());
        assertEquals(score.strict().right() - 1, marked.strict().right());
        assertEquals(List.copyOf(answers.accused()), marked.accused());
        assertEquals(List.of("somebody.else@north.example"), marked.unnoticed());
        assertEquals(false, marked.entryVector());
        assertFalse(marked.patientZero());
        assertEquals(10, marked.firstSuccessMinutes());
        assertEquals(-5, marked.lastAttackerMinutes());
        assertEquals(new Hits(0, answers.persistence().size(), 1), marked.persistence());
        assertEquals(new Hits(0, answers.exposedMessages().size(), 1), marked.exposed());
        assertTrue(marked.faults().stream().anyMatch(fault -> fault.startsWith("innocent called attacker: ")));
    }

    @Test
    void thePageTellsFiguresCommandAndFaults() {
        String page = AccuracyPage.of(List.of(score), "./backtrail evaluate --seeds 1 --first 77");
        assertTrue(page.contains("    ./backtrail evaluate --seeds 1 --first 77\n"), page);
        assertTrue(page.contains("| aitm | modern | 1 | "), page);
        assertTrue(page.contains("| innocent accounts accused; suspected | 0; 0 |"), page);
        Score bad = mark(new Answers(
                answers.labels(), new TreeSet<>(), null, null, null, null, List.of(), answers.exposedMessages()));
        String worse = AccuracyPage.of(List.of(score, bad), "again");
        assertTrue(worse.contains("| innocent accounts accused; suspected | 1; 0 |"), worse);
        assertTrue(
                worse.contains("- **aitm-modern-77**\n  - innocent called attacker: "
                        + answers.accused().first()),
                worse);
    }

    private static Score mark(Answers other) {
        try (CaseReader reader = CaseReader.open(dir.resolve("case/case.duckdb"))) {
            return Marker.mark(reader, other, SUBJECT);
        }
    }
}
