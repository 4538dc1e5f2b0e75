package io.backtrail.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitsTest {
    @ParameterizedTest
    @CsvSource({
        "8, 2, 0, 0.8, 1.0, 0.8888",
        "8, 0, 8, 1.0, 0.5, 0.6666",
        "0, 0, 0, 1.0, 1.0, 1.0",
        "0, 3, 0, 0.0, 1.0, 0.0",
        "0, 0, 3, 1.0, 0.0, 0.0"
    })
    void sharesFollowFromCounts(int right, int wrong, int missed, double precision, double recall, double f1) {
        Hits hits = new Hits(right, wrong, missed);
        assertEquals(precision, hits.precision(), 1e-4);
        assertEquals(recall, hits.recall(), 1e-4);
        assertEquals(f1, hits.f1(), 1e-4);
    }

    @Test
    void countsWhatIsInBothSetsAndInOneOnly() {
        assertEquals(new Hits(1, 2, 1), Hits.of(Set.of("a", "b", "c"), Set.of("a", "d")));
    }

    @Test
    void cutsSharesSoThatOneMeansAll() {
        assertEquals("0.999", ScoreTable.share(0.99999));
        assertEquals("1.000", ScoreTable.share(1));
    }
}
