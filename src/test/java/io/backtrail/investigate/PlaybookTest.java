package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlaybookTest {
    private static final List<Investigation> ALL =
            Catalogue.load(List.of(Path.of("queries")), problem -> {}).all();

    @Test
    void asksEightQuestionsEachWithAnInvestigationThatDecidesItsNothing() {
        Set<String> ids = ALL.stream().map(Investigation::id).collect(Collectors.toSet());
        assertEquals(8, Playbook.STEPS.size());
        for (PlaybookStep step : Playbook.STEPS) {
            assertTrue(step.question().endsWith("?"), step.question());
            assertTrue(
                    ids.contains(step.investigations().get(0)),
                    step.investigations().get(0));
        }
    }

    @Test
    void anInvestigationThatDecidesSaysWhatItNeeds() {
        for (PlaybookStep step : Playbook.STEPS) {
            Investigation first = ALL.stream()
                    .filter(i -> i.id().equals(step.investigations().get(0)))
                    .findFirst()
                    .orElseThrow();
            assertTrue(!first.needs().isEmpty(), first.id());
        }
    }
}
