package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReadingTest {
    private static final String PORTAL =
            "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames";

    @TempDir
    Path folder;

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("UTF-8", StandardCharsets.UTF_8, ""),
                Arguments.of("UTF-8", StandardCharsets.UTF_8, "\uFEFF"),
                Arguments.of("UTF-16LE", StandardCharsets.UTF_16LE, ""),
                Arguments.of("UTF-16LE", StandardCharsets.UTF_16LE, "\uFEFF"),
                Arguments.of("UTF-16BE", StandardCharsets.UTF_16BE, ""),
                Arguments.of("UTF-16BE", StandardCharsets.UTF_16BE, "\uFEFF"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void everyRowIsAtItsByteInEveryEncoding(String word, Charset charset, String mark) throws IOException {
        List<String> rows = List.of(row(1, "Grüße 漢字 😀"), row(2, "line\\nbreak"), row(3, "żółć"));
        byte[] bytes = (mark + PORTAL + "\r\n" + String.join("\r\n", rows) + "\r\n").getBytes(charset);
        Collected all = Collected.of(Files.write(folder.resolve("a.csv"), bytes));
        assertEquals(word, all.evidence.encoding());
        assertEquals("csv comma", all.evidence.dialect());
        assertEquals(Shape.PURVIEW_CSV, all.evidence.shape());
        assertEquals(List.of(), all.codes());
        for (int i = 0; i < rows.size(); i++) {
            byte[] row = rows.get(i).getBytes(charset);
            int offset = (int) all.records.get(i).byteOffset();
            assertEquals(rows.get(i), new String(bytes, offset, row.length, charset));
        }
    }

    @Test
    void windows1252IsTakenWhereUtf8CannotBe() throws IOException {
        Charset charset = Charset.forName("windows-1252");
        Collected all =
                Collected.of(folder, "a.csv", PORTAL + "\n" + row(1, "Grüße – “so”") + "\n" + row(2, "é"), charset);
        assertEquals("windows-1252", all.evidence.encoding());
        assertTrue(all.records.get(0).raw().contains("Grüße – “so”"));
        assertEquals(
                (PORTAL + "\n" + row(1, "Grüße – “so”") + "\n").length(),
                all.records.get(1).byteOffset());
    }

    @Test
    void oneStrayByteDoesNotTurnAFileOfUtf8IntoAnotherEncoding() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((PORTAL + "\n" + row(1, "Grüße, żółć") + "\n1,").getBytes(StandardCharsets.UTF_8));
        bytes.write(0xE9);
        Collected all = Collected.of(Files.write(folder.resolve("a.csv"), bytes.toByteArray()));
        assertEquals("UTF-8", all.evidence.encoding());
        assertTrue(all.records.get(0).raw().contains("żółć"));
        assertEquals(List.of("csv.cut-record"), all.codes());
        assertEquals(3, all.rejects.get(0).rawLength());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UAL_CSV     | "RecordType","CreationDate","UserIds","Operations","AuditData","ResultIndex","ResultCount","Identity","IsValid","ObjectState"
            UAL_CSV     | "PSComputerName","RunspaceId","PSShowComputerName","RecordType","CreationDate","UserIds","Operations","AuditData","ResultIndex","ResultCount","Identity","IsValid","ObjectState"
            UAL_CSV     | "CreationDate","UserIds","Operations","AuditData"
            UAL_CSV     | CreationDate,UserIds,RecordType,AuditData
            UAL_CSV     | AuditData
            GRAPH_AUDIT_CSV | id,createdDateTime,auditLogRecordType,operation,auditData
            SPLUNK      | "_time","host","_raw"
            DEFENDER_HUNTING | Timestamp,ActionType,RawEventData
            ELASTIC     | "@timestamp","event.original"
            UAL_CSV     | when,body
            PURVIEW_CSV | CreationDate,UserIds,Operations,AuditData
            PURVIEW_CSV | RecordId,CreationDate,RecordType,Operation,UserId,AuditData
            PURVIEW_CSV | RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames
            """)
    void theHeaderTellsTheExport(Shape shape, String header) throws IOException {
        String record = "{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\"}";
        String date = shape == Shape.PURVIEW_CSV ? "2021-03-02T10:11:12.0000000Z" : "3/2/2026 10:11:12 AM";
        StringBuilder row = new StringBuilder();
        for (String name : header.replace("\"", "").split(",")) {
            boolean json = List.of("AuditData", "auditData", "_raw", "body", "RawEventData", "event.original")
                    .contains(name);
            row.append(row.length() == 0 ? "" : ",")
                    .append(json ? quoted(record) : name.startsWith("Creat") ? date : "x");
        }
        Collected all = Collected.of(folder, "a.csv", header + "\n" + row + "\n", StandardCharsets.UTF_8);
        assertEquals(shape, all.evidence.shape(), all.evidence.shapeReason());
        assertEquals(List.of(record), all.raws());
        assertEquals(header.split(",").length - 1, all.records.get(0).envelope().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MESSAGE_TRACE_CSV | "PSComputerName","RunspaceId","PSShowComputerName","Organization","MessageId","Received","SenderAddress","RecipientAddress","Subject","Status","ToIP","FromIP","Size","MessageTraceId","StartDate","EndDate","Index"
            MESSAGE_TRACE_CSV | MessageTraceId,MessageId,Received,SenderAddress,RecipientAddress,Subject,Status,ToIP,FromIP,Size
            MESSAGE_TRACE_CSV | origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id,original_client_ip,directionality,connector_id,delivery_priority
            MESSAGE_TRACE_CSV | date_time_utc,client_ip,client_hostname,server_ip,source,event_id,message_id,recipient_address,recipient_status,sender_address
            GENERIC_CSV       | UserName,RuleName,Enabled,Priority
            """)
    void aTableWithoutAuditDataHandsOnItsRowsAsTheyStand(Shape shape, String header) throws IOException {
        int fields = header.split(",").length;
        String row = "\"a \"\"b\"\"\"" + ",v".repeat(fields - 1);
        Collected all = Collected.of(folder, "a.csv", header + "\r\n" + row + "\r\n", StandardCharsets.UTF_16LE);
        assertEquals(shape, all.evidence.shape());
        assertEquals(List.of(row), all.raws());
        assertEquals(fields, all.records.get(0).envelope().size());
        assertEquals(
                "a \"b\"", all.records.get(0).envelope().values().iterator().next());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SIGNIN_CSV          | sign-ins         | Date (UTC),Request ID,User agent,Correlation ID,User ID,Application ID ,Status
            DIRECTORY_AUDIT_CSV | directory audits | Date (UTC),CorrelationId,Service,Category,Activity,Result
            GENERIC_CSV         | steps of sign-ins | Date (UTC),Request ID,Authentication method,Succeeded
            GENERIC_CSV         | no known export  | UserName,RuleName,Enabled,Priority
            """)
    void theReasonOfAnotherTableSaysWhatItIs(Shape shape, String reason, String header) throws IOException {
        Collected all = Collected.of(folder, "a.csv", header + "\n", StandardCharsets.UTF_8);
        assertEquals(shape, all.evidence.shape());
        assertTrue(all.evidence.shapeReason().contains(reason), all.evidence.shapeReason());
    }

    @Test
    void aSecondColumnOfTheSameNameKeepsItsValue() throws IOException {
        Collected all = Collected.of(folder, "a.csv", "Type,Application ID ,Type\n1,2,3\n", StandardCharsets.UTF_8);
        assertEquals(
                "{Type=1, Application ID=2, Type (2)=3}",
                all.records.get(0).envelope().toString());
    }

    @ParameterizedTest
    @CsvSource({"'#TYPE Selected.System.Object\r\n'", "'\r\n\r\n'", "'sep=,\r\n'", "'\"sep=,\"\n#TYPE x\n\n'"})
    void whatStandsBeforeTheHeaderIsPassed(String preamble) throws IOException {
        Collected all = Collected.of(folder, "a.csv", preamble + PORTAL + "\n" + row(1, "x"), StandardCharsets.UTF_8);
        assertEquals(Shape.PURVIEW_CSV, all.evidence.shape());
        assertEquals(1, all.records.size());
        assertEquals((preamble + PORTAL + "\n").length(), all.records.get(0).byteOffset());
    }

    @ParameterizedTest
    @CsvSource({"csv semicolon, ;", "csv tab, '\t'"})
    void otherDelimitersAreSeenInTheHeader(String dialect, String delimiter) throws IOException {
        String text = PORTAL.replace(",", delimiter) + "\n" + row(1, "x").replace(",", delimiter) + "\n";
        String sent = text.replace("\"\"" + delimiter + "\"\"", "\"\",\"\"");
        Collected all = Collected.of(folder, "a.csv", sent, StandardCharsets.UTF_8);
        assertEquals(dialect, all.evidence.dialect());
        assertEquals(List.of(json(1, "x")), all.raws());
    }

    @Test
    void quotesEscapedWithABackslashAreReadToo() throws IOException {
        String record =
                "{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\",\"Subject\":\"a \\\"b\\\", c\"}";
        String cell = '"' + record.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String row = "3/2/2026,a@north.example,Send," + cell + "\n";
        Collected all = Collected.of(
                folder, "a.csv", "CreationDate,UserIds,Operations,AuditData\n" + row + row, StandardCharsets.UTF_8);
        assertEquals("csv comma backslash", all.evidence.dialect());
        assertEquals(List.of(record, record), all.raws());
    }

    @Test
    void aCellOfManyLinesIsOneRowEvenWhenItLooksLikeMore() throws IOException {
        String trap = "x\n" + "00000000-0000-0000-0000-000000000009,9/20/2023 4:05:03 AM,8,Send,u,{},,";
        String header = "Id,Received,Size,SenderAddress,RecipientAddress,Subject\n";
        String plain =
                "00000000-0000-0000-0000-000000000001,9/20/2023 4:05:03 AM,8,a@north.example,b@north.example,s\n";
        String tricky = "00000000-0000-0000-0000-000000000002,9/20/2023 4:05:03 AM,8,a@north.example,b@north.example,\""
                + trap + "\"\n";
        Collected all = Collected.of(folder, "a.csv", header + plain + tricky + plain, StandardCharsets.UTF_8);
        assertEquals(3, all.records.size());
        assertEquals(trap, all.records.get(1).envelope().get("Subject"));
        assertEquals(List.of(), all.codes());
    }

    @Test
    void aFileCutInItsLastRowRejectsThatRowAtItsPlace() throws IOException {
        String whole = PORTAL + "\r\n" + row(1, "x") + "\r\n";
        for (int cut = 1; cut < row(2, "y").length() - 1; cut++) {
            String tail = row(2, "y").substring(0, cut);
            Collected all = Collected.of(folder, "a.csv", whole + tail, StandardCharsets.UTF_8);
            assertEquals(1, all.records.size(), tail);
            assertEquals(List.of("csv.cut-record"), all.codes(), tail);
            assertEquals(tail, all.rejects.get(0).raw());
            assertEquals(whole.length(), all.rejects.get(0).byteOffset());
            assertEquals(cut, all.rejects.get(0).rawLength());
        }
    }

    @Test
    void aLostQuoteCostsOneRowOnly() throws IOException {
        String damaged = row(2, "x").replace("}\",,", "},,");
        String text = PORTAL + "\n" + row(1, "x") + "\n" + damaged + "\n" + row(3, "x") + "\n" + row(4, "x") + "\n";
        Collected all = Collected.of(folder, "a.csv", text, StandardCharsets.UTF_8);
        assertEquals(List.of(json(1, "x"), json(3, "x"), json(4, "x")), all.raws());
        assertEquals(List.of("csv.broken-quotes"), all.codes());
        assertEquals(damaged, all.rejects.get(0).raw());
        assertEquals(text.indexOf(damaged), all.rejects.get(0).byteOffset());
        assertEquals(List.of(1L, 2L, 3L, 4L), all.order);
    }

    @Test
    void aLostQuoteInTheFirstRowOfIndentedJsonCostsThatRowOnly() throws IOException {
        String header = "\"RecordType\",\"CreationDate\",\"UserIds\",\"Operations\",\"AuditData\"\r\n";
        String good =
                "\"ExchangeAdmin\",\"3/2/2026 10:11:12 AM\",\"a@north.example\",\"Send\",\"{\r\n  \"\"Id\"\": \"\"1\"\"\r\n}\"\r\n";
        String bad = good.replace("}\"\r\n", "}\r\n");
        Collected all = Collected.of(folder, "a.csv", header + bad + good + good, StandardCharsets.UTF_8);
        assertEquals(2, all.records.size());
        assertEquals(List.of("csv.broken-quotes"), all.codes());
        assertEquals(bad.length() - 2, all.rejects.get(0).rawLength());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            audit-data.empty    | 1,d,8,Send,u,,,
            audit-data.cut      | 1,d,8,Send,u,"{""Operation"":""Se",,
            audit-data.cut      | 1,d,8,Send,u,System.Object[],,
            csv.field-count     | 1,d,8,Send,u,{},,,x
            csv.field-count     | 1,d,8
            csv.repeated-header | RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames
            csv.repeated-header | "RecordId","CreationDate","RecordType","Operation","UserId","AuditData","AssociatedAdminUnits","AssociatedAdminUnitsNames"
            """)
    void aRowThatIsNoRecordIsKeptWithItsReason(String code, String row) throws IOException {
        String text = PORTAL + "\n" + row(1, "x") + "\n" + row + "\n" + row(2, "x") + "\n";
        Collected all = Collected.of(folder, "a.csv", text, StandardCharsets.UTF_8);
        assertEquals(List.of(json(1, "x"), json(2, "x")), all.raws());
        assertEquals(List.of(code), all.codes());
        assertEquals(row, all.rejects.get(0).raw());
        assertEquals(2, all.rejects.get(0).recordNo());
        assertEquals(row.length(), all.rejects.get(0).rawLength());
    }

    @Test
    void aRejectedRowKeepsItsFirst64KiBAndItsLength() throws IOException {
        String row = "1,d,8,Send,u,\"" + "😀".repeat(40_000) + "\",,";
        Collected all = Collected.of(folder, "a.csv", PORTAL + "\n" + row + "\n", StandardCharsets.UTF_8);
        assertEquals(List.of("audit-data.cut"), all.codes());
        assertTrue(row.startsWith(all.rejects.get(0).raw()));
        assertTrue(all.rejects.get(0).raw().getBytes(StandardCharsets.UTF_8).length > 65_000);
        assertTrue(all.rejects.get(0).raw().getBytes(StandardCharsets.UTF_8).length <= 65_536);
        assertEquals(
                row.getBytes(StandardCharsets.UTF_8).length, all.rejects.get(0).rawLength());
    }

    static String row(int number, String subject) {
        return "00000000-0000-0000-0000-00000000000" + number + ",9/20/2023 4:05:03 AM,8,Send,ada@north.example,"
                + quoted(json(number, subject)) + ",,";
    }

    static String json(int number, String subject) {
        return "{\"CreationTime\":\"2023-09-20T04:05:03\",\"Id\":\"" + number
                + "\",\"Operation\":\"Send\",\"Subject\":\"" + subject + "\"}";
    }

    static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
