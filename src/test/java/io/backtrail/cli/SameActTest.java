package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One act that two logs tell of: both records are kept and linked, and the act counts once. */
class SameActTest {
    private static final String REQUEST = "00000000-0000-4000-8000-0000000000aa";
    private static final String FLOW = "00000000-0000-4000-8000-0000000000bb";

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
    }

    @Test
    void linksASignInOfTheAuditLogWithThatOfTheSignInLogAndCountsItOnce() throws IOException {
        imported(
                "audit.json",
                "[{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000001\","
                        + "\"Operation\":\"UserLoginFailed\",\"RecordType\":15,\"Workload\":\"AzureActiveDirectory\","
                        + "\"UserId\":\"ada@north.example\",\"ClientIP\":\"203.0.113.7\",\"ErrorNumber\":\"50126\","
                        + "\"InterSystemsId\":\"" + FLOW + "\",\"IntraSystemId\":\"" + REQUEST.toUpperCase() + "\"}]");
        imported(
                "signins.json",
                "{\"value\":[{\"id\":\"" + REQUEST + "\",\"createdDateTime\":\"2026-09-07T08:09:11Z\","
                        + "\"userPrincipalName\":\"ada@north.example\",\"appDisplayName\":\"Mail\",\"ipAddress\":\"203.0.113.7\","
                        + "\"correlationId\":\"" + FLOW + "\",\"status\":{\"errorCode\":50126}}]}");
        assertEquals(
                "kind,basis,counts,other\nsign-in,IntraSystemId is the request id,signin,ual\n",
                sql("SELECT l.kind, l.basis, a.family AS counts, b.family AS other FROM event_link AS l"
                        + " JOIN event_core AS a ON a.event_seq = l.event_seq"
                        + " JOIN event_core AS b ON b.event_seq = l.other_seq"));
        assertEquals("n\n2\n", sql("SELECT count(*) AS n FROM event"));
        assertEquals("n\n1\n", sql("SELECT count(*) AS n FROM event_once"));
        Typed accounts = typed("--format", "csv", "accounts");
        assertTrue(accounts.out().contains("ada@north.example,user,,,1,"), accounts.out());
        Typed shown = typed("--format", "json", "show", REQUEST);
        assertTrue(
                shown.out().contains("\"links\":[{\"kind\":\"sign-in\"")
                        && shown.out().contains("00000000-0000-4000-8000-000000000001"),
                shown.out());
        Typed other = typed("show", "00000000-0000-4000-8000-000000000001");
        assertTrue(other.out().contains("The same act in other records; counted once"), other.out());
    }

    @Test
    void linksAChangeOfTheDirectoryInBothLogs() throws IOException {
        imported(
                "audit.json",
                "[{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000001\","
                        + "\"Operation\":\"Consent to application.\",\"RecordType\":8,\"Workload\":\"AzureActiveDirectory\","
                        + "\"UserId\":\"ada@north.example\",\"InterSystemsId\":\"" + FLOW + "\"},"
                        + "{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000002\","
                        + "\"Operation\":\"Add service principal.\",\"RecordType\":8,\"Workload\":\"AzureActiveDirectory\","
                        + "\"UserId\":\"ada@north.example\",\"InterSystemsId\":\"" + FLOW + "\"}]");
        imported(
                "directory.json",
                "{\"value\":[{\"id\":\"Directory_1\",\"activityDateTime\":\"2026-09-07T08:09:10.1234567Z\","
                        + "\"activityDisplayName\":\"Consent to application\",\"category\":\"ApplicationManagement\","
                        + "\"correlationId\":\"" + FLOW + "\",\"result\":\"success\",\"initiatedBy\":{\"user\":"
                        + "{\"userPrincipalName\":\"ada@north.example\"}},\"targetResources\":[]}]}");
        assertEquals(
                "counts,other\nDirectory_1,00000000-0000-4000-8000-000000000001\n",
                sql("SELECT a.event_id AS counts, b.event_id AS other FROM event_link AS l"
                        + " JOIN event_core AS a ON a.event_seq = l.event_seq"
                        + " JOIN event_core AS b ON b.event_seq = l.other_seq WHERE l.kind = 'directory'"));
        assertEquals("n\n2\n", sql("SELECT count(*) AS n FROM event_once"));
    }

    @Test
    void linksASentMessageWithItsTraceToEachRecipient() throws IOException {
        imported(
                "audit.json",
                "[{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000001\","
                        + "\"Operation\":\"Send\",\"RecordType\":2,\"Workload\":\"Exchange\",\"UserId\":\"ada@north.example\","
                        + "\"Item\":{\"InternetMessageId\":\"<1@north.example>\",\"Subject\":\"hello\"}}]");
        imported(
                "trace.csv",
                "MessageTraceId,MessageId,Received,SenderAddress,RecipientAddress,Subject,Status,ToIP,FromIP,Size\r\n"
                        + trace("bo@south.example") + trace("cy@south.example"));
        assertEquals("kind,n\nmail,2\n", sql("SELECT kind, count(*) AS n FROM event_link GROUP BY kind"));
        assertEquals("family\nual\n", sql("SELECT family FROM event_once"));
    }

    @Test
    void countsWhatIsOnlyWrittenDifferentlyAsRepeatedAndWhatContradictsAsConflict() throws IOException {
        String record = "{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"00000000-0000-4000-8000-000000000001\","
                + "\"Operation\":\"Send\",\"RecordType\":2,\"Workload\":\"Exchange\",\"UserId\":\"ada@north.example\","
                + "\"ClientIP\":\"203.0.113.7\"}";
        imported("a.json", "[" + record + "]");
        Typed again = imported("b.json", "[" + record.replace("08:09:10", "08:09:10Z") + "]");
        assertTrue(again.out().contains("\"stored\":0,\"repeated\":1,\"rejected\":0"), again.out());
        assertTrue(!typed("health").out().contains("conflicting-records"), "written differently is no conflict");
        imported("c.json", "[" + record.replace("203.0.113.7", "203.0.113.8") + "]");
        Typed health = typed("health");
        assertTrue(health.out().contains("conflicting-records"), health.out());
        assertTrue(health.out().contains("content: ClientIP"), health.out());
        assertEquals(
                "identical,difference,kept\nfalse,content: ClientIP,true\nfalse,writing,true\n",
                sql("SELECT identical, difference, raw IS NOT NULL AS kept FROM copy ORDER BY 2"));
        assertTrue(
                typed("show", "00000000-0000-4000-8000-000000000001").out().contains("other text, content: ClientIP"),
                "show names the fields");
    }

    private static String trace(String recipient) {
        return "00000000-0000-4000-8000-0000000000cc,<1@north.example>,2026-09-07T08:09:12Z,ada@north.example,"
                + recipient + ",hello,Delivered,,203.0.113.7,1000\r\n";
    }

    private Typed imported(String name, String text) throws IOException {
        Path file = Files.writeString(dir.resolve(name), text);
        Typed typed = typed("--format", "json", "import", file.toString());
        assertEquals(0, typed.code(), typed.err());
        return typed;
    }

    private String sql(String query) {
        return typed("--format", "csv", "sql", query).out();
    }

    private Typed typed(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--case";
        all[1] = dir.resolve("case").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.in(dir, all);
    }
}
