package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReadingTest {
    private static final String A = "{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\",\"Id\":\"é漢😀\"}";
    private static final String B = "{\"CreationTime\":\"2026-03-02T10:11:13\",\"Operation\":\"Read } ] \\\" {\"}";
    private static final String C = "{ \"Operation\" : \"Move\" , \"CreationTime\" : \"2026-03-02T10:11:14\" }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            json array     | [A,B,C]
            json array     | ` \\n [ A ,\\r\\n B\\n,C ] `
            json array     | [A,B,C,]
            json lines     | A\\nB\\r\\nC
            json lines     | `A\\n\\nB\\nC\\n\\n`
            json documents | `{\\n"CreationTime":"1","Operation":"x"}A\\nB\\nC`
            json documents | [A]\\r\\n[B][C]
            json documents | [A,B]C
            json wrapper   | {"@odata.context":"c","value":[A,B,C]}
            json wrapper   | {"value":[A]}{"value":[B]}\\n{"value":[C],"@odata.nextLink":"n"}
            json wrapper   | {"records":[A,B,C]}
            json wrapper   | {"events" : [A,B,C]}
            json wrapper   | {"Schema":[{"Name":"a"}],"Results":[A,B,C]}
            json wrapper   | {"took":1,"hits":{"total":{"value":3},"hits":[{"_id":"1","_source":A},{"_source":B},{"_source":C}]}}
            json wrapper   | {"d":{"results":[A,B,C]}}
            json lines     | {"result":A}\\n{"preview":false,"result":B}\\n{"result":C}
            json array     | [[A,B],[C]]
            """)
    void everyLayoutHandsOnTheSameRecords(String dialect, String layout) throws IOException {
        Collected all = Collected.of(folder, "a.json", filled(layout), StandardCharsets.UTF_8);
        assertEquals(Shape.AUDIT_DATA_JSON, all.evidence.shape(), all.evidence.shapeReason());
        assertEquals(dialect, all.evidence.dialect());
        assertEquals(
                List.of(A, B, C),
                all.raws().stream().filter(r -> !r.contains("\n")).toList());
        assertEquals(List.of(), all.codes());
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("UTF-8", StandardCharsets.UTF_8, ""),
                Arguments.of("UTF-8", StandardCharsets.UTF_8, "\uFEFF"),
                Arguments.of("UTF-16LE", StandardCharsets.UTF_16LE, "\uFEFF"),
                Arguments.of("UTF-16LE", StandardCharsets.UTF_16LE, ""),
                Arguments.of("UTF-16BE", StandardCharsets.UTF_16BE, "\uFEFF"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void everyElementIsAtItsByteInEveryEncoding(String word, Charset charset, String mark) throws IOException {
        byte[] bytes = (mark + "[\r\n  " + A + ",\r\n  " + B + ", " + C + "]\r\n").getBytes(charset);
        Collected all = Collected.of(Files.write(folder.resolve("a.json"), bytes));
        assertEquals(word, all.evidence.encoding());
        assertEquals(List.of(A, B, C), all.raws());
        for (RawRecord record : all.records) {
            byte[] raw = record.raw().getBytes(charset);
            assertEquals(record.raw(), new String(bytes, (int) record.byteOffset(), raw.length, charset));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UAL_JSON        | {"RecordType":"x","AuditData":TEXT,"Operations":"Send"}
            UAL_JSON        | {"RecordType":"x","AuditData":  A ,"Operations":"Send"}
            GRAPH_AUDIT_JSON| {"id":"1","createdDateTime":"t","auditData":A}
            GRAPH_AUDIT_JSON| {"id":"1","auditLogRecordType":"t","auditData":TEXT}
            SPLUNK          | {"_raw":TEXT,"_time":"1"}
            AUDIT_DATA_JSON | {"message":TEXT}
            AUDIT_DATA_JSON | {"event":{"original":TEXT},"o365audit":{"Id":"x"}}
            AUDIT_DATA_JSON | {"event.original":TEXT}
            AUDIT_DATA_JSON | {"o365audit":A}
            ELASTIC         | {"@timestamp":"t","event":{"original":TEXT}}
            DEFENDER_HUNTING | {"TimeGenerated":"t","ActionType":"x","RawEventData":A}
            DEFENDER_HUNTING | {"category":"AdvancedHunting-CloudAppEvents","properties":{"RawEventData":TEXT}}
            AUDIT_DATA_JSON | TEXT
            """)
    void aRecordIsTakenOutOfItsEnvelope(Shape shape, String element) throws IOException {
        Collected all = Collected.of(folder, "a.json", "[" + filled(element) + "]", StandardCharsets.UTF_8);
        assertEquals(shape, all.evidence.shape(), all.evidence.shapeReason());
        assertEquals(List.of(A), all.raws());
        assertEquals(1, all.records.get(0).byteOffset());
    }

    @Test
    void theOtherFieldsOfAnEnvelopeAreKeptAsText() throws IOException {
        String element = "{\"a\":1,\"b\":null,\"AuditData\":" + A + ",\"c\":[1, 2],\"d\":\"x\\ny\",\"e\":true,\"a\":2}";
        Collected all = Collected.of(folder, "a.json", element, StandardCharsets.UTF_8);
        assertEquals(
                "{a=1, b=, c=[1, 2], d=x\ny, e=true, a (2)=2}",
                all.records.get(0).envelope().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SIGNIN_JSON          | {"id":"1","createdDateTime":"t","appDisplayName":"x","ipAddress":"192.0.2.1"}
            SIGNIN_JSON          | {"category":"NonInteractiveUserSignInLogs","operationName":"Sign-in activity","properties":{}}
            SENTINEL             | {"TimeGenerated":"t","ResultType":"0","UserPrincipalName":"u","AppDisplayName":"x"}
            DIRECTORY_AUDIT_JSON | {"id":"1","activityDateTime":"t","activityDisplayName":"x"}
            DIRECTORY_AUDIT_JSON | {"category":"AuditLogs","operationName":"x","properties":{}}
            GENERIC_JSON         | {"category":"RiskyUsers","operationName":"x","properties":{}}
            GENERIC_JSON         | {"hello":"there"}
            """)
    void theFieldsTellTheExport(Shape shape, String element) throws IOException {
        Collected all = Collected.of(folder, "a.json", element, StandardCharsets.UTF_8);
        assertEquals(shape, all.evidence.shape());
        assertEquals(List.of(element), all.raws());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A,C | json.cut         | [A,C,{"CreationTime":"20
            A,C | json.cut         | [A,C,{"CreationTime":"20"
            A,C | json.unclosed    | [A,C,
            A,C | json.unclosed    | {"value":[A,C
            A,C | json.broken      | A\\n{"Operation":"Se\\nC
            A,C | json.broken      | A\\n{"Operation":"Send",\\nC
            A,C | json.broken      | A\\n{"Operation":\\nC
            A,C | json.broken      | A\\n{"Operation":["x"\\nC
            A,C | json.broken      | A\\n{"Operation":"x"]\\nC
            A,C | json.broken      | A\\nhello, world\\nC
            A,C | json.broken      | `[\\n  A,\\n  {\\n    "x": "y\\n  },\\n  C\\n]`
            A,C | json.broken      | A\\n{"Operation" "x"}\\nC
            A,A | json.broken      | [A,{"CreationTime":"t,"Operation":"y"},A]
            A,A | json.broken      | [A,{"CreationTime":"t","Operation":"y},A]
            A,A | json.broken      | [A,{"CreationTime":"t","Operation":["y"},A]
            A,C | json.invalid     | [A,{"Operation":nope},C]
            A,C | json.not-object  | [A,12,C]
            A,C | json.not-object  | [A,null,C]
            A,C | audit-data.empty | [A,{"AuditData":"","Operations":"x"},C]
            A,C | audit-data.empty | [A,{"AuditData":null,"Operations":"x"},C]
            A,C | audit-data.cut   | [A,{"AuditData":"{\\"Id\\":\\"","Operations":"x"},C]
            A,C | audit-data.cut   | [A,{"AuditData":"System.Object","Operations":"x"},C]
            """)
    void whatIsBrokenCostsOneRowOnly(String good, String code, String layout) throws IOException {
        String text = filled(layout);
        Collected all = Collected.of(folder, "a.json", text, StandardCharsets.UTF_8);
        assertEquals(List.of(filled(good.substring(0, 1)), filled(good.substring(2))), all.raws());
        assertEquals(List.of(code), all.codes());
        RejectedRow row = all.rejects.get(0);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String there = new String(bytes, (int) row.byteOffset(), (int) row.rawLength(), StandardCharsets.UTF_8);
        assertEquals(there.stripTrailing(), row.raw());
        assertEquals(all.records.size() + 1, all.returned);
    }

    @Test
    void everyDamagedStretchOfAFileOfOneLineIsOneRejectedRow() throws IOException {
        String bad = "{\"CreationTime\":\"t,\"Operation\":\"y\"}";
        String text = "[" + String.join(",", A, bad, A, bad, bad, A) + "]";
        Collected all = Collected.of(folder, "a.json", text, StandardCharsets.UTF_8);
        assertEquals(List.of(A, A, A), all.raws());
        assertEquals(List.of("json.broken", "json.broken"), all.codes());
        assertEquals(
                List.of(bad, bad + "," + bad),
                all.rejects.stream().map(RejectedRow::raw).toList());
    }

    @Test
    void aBombOfDepthIsOneRejectedRow() throws IOException {
        String bomb = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        String brackets = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        Collected all =
                Collected.of(folder, "a.json", A + "\n" + bomb + "\n" + brackets + "\n" + C, StandardCharsets.UTF_8);
        assertEquals(List.of(A, C), all.raws());
        assertEquals(List.of("json.too-deep", "json.too-deep"), all.codes());
        assertTrue(
                all.rejects.get(0).reason().contains("1000"), all.rejects.get(0).reason());
    }

    @Test
    void anUnclosedBombIsRejectedAndTheRestIsRead() throws IOException {
        Collected all =
                Collected.of(folder, "a.json", A + "\n" + "[{\"a\":".repeat(50_000) + "\n" + C, StandardCharsets.UTF_8);
        assertTrue(all.raws().contains(A));
        assertEquals(all.returned, all.records.size() + all.rejects.size());
    }

    @Test
    void linesPutTogetherFromFilesWithMarksAreRead() throws IOException {
        Collected all = Collected.of(folder, "a.json", "\uFEFF" + A + "\n\uFEFF" + C + "\n", StandardCharsets.UTF_8);
        assertEquals(List.of(A, C), all.raws());
    }

    @Test
    void anEmptyListIsEvidenceOfNothingFound() throws IOException {
        Collected all = Collected.of(folder, "a.json", "[]", StandardCharsets.UTF_8);
        assertEquals(Shape.GENERIC_JSON, all.evidence.shape());
        assertEquals(0, all.returned);
    }

    @Test
    void aListOfOneLineIsReadWithoutHoldingIt() throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            elements.add("{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\",\"Id\":\"" + i + "\"}");
        }
        Collected all = Collected.of(folder, "a.json", elements.toString(), StandardCharsets.UTF_8);
        assertEquals(elements, all.raws());
    }

    private static String filled(String layout) {
        String text = "\"" + A.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        StringBuilder filled = new StringBuilder();
        String lines = layout.replace("TEXT", "\u0001").replace("\\n", "\n").replace("\\r", "\r");
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            boolean alone = (i == 0 || !Character.isLetter(lines.charAt(i - 1)))
                    && (i + 1 == lines.length() || !Character.isLetter(lines.charAt(i + 1)));
            if (c == '\u0001') {
                filled.append(text);
            } else if (alone && c >= 'A' && c <= 'C') {
                filled.append(c == 'A' ? A : c == 'B' ? B : C);
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }
}
