package io.backtrail.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    /** A term is written with a {@code |} before it if it stands at the position of the term before. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "alice@north.example; alice |alice@north.example north example",
                "New-InboxRule; new |new-inboxrule inboxrule",
                "0F8FAD5B-d9cb-469f-a165-70867728950e; 0f8fad5b-d9cb-469f-a165-70867728950e",
                "ServicePrincipal_0f8fad5b-d9cb-469f-a165-70867728950e; serviceprincipal |serviceprincipal_0f8fad5b-d9cb-469f-a165-70867728950e 0f8fad5b-d9cb-469f-a165-70867728950e",
                "0f8fad5b-d9cb-469f-a165-70867728950e0; 0f8fad5b |0f8fad5b-d9cb-469f-a165-70867728950e0 d9cb 469f a165 70867728950e0",
                "203.0.113.7:51234; 203.0.113.7 51234",
                "[2001:DB8:0::1]:443; 2001:db8::1 |2001:db8:0::1 443",
                "::ffff:203.0.113.7; ::ffff:203.0.113.7 |203.0.113.7",
                "fe80::1%12; fe80::1",
                "1.2.3.4.5; 1 |1.2.3.4.5 2 3 4 5",
                "2026-09-07T12:00:00; 2026-09-07 |2026-09-07t12 t12 00 00",
                "urn:spo:guest#alice@north.example; urn spo guest |guest#alice@north.example alice |alice@north.example north example",
                "alice_north.example#EXT#@south.example; alice |alice_north.example#ext#@south.example north example ext south example",
                "https://north.example/a%20b/Invoice.xlsx; https north |north.example example a b invoice |invoice.xlsx xlsx",
                "to=alice%40north.example; to alice |alice@north.example north example",
                "\\u003cCA+x1@mail.example\\u003e; ca |ca+x1@mail.example x1 mail example",
                "{\\\\\"a\\\\\":\\\\\"\\\\u0040bob\\\\\"}; bob",
                "Caf\\u00c9 ÜBER; café über",
                "C:\\\\new\\\\Users; c new |ew users",
                "x\\r\\n  y\\t\\\"z; x y z",
                "\\n2001:db8::5 \\n203.0.113.9; 2001:db8::5 n203 |n203.0.113.9 |203.0.113.9 0 113 9",
                "...; ``",
                "aa:bb:cc; aa bb cc"
            })
    void cutsARecordIntoWholesAndWords(String text, String terms) {
        assertEquals(terms, all(Tokens.Side.RECORD, text));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "alice@north.example x; alice@north.example ++x",
                "alice@north; alice north",
                "New-InboxRule; new inboxrule",
                "2001:0db8:0::1; 2001:db8::1",
                "C:\\new\\u0040; c new u0040",
                "<CA+x1@mail.example>; ca+x1@mail.example"
            })
    void cutsAQueryIntoWhatStandsInTheIndex(String text, String terms) {
        assertEquals(terms, all(Tokens.Side.QUERY, text));
    }

    @Test
    void keepsNamesOfMembersApartUnlessTheySayMore() {
        KeyNames keys = new KeyNames();
        Tokens tokens = new Tokens(Tokens.Side.RECORD, keys);
        tokens.reset("{\"ClientIP\":\"x\", \"Nested\" : \"{\\\"Inner_1\\\":[1]}\", \"bob@north.example\":2, \"7\":3}");
        List<String> terms = new ArrayList<>();
        while (tokens.next()) {
            terms.add(new String(tokens.chars(), tokens.start(), tokens.length()));
        }
        assertEquals("[x, 1, bob, bob@north.example, north, example, 2, 7, 3]", terms.toString());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            names.add(new String(keys.chars(), keys.start(i), keys.length(i)));
        }
        assertEquals("[clientip, nested, inner_1]", names.toString());
    }

    @Test
    void survivesWhateverTextComes() {
        for (String text :
                List.of("\\", "\\u", "\\u00", "%", "%4", "\"", ":", "::", "[::", "a\ud800", "\\n", "a".repeat(9999))) {
            for (Tokens.Side side : Tokens.Side.values()) {
                String terms = all(side, text + text);
                assertEquals(terms, all(side, text + text));
            }
        }
        assertEquals("a".repeat(Tokens.LONGEST), all(Tokens.Side.QUERY, "a".repeat(9999)));
    }

    private static String all(Tokens.Side side, String text) {
        Tokens tokens = new Tokens(side, new KeyNames());
        tokens.reset(text);
        StringBuilder all = new StringBuilder();
        while (tokens.next()) {
            int increment = tokens.increment();
            all.append(all.isEmpty() ? "" : " ")
                    .append(increment == 0 ? "|" : "")
                    .append("+".repeat(Math.max(0, increment - 1)))
                    .append(tokens.chars(), tokens.start(), tokens.length());
        }
        return all.toString();
    }
}
