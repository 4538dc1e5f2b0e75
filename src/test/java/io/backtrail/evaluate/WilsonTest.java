package io.backtrail.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
    /** Worked out by hand from the formula with z = 1.959964. */
    @ParameterizedTest
    @CsvSource({"0, 10, 0.000–0.278", "10, 10, 0.722–1.000", "5, 10, 0.236–0.764", "0, 1000, 0.000–0.004"})
    void theIntervalIsThatOfTheFormula(long right, long all, String interval) {
        assertEquals(interval, Wilson.of(right, all).text());
    }

    @Test
    void ofNothingAnythingMayBeTrue() {
        assertEquals(new Wilson(0, 1), Wilson.of(0, 0));
    }

    @Test
    void moreThanAllIsNoProportion() {
        assertThrows(IllegalArgumentException.class, () -> Wilson.of(3, 2));
    }
}
