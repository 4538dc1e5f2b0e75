package io.backtrail.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the records of a case tell together: one case that has the hole, and one that has it not. */
class WholeCaseTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");
    private static final String JO = "jo@north.example";
    private static final String AMY = "amy@north.example";

    @TempDir
    Path dir;

    private Exports exports;
    private int lastId;

    @BeforeEach
    void begin() {
        exports = new Exports(dir);
    }

    @Test
    void seesThatReadingOfAMailboxWasNotLoggedForADay() {
        HealthFinding found = only(found("throttled", throttled(NOON), throttled(NOON.plusSeconds(3_600))));
        assertEquals("high", found.severity());
        assertEquals(JO, found.account());
        assertEquals(NOON, found.from());
        assertEquals(NOON.plus(Duration.ofHours(25)), found.to());
        assertEquals(2, found.events().size());
    }

    @Test
    void isContentWithReadingThatWasLogged() {
        Audit read = Audit.mail(1, NOON, JO, "MailItemsAccessed")
                .with("OperationProperties", "[{\"Name\":\"IsThrottled\",\"Value\":\"False\"}]");
        assertEquals(List.of(), found("throttled", read));
    }

    @Test
    void comparesTheNumberOfItemsWithTheirList() {
        Audit read = Audit.mail(1, NOON, JO, "MailItemsAccessed")
                .with("OperationCount", "3")
                .with(
                        "Folders",
                        "[{\"Path\":\"\\\\Inbox\",\"FolderItems\":[{\"InternetMessageId\":\"<a@north.example>\"}]}]");
        HealthFinding found = only(found("short-lists", read));
        assertTrue(found.text().contains("2 more messages were read than they list"), found.text());
        assertEquals(JO, found.account());
    }

    @Test
    void comparesTheNumberOfRecipientsWithTheirList() {
        Audit sent = Audit.mail(1, NOON, JO, "Send")
                .with("recipientCount", "1200")
                .with("recipientList", "[\"a@south.example\",\"b@south.example\"]");
        assertTrue(only(found("short-lists", sent)).text().contains("1,198 fewer recipients"));
    }

    @Test
    void seesThatResultsOfDataLossRulesWereCut() {
        Audit matched = Audit.of(1, NOON, JO, "DlpRuleMatch")
                .with("RecordType", "13")
                .with(
                        "PolicyDetails",
                        "[{\"Rules\":[{\"ConditionsMatched\":{\"SensitiveInformation\":"
                                + "[{\"SensitiveInformationDetections\":{\"ResultsTruncated\":true}}]}}]}]");
        assertTrue(only(found("short-lists", matched)).text().contains("ResultsTruncated"));
    }

    @Test
    void isContentWithWholeLists() {
        Audit read = Audit.mail(1, NOON, JO, "MailItemsAccessed")
                .with("OperationCount", "1")
                .with(
                        "Folders",
                        "[{\"Path\":\"\\\\Inbox\",\"FolderItems\":[{\"InternetMessageId\":\"<a@north.example>\"}]}]");
        Audit sent = Audit.mail(2, NOON, JO, "Send")
                .with("recipientCount", "1")
                .with("recipientList", "[\"a@south.example\"]");
        assertEquals(List.of(), found("short-lists", read, sent));
    }

    @Test
    void seesASearchOfTheLogWhoseResultIsNotInTheCase() {
        HealthFinding found = only(found("log-search", logSearch(4_711), signIn(NOON)));
        assertTrue(found.text().contains("got 4,711 results"), found.text());
    }

    @Test
    void isContentWithASearchOfTheLogWhoseResultIsInTheCase() {
        assertEquals(List.of(), found("log-search", logSearch(2), signIn(NOON)));
    }

    @Test
    void saysWhatTheEvidenceSpans() {
        HealthFinding found = only(found("evidence-span", signIn(NOON), signIn(NOON.plusSeconds(60))));
        assertEquals(NOON, found.from());
        assertEquals(NOON.plusSeconds(60), found.to());
    }

    @Test
    void seesTheHoursOfAWorkingDayThatAreSilent() {
        List<Audit> records = office(LocalDate.of(2026, 9, 11));
        HealthFinding found = only(exports.records("a.json", records).found("silent-hours"));
        assertEquals("AzureActiveDirectory", found.workload());
        assertEquals(Instant.parse("2026-09-11T10:00:00Z"), found.from());
        assertEquals(Instant.parse("2026-09-11T14:00:00Z"), found.to());
        assertTrue(found.text().contains("hold about 24"), found.text());
    }

    @Test
    void isContentWithNightsAndWeekends() {
        List<Audit> records = office(LocalDate.of(2027, 1, 1));
        assertEquals(List.of(), exports.records("a.json", records).found("silent-hours"));
    }

    @Test
    void namesTheKindsOfRecordsThatAreAbsent() {
        List<String> codes = exports.records("a.json", List.of(signIn(NOON))).findings().stream()
                .map(HealthFinding::code)
                .filter(code -> code.startsWith("absent-"))
                .toList();
        assertEquals(
                List.of(
                        "absent-mail-access",
                        "absent-send",
                        "absent-message-trace",
                        "absent-non-interactive",
                        "absent-consent",
                        "absent-inbox-rules"),
                codes);
    }

    @Test
    void isContentWithKindsThatAreThere() {
        Audit rule = Audit.cmdlet(90, NOON, JO, "New-InboxRule", "Name", "x");
        exports.records(
                "a.json", List.of(mail(NOON, JO, "MailItemsAccessed"), mail(NOON, JO, "Send"), signIn(NOON), rule));
        List<HealthFinding> all = exports.findings();
        for (String code : List.of("absent-mail-access", "absent-send", "absent-sign-ins", "absent-inbox-rules")) {
            assertFalse(all.stream().anyMatch(finding -> finding.code().equals(code)), code);
        }
    }

    @Test
    void seesSinceWhenAndUntilWhenAMailboxWasNotAudited() {
        Audit off = Audit.cmdlet(1, NOON, JO, "Set-Mailbox", "AuditEnabled", "False");
        Audit on = Audit.cmdlet(2, NOON.plusSeconds(600), AMY, "Set-Mailbox", "AuditEnabled", "True");
        HealthFinding found = only(found("audit-off", off, on));
        assertEquals(JO, found.account());
        assertEquals(NOON, found.from());
        assertEquals(NOON.plusSeconds(600), found.to());
        assertEquals("high", found.severity());
    }

    @Test
    void seesThatTheWholeLogWasSwitchedOff() {
        HealthFinding found = only(found(
                "audit-off",
                Audit.cmdlet(1, NOON, JO, "Set-AdminAuditLogConfig", "UnifiedAuditLogIngestionEnabled", "False")));
        assertNull(found.account());
        assertNull(found.workload());
        assertNull(found.to());
    }

    @Test
    void seesThatAnAccountIsBypassed() {
        Audit bypass = Audit.cmdlet(1, NOON, AMY, "Set-MailboxAuditBypassAssociation", "AuditBypassEnabled", "True");
        assertEquals(1, found("audit-off", bypass).size());
    }

    @Test
    void isContentWithAuditingThatIsSwitchedOn() {
        assertEquals(
                List.of(),
                found(
                        "audit-off",
                        Audit.cmdlet(1, NOON, JO, "Set-AdminAuditLogConfig", "UnifiedAuditLogIngestionEnabled", "True"),
                        Audit.cmdlet(2, NOON, JO, "Set-Mailbox", "AuditEnabled", "True"),
                        Audit.cmdlet(
                                3, NOON, AMY, "Set-MailboxAuditBypassAssociation", "AuditBypassEnabled", "False")));
    }

    @Test
    void seesThatALicenceWasChanged() {
        Audit changed = Audit.of(1, NOON, AMY, "Change user license.")
                .with("RecordType", "8")
                .with("Workload", "\"AzureActiveDirectory\"")
                .with("ObjectId", "\"jo@north.example\"");
        assertEquals(JO, only(found("licence-change", changed)).account());
    }

    @Test
    void isContentWithOtherChangesOfAUser() {
        Audit changed = Audit.of(1, NOON, AMY, "Update user.").with("RecordType", "8");
        assertEquals(List.of(), found("licence-change", changed));
    }

    @Test
    void seesThatTheSignInLogHasMoreThanTheAuditLog() {
        signInLog(12);
        HealthFinding found = only(found("sign-in-ratio", signIn(NOON), signIn(NOON.plusSeconds(1_000))));
        assertEquals(JO, found.account());
        assertTrue(found.text().contains("12 successful sign-ins and the audit log 2"), found.text());
    }

    @Test
    void isContentWithTwoLogsThatAgree() {
        signInLog(6);
        List<Audit> records = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            records.add(signIn(NOON.plusSeconds(i * 200L)));
        }
        assertEquals(List.of(), found("sign-in-ratio", records.toArray(new Audit[0])));
    }

    @Test
    void seesMailInATraceThatNoRecordOfSendingHas() {
        trace(4);
        HealthFinding found =
                only(found("unrecorded-mail", sent("<m1@north.example>", 0), sent("<m9@north.example>", 9_000)));
        assertEquals(JO, found.account());
        assertTrue(found.text().contains("shows 4 mails from jo@north.example, and of 3 the audit log"), found.text());
    }

    @Test
    void isContentWithMailThatWasRecorded() {
        trace(2);
        Audit first = sent("<m1@north.example>", 0);
        assertEquals(List.of(), found("unrecorded-mail", first, sent("<m2@north.example>", 9_000)));
    }

    @Test
    void seesAFloodOfOneOperation() {
        List<Audit> records = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            records.add(signIn(NOON.plusSeconds(i)));
        }
        HealthFinding found = only(exports.records("a.json", records).found("flood"));
        assertTrue(found.text().contains("1,100 records of UserLoggedIn in 1 hour"), found.text());
    }

    @Test
    void isContentWithABusyHour() {
        List<Audit> records = new ArrayList<>();
        for (int i = 0; i < 990; i++) {
            records.add(signIn(NOON.plusSeconds(i)));
        }
        assertEquals(List.of(), exports.records("a.json", records).found("flood"));
    }

    @Test
    void seesAnAccountWhoseMailboxIsSilent() {
        HealthFinding found = only(found("silent-mailbox", signIn(NOON), mail(NOON, AMY, "Send")));
        assertEquals("low", found.severity());
        assertTrue(found.text().contains(": jo@north.example."), found.text());
    }

    @Test
    void isGraverOfAnAccountThatWasTakenOver() {
        CaseDirectory openCase = exports.records("a.json", List.of(signIn(NOON), mail(NOON, AMY, "Send")))
                .imported();
        judge(openCase, JO, "attacker");
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            HealthFinding found = only(Health.findings(reader).stream()
                    .filter(finding -> finding.code().equals("silent-mailbox"))
                    .toList());
            assertEquals("high", found.severity());
            assertEquals(JO, found.account());
        }
    }

    @Test
    void isContentWithAMailboxThatHasRecords() {
        assertEquals(List.of(), found("silent-mailbox", signIn(NOON), mail(NOON, AMY, "Send"), mail(NOON, JO, "Send")));
    }

    @Test
    void countsRecordsByAccountWorkloadAndDay() {
        exports.records("a.json", List.of(signIn(NOON), signIn(NOON.plusSeconds(9)), mail(NOON, AMY, "Send")));
        CoverageGrid grid = exports.report().grid();
        LocalDate day = LocalDate.of(2026, 9, 7);
        assertEquals(
                List.of(
                        new CoverageCell(AMY, "Exchange", day, 1),
                        new CoverageCell(JO, "AzureActiveDirectory", day, 2)),
                grid.cells());
        assertFalse(grid.truncated());
    }

    @Test
    void givesTheGravestFirst() {
        List<HealthFinding> all = exports.records("a.json", List.of(throttled(NOON), signIn(NOON)))
                .findings();
        List<Integer> ranks = all.stream().map(HealthFinding::rank).toList();
        assertEquals(ranks.stream().sorted().toList(), ranks);
        assertEquals("throttled", all.get(0).code());
    }

    private List<HealthFinding> found(String code, Audit... records) {
        return exports.records("records.json", Arrays.asList(records)).found(code);
    }

    private Audit signIn(Instant time) {
        return Audit.signIn(1_000 + lastId++, time, JO);
    }

    private Audit mail(Instant time, String mailbox, String operation) {
        return Audit.mail(1_000 + lastId++, time, mailbox, operation);
    }

    private Audit throttled(Instant time) {
        return mail(time, JO, "MailItemsAccessed")
                .with("OperationProperties", "[{\"Name\":\"IsThrottled\",\"Value\":\"True\"}]");
    }

    private Audit sent(String messageId, long seconds) {
        return mail(NOON.plusSeconds(seconds), JO, "Send")
                .with("Item", "{\"InternetMessageId\":\"" + messageId + "\",\"Subject\":\"Hello\"}");
    }

    private static Audit logSearch(int results) {
        return Audit.of(7, NOON, AMY, "AuditSearchCompleted")
                .with("RecordType", "295")
                .with("ResultsCount", Integer.toString(results));
    }

    /** Four weeks of offices that sign in six times an hour from 8 to 18, but for four hours of {@code holed}. */
    private List<Audit> office(LocalDate holed) {
        List<Audit> records = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2026, 8, 31);
                day.isBefore(LocalDate.of(2026, 9, 26));
                day = day.plusDays(1)) {
            for (int hour = 8; hour < 18 && day.getDayOfWeek().getValue() < 6; hour++) {
                for (int i = 0; i < 6 && !(day.equals(holed) && hour >= 10 && hour < 14); i++) {
                    records.add(signIn(Instant.parse(String.format("%sT%02d:%02d:00Z", day, hour, i * 9))));
                }
            }
        }
        return records;
    }

    private void signInLog(int count) {
        StringBuilder list = new StringBuilder("{\"value\":[");
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(String.format("6f4e0000-0000-4000-8000-%012d", i))
                    .append("\",\"createdDateTime\":\"")
                    .append(NOON.plusSeconds(i * 1_000L / (count - 1)))
                    .append(
                            "\",\"userPrincipalName\":\"jo@north.example\",\"appId\":\"6f4e0000-0000-4000-8000-0000000000bb\"")
                    .append(",\"ipAddress\":\"192.0.2.1\",\"isInteractive\":true,\"status\":{\"errorCode\":0}}");
        }
        exports.file("signins.json", list.append("]}").toString());
    }

    private void trace(int mails) {
        StringBuilder rows =
                new StringBuilder("MessageTraceId,MessageId,Received,SenderAddress,RecipientAddress,Subject,"
                        + "Status,ToIP,FromIP,Size\n");
        for (int i = 1; i <= mails; i++) {
            rows.append(String.format(
                    "6f4e0000-0000-4000-8000-%012d,<m%d@north.example>,2026-09-07T12:%02d:00.0000000Z,jo@north.example,"
                            + "pay@south.example,Hello,Delivered,,192.0.2.1,1000\n",
                    i, i, i));
        }
        exports.file("trace.csv", rows.toString());
    }

    private static void judge(CaseDirectory openCase, String account, String verdict) {
        try (CaseWriter writer = CaseWriter.open(openCase.database())) {
            List<Column> columns = List.of(
                    new Column("account", "varchar"),
                    new Column("verdict", "varchar"),
                    new Column("entry_vector", "varchar"),
                    new Column("entry_confidence", "varchar"),
                    new Column("first_attempt", "timestamp"),
                    new Column("first_success", "timestamp"),
                    new Column("last_attacker", "timestamp"),
                    new Column("contained", "boolean"),
                    new Column("score", "integer"),
                    new Column("why", "varchar"));
            List<List<Object>> rows =
                    List.of(Arrays.asList(account, verdict, null, null, null, null, null, null, 20, null));
            writer.replace(Map.of("account_verdict", new Table(columns, rows)));
        }
    }

    private static HealthFinding only(List<HealthFinding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }
}
