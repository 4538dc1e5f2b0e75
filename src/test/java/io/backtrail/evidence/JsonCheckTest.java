package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
    private static final String WHOLE =
            "{\"a\":[1,-20,{\"b\":\"c\\u00e9\\\"\"},[]],\"d\":true,\"e\":null,\"f\":{}, \"g\" : false }";
    private static final String SIGNS = "{}[]\",:\\ute0159-.+ \nnfalsx\u0001é";

    private final JsonCheck check = new JsonCheck();

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\":\"b\"}\r\n", WHOLE})
    void knowsAWholeObject(String text) {
        assertTrue(check.isPlainObject(text));
        assertTrue(JsonText.isObject(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":truex}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":[1,]}",
                "{} {}",
                "{\"a\":\"b\"",
                "{\"a\":1.5}"
            })
    void leavesEverythingElseToTheParser(String text) {
        assertFalse(check.isPlainObject(text));
    }

    @Test
    void leavesDeepNestingToTheParser() {
        assertFalse(check.isPlainObject("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}"));
    }

    @Test
    void neverTakesForWholeWhatTheParserRefuses() {
        Random dice = new Random(4180);
        int whole = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int change = dice.nextInt(3); change >= 0; change--) {
                int place = dice.nextInt(text.length());
                char sign = SIGNS.charAt(dice.nextInt(SIGNS.length()));
                switch (dice.nextInt(3)) {
                    case 0 -> text.setCharAt(place, sign);
                    case 1 -> text.insert(place, sign);
                    default -> text.deleteCharAt(place);
                }
            }
            if (check.isPlainObject(text.toString())) {
                whole++;
                assertTrue(JsonText.isObject(text.toString()), text.toString());
            }
        }
        assertTrue(whole > 5_000, whole + " texts were whole");
    }
}
