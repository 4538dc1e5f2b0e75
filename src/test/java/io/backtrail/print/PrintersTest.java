package io.backtrail.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintersTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");
    private static final Table NONE = table(List.of("a", "b_c"));
    private static final Table ONE =
            table(List.of("at", "who", "n", "ok", "tags"), Arrays.asList(NOON, "jo", -5L, true, List.of("x", "y")));
    private static final Table MIXED = table(
            List.of("event_time", "account", "events", "share"),
            Arrays.asList(NOON, "wong王小明@north.example", 12L, 0.5),
            Arrays.asList(Instant.parse("2026-09-07T12:00:00.250Z"), "e\u0301va", 3L, null),
            Arrays.asList(null, "a\u001b[31m\u202eb", 1200L, 3.0));

    @Test
    void tableOfNoRows() {
        assertEquals("a  b_c\n─  ───\n(no rows)\n", print(OutputFormat.TABLE, 0, NONE));
    }

    @Test
    void tableOfOneRow() {
        assertEquals("""
                at                    who   n  ok    tags
                ────────────────────  ───  ──  ────  ────
                2026-09-07 12:00:00Z  jo   -5  true  x; y
                """, print(OutputFormat.TABLE, 0, ONE));
    }

    @Test
    void tableCountsWideAndCombiningCharactersAsTheTerminalDoes() {
        assertEquals("""
                event_time                account                   events  share
                ────────────────────────  ────────────────────────  ──────  ─────
                2026-09-07 12:00:00Z      wong王小明@north.example      12    0.5
                2026-09-07 12:00:00.250Z  e\u0301va                            3
                                          a?[31m?b                    1200      3
                """, print(OutputFormat.TABLE, 0, MIXED));
    }

    @Test
    void tableCutsTheWidestTextToFitTheTerminal() {
        String text = print(OutputFormat.TABLE, 56, MIXED);
        assertEquals("""
                event_time                account          events  share
                ────────────────────────  ───────────────  ──────  ─────
                2026-09-07 12:00:00Z      wong王小明@nor…      12    0.5
                2026-09-07 12:00:00.250Z  e\u0301va                   3
                                          a?[31m?b           1200      3
                """, text);
        text.lines().forEach(line -> assertEquals(true, DisplayWidth.of(line) <= 56, line));
    }

    @Test
    void tableTakesFromTheWidestColumnFirst() {
        Table two = table(List.of("long", "short"), List.of("x".repeat(30), "y".repeat(12)));
        assertEquals(
                "long             short\n" + "───────────────  ────────────\n" + "xxxxxxxxxxxxxx…  yyyyyyyyyyyy\n",
                print(OutputFormat.TABLE, 29, two));
        assertEquals(
                "long        short\n" + "──────────  ──────────\n" + "xxxxxxxxx…  yyyyyyyyy…\n",
                print(OutputFormat.TABLE, 22, two));
    }

    @Test
    void aNarrowTerminalGetsRecords() {
        assertEquals("""
                row 1
                  event_time  2026-09-0…
                  account     wong王小…
                  events      12
                  share       0.5
                row 2
                  event_time  2026-09-0…
                  account     e\u0301va
                  events      3
                  share
                row 3
                  event_time
                  account     a?[31m?b
                  events      1200
                  share       3
                """, print(OutputFormat.TABLE, 24, MIXED));
    }

    @Test
    void colorMarksTheHeadOnly() {
        StringWriter text = new StringWriter();
        Printers.of(OutputFormat.TABLE, 0, true).print(NONE, new PrintWriter(text));
        assertEquals("\u001b[1ma  b_c\u001b[0m\n─  ───\n(no rows)\n", text.toString());
    }

    @Test
    void csvQuotesAndKeepsFormulasInert() {
        Table table = table(
                List.of("at", "text", "n", "tags"),
                Arrays.asList(NOON, "=cmd|' /C calc'!A0", -5L, List.of("a", "b")),
                Arrays.asList(null, "say \"hi\",\nthen go", 1.5, List.of()),
                Arrays.asList(null, "@SUM(1)", null, null),
                Arrays.asList(null, "\ttab", null, null),
                Arrays.asList(null, "-1+1", null, null),
                Arrays.asList(null, "a\u001b[0m", null, null));
        assertEquals("""
                at,text,n,tags
                2026-09-07T12:00:00Z,'=cmd|' /C calc'!A0,-5,a; b
                ,"say ""hi"",
                then go",1.5,
                ,'@SUM(1),,
                ,'\ttab,,
                ,'-1+1,,
                ,a?[0m,,
                """, print(OutputFormat.CSV, 0, table));
        assertEquals("a,b_c\n", print(OutputFormat.CSV, 0, NONE));
    }

    @Test
    void jsonIsAnArrayOfObjects() {
        assertEquals("[]\n", print(OutputFormat.JSON, 0, NONE));
        assertEquals(
                "[\n{\"at\":\"2026-09-07T12:00:00Z\",\"who\":\"jo\",\"n\":-5,\"ok\":true,\"tags\":[\"x\",\"y\"]}\n]\n",
                print(OutputFormat.JSON, 0, ONE));
    }

    @Test
    void jsonLinesIsAnObjectALine() {
        assertEquals("", print(OutputFormat.JSONL, 0, NONE));
        assertEquals(
                "{\"a\":null,\"b_c\":3}\n{\"a\":0.25,\"b_c\":null}\n",
                print(
                        OutputFormat.JSONL,
                        0,
                        table(List.of("a", "b_c"), Arrays.asList(null, 3.0), Arrays.asList(0.25, Double.NaN))));
    }

    @Test
    void jsonEscapesWhatNoReaderShouldMeet() {
        StringWriter text = new StringWriter();
        new JsonText(new PrintWriter(text)).value("\"\\\n\u0001\u2028\ud800x\udc00\u202e😀" + "\udb40\udc01");
        assertEquals("\"\\\"\\\\\\n\\u0001\\u2028\\ud800x\\udc00\\u202e😀\\udb40\\udc01\"", text.toString());
    }

    @Test
    void jsonNests() {
        StringWriter text = new StringWriter();
        JsonText json = new JsonText(new PrintWriter(text));
        json.beginObject().name("sources").beginArray();
        json.beginObject().field("rows", 3L).field("rejects", List.of()).endObject();
        json.beginObject().field("rows", 4).field("table", ONE).endObject();
        json.endArray()
                .name("totals")
                .beginObject()
                .endObject()
                .field("seconds", 1.25)
                .endObject();
        assertEquals(
                "{\"sources\":[{\"rows\":3,\"rejects\":[]},{\"rows\":4,\"table\":[{\"at\":\"2026-09-07T12:00:00Z\","
                        + "\"who\":\"jo\",\"n\":-5,\"ok\":true,\"tags\":[\"x\",\"y\"]}]}],\"totals\":{},\"seconds\":1.25}",
                text.toString());
    }

    @Test
    void markdownKeepsCellsWhole() {
        assertEquals(
                "| a | b_c |\n| --- | --- |\n| x\\|y | \\`&lt;b\\> |\n",
                print(OutputFormat.MD, 0, table(List.of("a", "b_c"), List.of("x|y", "`<b>"))));
        assertEquals("| a | b_c |\n| --- | --- |\n", print(OutputFormat.MD, 0, NONE));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "# heading,            \\# heading",
        "- item,               \\- item",
        "1. item,              1\\. item",
        "snake_case,           snake_case",
        "_emphasis_,           \\_emphasis\\_",
        "http://bad.example,   http\\://bad.example",
        "www.bad.example,      www\\.bad.example",
        "{{ 7*7 }},            {{ 7\\*7 }}",
        "![x](y),              \\!\\[x\\](y)",
        "&lt;,                 &amp;lt;",
        "192.0.2.1,            192.0.2.1",
        "-5,                   -5",
        "--- rule,             \\--- rule",
        "a < b,                a &lt; b",
    })
    void markdownTextIsInert(String text, String escaped) {
        assertEquals(escaped, MarkdownText.escape(text));
    }

    private static String print(OutputFormat format, int width, Table table) {
        StringWriter text = new StringWriter();
        Printers.of(format, width, false).print(table, new PrintWriter(text));
        return text.toString();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Table table(List<String> names, List<Object>... rows) {
        return new Table(names.stream().map(n -> new Column(n, "varchar")).toList(), List.of(rows));
    }
}
