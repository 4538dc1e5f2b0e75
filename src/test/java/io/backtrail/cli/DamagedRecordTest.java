package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose own record is empty or cut: what is left of them is found, and nobody takes it for the whole. */
class DamagedRecordTest {
    private static final String HEADER =
            "RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,Identity\r\n";
    private static final String RULE =
            "{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000001\","
                    + "\"Operation\":\"New-InboxRule\",\"RecordType\":1,\"UserId\":\"Ada@North.example\",\"UserType\":2,"
                    + "\"ClientIP\":\"203.0.113.7:4321\",\"ObjectId\":\"ada\\\\.\",\"Parameters\":[{\"Name\":\"Name\",\"Value\":\".\"},"
                    + "{\"Name\":\"ForwardTo\",\"Value\":\"box@elsewhere.example\"},{\"Name\":\"DeleteMessage\",\"Value\":\"True\"}]}";

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void findsADecisiveActThatOnlyACutRowTells() throws IOException {
        String cut = RULE.substring(0, RULE.indexOf(",{\"Name\":\"DeleteMessage\"") + 20);
        Typed typed = importing(HEADER + row("ExchangeAdmin", "New-InboxRule", cut, 1));
        assertEquals(1, typed.code(), typed.err());
        assertTrue(typed.out().contains("\"stored\":1,\"repeated\":0,\"rejected\":0"), typed.out());
        assertTrue(typed.out().contains("\"partial\":1,\"partials\":[{\"record_no\":1,"), typed.out());
        assertTrue(typed.err().contains("row 1, byte ") && typed.err().contains("stored in part"), typed.err());
        assertEquals(
                "forward\nbox@elsewhere.example\n",
                sql("SELECT value AS forward FROM event_property WHERE bag = 'Parameters' AND name = 'ForwardTo'"));
        assertEquals(
                "event_id,operation,account,client_ip,time_inferred\n"
                        + "partial/00000000-0000-4000-8000-000000000001,New-InboxRule,ada@north.example,203.0.113.7,false\n",
                sql("SELECT event_id, operation, account, client_ip, time_inferred FROM event"));
        Typed found = Typed.in(
                dir, "--case", dir.resolve("case").toString(), "--format", "json", "search", "box@elsewhere.example");
        assertTrue(found.out().contains("\"total\":1"), found.out());
        assertEquals(
                0,
                Typed.in(dir, "--case", dir.resolve("case").toString(), "reconstruct")
                        .code());
        Typed timeline =
                Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "jsonl", "timeline", "--all");
        assertTrue(timeline.out().contains("partial/00000000-0000-4000-8000-000000000001"), timeline.out());
        Typed shown =
                Typed.in(dir, "--case", dir.resolve("case").toString(), "show", "00000000-0000-4000-8000-000000000001");
        assertTrue(shown.out().contains("Partial record: "), shown.out());
    }

    @Test
    void readsTheColumnsWhereTheRecordIsEmptyAndSaysThatTheTimeIsInferred() throws IOException {
        importing(HEADER + row("ExchangeAdmin", "New-InboxRule", "", 1) + row("ExchangeItem", "Send", RULE, 2));
        assertEquals(
                "event_id,operation,record_type,account,event_time,time_inferred,rule\n"
                        + "partial/00000000-0000-4000-8000-0000000000a1,New-InboxRule,1,ada@north.example,"
                        + "2026-09-07T08:09:10Z,true,true\n",
                sql("SELECT event_id, operation, record_type, account, event_time, time_inferred,"
                        + " summary LIKE 'Partial record: %' AS rule FROM event WHERE time_inferred"));
        Typed health = Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "health");
        assertTrue(health.out().contains("1 of them are stored as partial events"), health.out());
        assertTrue(health.out().contains("partial/00000000-0000-4000-8000-0000000000a1"), health.out());
    }

    @Test
    void findsTheWholeRecordInAnotherColumn() throws IOException {
        Typed typed = importing("CreationDate,Operations,AuditData,_raw\r\n\"9/7/2026 8:09:10 AM\",New-InboxRule,,"
                + quoted(RULE) + "\r\n");
        assertEquals(0, typed.code(), typed.err());
        assertEquals(
                "event_id,client_ip,value\n00000000-0000-4000-8000-000000000001,203.0.113.7,_raw\n",
                sql("SELECT e.event_id, e.client_ip, p.value FROM event AS e JOIN event_property AS p USING (event_seq)"
                        + " WHERE p.bag = 'Recovery' AND p.name = 'column'"));
    }

    @Test
    void rejectsWithItsBytesWhatTellsNoAct() throws IOException {
        Typed typed = importing("UserIds,AuditData\r\nada@north.example,\"{\"\"UserId\"\":\"\"ada\"\r\n");
        assertEquals(1, typed.code());
        assertTrue(typed.out().contains("\"stored\":0,\"repeated\":0,\"rejected\":1"), typed.out());
        assertTrue(typed.err().contains("[audit-data.cut]"), typed.err());
        Typed rejects = Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "rejects");
        assertTrue(rejects.out().contains("ada@north.example,"), rejects.out());
    }

    @Test
    void takesNoNumberForWholeThatEndsWhereTheTextDoes() throws IOException {
        String cut = RULE.substring(0, RULE.indexOf("\"RecordType\":1") + 14);
        importing("CreationDate,Operations,AuditData\r\n\"9/7/2026 8:09:10 AM\",New-InboxRule," + quoted(cut) + "\r\n");
        assertEquals("record_type\n\n", sql("SELECT record_type FROM event"));
    }

    @Test
    void keepsTheWholeRecordBesideTheCutOneWhicheverComesFirst() throws IOException {
        String cut = RULE.substring(0, 200);
        importing(HEADER
                + row("ExchangeAdmin", "New-InboxRule", cut, 1)
                + row("ExchangeAdmin", "New-InboxRule", RULE, 1));
        assertEquals(
                "event_id\n00000000-0000-4000-8000-000000000001\npartial/00000000-0000-4000-8000-000000000001\n",
                sql("SELECT event_id FROM event ORDER BY event_id"));
        assertFalse(sql("SELECT count(*) AS n FROM copy").contains("1"));
    }

    @Test
    void readsWhatIsLeftOfARecordInJson() throws IOException {
        String cut = RULE.substring(0, 160);
        Path file = Files.writeString(
                dir.resolve("export.json"),
                "[{\"RecordType\":\"ExchangeAdmin\",\"CreationDate\":\"2026-09-07T08:09:10Z\",\"UserIds\":\"ada@north.example\","
                        + "\"Operations\":\"New-InboxRule\",\"AuditData\":\""
                        + cut.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\"},{\"RecordType\":\"ExchangeAdmin\",\"Operations\":\"x\",\"AuditData\":" + RULE + "}]");
        Typed typed =
                Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "import", file.toString());
        assertTrue(typed.out().contains("\"stored\":2,\"repeated\":0,\"rejected\":0"), typed.out() + typed.err());
        assertEquals(
                "n\n1\n",
                sql("SELECT count(*) AS n FROM event WHERE event_id = 'partial/00000000-0000-4000-8000-000000000001'"));
        assertEquals(
                0,
                Typed.in(dir, "--case", dir.resolve("case").toString(), "verify")
                        .code());
    }

    private Typed importing(String csv) throws IOException {
        Path file = Files.writeString(dir.resolve("export.csv"), csv);
        Typed typed =
                Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "json", "import", file.toString());
        assertEquals(
                0,
                Typed.in(dir, "--case", dir.resolve("case").toString(), "verify")
                        .code(),
                "what was read can be read again");
        return typed;
    }

    private String sql(String query) {
        return Typed.in(dir, "--case", dir.resolve("case").toString(), "--format", "csv", "sql", query)
                .out();
    }

    private static String row(String type, String operation, String auditData, int number) {
        return type + ",9/7/2026 8:09:10 AM,ada@north.example," + operation + "," + quoted(auditData) + "," + number
                + ",00000000-0000-4000-8000-0000000000a" + number + "\r\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
