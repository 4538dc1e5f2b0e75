package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPlainTest {
    private static final String SIGNS = "\"\",,a\t é;";

    @Test
    void takesQuotedAndBareFieldsApart() {
        assertEquals(List.of("a", "b \"c\", d\ne", "", "f\"g"), new CsvPlain(',').of("a,\"b \"\"c\"\", d\ne\",,f\"g"));
        assertEquals(List.of("a", ""), new CsvPlain(',').of("a,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a", "\"a\" ,b", "\"a\"b,c", "\"a\"\""})
    void leavesOddRowsToACloserLook(String row) {
        assertNull(new CsvPlain(',').of(row));
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void saysTheSameAsTheParserOfAnyRow(char delimiter) {
        Random dice = new Random(4180);
        CsvPlain plain = new CsvPlain(delimiter);
        CsvFields any = new CsvFields(delimiter, false);
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            String row = row(dice);
            List<String> fields = plain.of(row);
            if (fields != null) {
                taken++;
                assertEquals(any.any(row), fields, row);
            }
        }
        assertTrue(taken > 10_000, taken + " rows were plain");
    }

    private static String row(Random dice) {
        StringBuilder row = new StringBuilder();
        int length = 1 + dice.nextInt(12);
        for (int i = 0; i < length; i++) {
            row.append(SIGNS.charAt(dice.nextInt(SIGNS.length())));
        }
        return row.toString();
    }
}
