package io.backtrail.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.store.CaseReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file tells of itself: one export that has the hole, and one that has it not. */
class WholeFilesTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");
    private static final String JO = "jo@north.example";

    @TempDir
    Path dir;

    private Exports exports;

    @BeforeEach
    void begin() {
        exports = new Exports(dir);
    }

    @Test
    void findsNothingInAnEmptyCase() {
        try (CaseReader reader = CaseReader.empty()) {
            HealthReport report = Health.of(reader);
            assertEquals(List.of(), report.findings());
            assertEquals(List.of(), report.grid().cells());
        }
    }

    @Test
    void countsTheResultsThatASearchHadAndTheFileLacks() {
        List<String> rows = searched(1, 79);
        HealthFinding found =
                only(exports.search("part.csv", rows.subList(0, 65)).found("missing-results"));
        assertEquals("high", found.severity());
        assertTrue(found.text().startsWith("part.csv holds 65 of 79 results"), found.text());
        assertTrue(found.text().contains("begin at row 1: 66-79."), found.text());
        assertEquals(NOON, found.from());
    }

    @Test
    void isContentWithWholeSearchesInAnyOrder() {
        List<String> rows = searched(1, 30);
        rows.addAll(searched(31, 40));
        rows.addAll(searched(71, 40));
        Collections.shuffle(rows, new java.util.Random(7));
        assertEquals(List.of(), exports.search("all.csv", rows).found("missing-results"));
    }

    @Test
    void followsACountThatTheServiceCorrects() {
        List<String> rows = new ArrayList<>(searched(1, 40).subList(0, 20));
        for (int i = 21; i <= 45; i++) {
            rows.add(Exports.row(signIn(i), i, 45));
        }
        assertEquals(List.of(), exports.search("all.csv", rows).found("missing-results"));
    }

    @Test
    void explainsMissingResultsByRejectedRows() {
        List<String> rows = searched(1, 30);
        rows.set(10, "ExchangeAdmin,broken off\r\n");
        HealthFinding found = only(exports.search("a.csv", rows).found("missing-results"));
        assertEquals("low", found.severity());
        assertTrue(found.text().contains(": 11. As many rows of the file could not be read"), found.text());
    }

    @Test
    void saysWhenThereAreTooManySearchesToCount() {
        List<String> rows = new ArrayList<>();
        for (int i = 2; i < 20_005; i++) {
            rows.add(Exports.row(signIn(i), 1, i));
        }
        List<HealthFinding> found = exports.search("a.csv", rows).found("missing-results");
        assertEquals(2, found.size(), found.toString());
        assertTrue(found.get(1).text().contains("from row 20001 on, 3 rows were left out"), found.toString());
    }

    @Test
    void seesRowsThatTheServiceGaveWhileItTimedOut() {
        List<String> rows = new ArrayList<>(List.of(Exports.row(signIn(1), -1, 0), Exports.row(signIn(2), 0, 5)));
        HealthFinding found = only(exports.search("a.csv", rows).found("void-results"));
        assertTrue(found.text().startsWith("2 rows of a.csv (first: row 1)"), found.text());
    }

    @Test
    void isContentWithNumberedRows() {
        assertEquals(List.of(), exports.search("a.csv", searched(1, 3)).found("void-results"));
    }

    @Test
    void seesExactlyAsManyRowsAsATool() {
        HealthFinding found = only(exports.search("a.csv", searched(1, 100)).found("row-cap"));
        assertEquals("medium", found.severity());
        assertTrue(found.text().contains("exactly 100 rows, what Search-UnifiedAuditLog gives"), found.text());
    }

    @Test
    void isContentWithOneRowMoreThanTheLimit() {
        assertEquals(List.of(), exports.search("a.csv", searched(1, 101)).found("row-cap"));
    }

    @Test
    void seesAFileThatEndsInsideARow() {
        List<String> rows = searched(1, 3);
        rows.set(2, rows.get(2).substring(0, 90));
        HealthFinding found = only(exports.search("a.csv", rows).found("cut-file"));
        assertTrue(found.text().contains("ends inside a record (row 3, csv.cut-record)"), found.text());
    }

    @Test
    void seesAListThatIsNotClosed() {
        String list = "[" + signIn(1).json() + "," + signIn(2).json();
        assertEquals(1, exports.file("a.json", list).found("cut-file").size());
    }

    @Test
    void isContentWithAListThatIsClosed() {
        String list = "[" + signIn(1).json() + "," + signIn(2).json() + "]";
        assertEquals(List.of(), exports.file("a.json", list).found("cut-file"));
    }

    @Test
    void seesRecordsThatASpreadsheetCut() {
        String cell = signIn(2)
                .with("Filler", "\"" + "x".repeat(40_000) + "\"")
                .json()
                .substring(0, 32_767);
        List<String> rows = new ArrayList<>(searched(1, 1));
        rows.add(Exports.row(cell, "9/7/2026 12:00:00 PM", 1, 1));
        HealthFinding found = only(exports.search("a.csv", rows).found("cut-records"));
        assertTrue(
                found.text().contains("1 of them break off at the limit of a tool (32767 characters)"), found.text());
    }

    @Test
    void seesObjectsThatPowerShellDidNotTakeApart() {
        Audit flat = signIn(1).with("Parameters", "\"System.Object[]\"");
        HealthFinding found =
                only(exports.records("a.json", List.of(flat, signIn(2))).found("flattened-records"));
        assertTrue(found.text().startsWith("1 record of a.json (first: row 1)"), found.text());
    }

    @Test
    void isContentWithWholeRecords() {
        exports.search("a.csv", searched(1, 3));
        List<HealthFinding> all = exports.findings();
        assertTrue(all.stream().noneMatch(f -> f.code().equals("cut-records")), all.toString());
        assertTrue(all.stream().noneMatch(f -> f.code().equals("flattened-records")), all.toString());
        assertTrue(all.stream().noneMatch(f -> f.code().equals("cut-file")), all.toString());
    }

    @Test
    void seesThatThereWasAnotherPage() {
        String page = "{\"@odata.context\":\"x\",\"@odata.nextLink\":\"https://graph.example/next\",\"value\":["
                + GRAPH_SIGN_IN + "]}";
        assertEquals(1, exports.file("a.json", page).found("pages-left").size());
    }

    @Test
    void isContentWithTheLastPage() {
        String first = "{\"@odata.nextLink\":\"https://graph.example/next\",\"value\":[" + GRAPH_SIGN_IN + "]}";
        String last = "{\"@odata.nextLink\":null,\"value\":[" + GRAPH_SIGN_IN.replace("-000000000001", "-000000000002")
                + "]}";
        assertEquals(List.of(), exports.file("a.json", first + "\n" + last).found("pages-left"));
    }

    @Test
    void seesLettersThatAnEncodingLost() {
        Audit lost = signIn(1).with("Folder", "\"Bo?te de r?ception\"");
        HealthFinding found =
                only(exports.search("a.csv", List.of(Exports.row(lost, 1, 1))).found("encoding-loss"));
        assertTrue(found.text().startsWith("In 1 row of a.csv (first: row 1) question marks"), found.text());
    }

    @Test
    void isContentWithQuestionMarksInAddressesAndWithLettersThatSurvived() {
        Audit address = signIn(1).with("ObjectId", "\"https://north.example/doc.aspx?id=7\"");
        Audit kept = signIn(2).with("Folder", "\"Boîte de r?ception\"");
        exports.search("a.csv", List.of(Exports.row(address, 1, 1)));
        exports.search("b.csv", List.of(Exports.row(kept, 1, 1)));
        assertEquals(List.of(), exports.found("encoding-loss"));
    }

    @Test
    void seesThatAColumnShowsAnotherClock() {
        List<String> rows = List.of(
                Exports.row(signIn(1).json(), "07.09.2026 14:00:00", 1, 2),
                Exports.row(signIn(2).json(), "9/7/2026 2:00:02 PM", 2, 2));
        HealthFinding found = only(exports.search("a.csv", rows).found("clock-shift"));
        assertTrue(found.text().startsWith("In 2 rows of a.csv"), found.text());
        assertTrue(found.text().contains("is +02:00 from the record's own"), found.text());
    }

    @Test
    void isContentWithTheSameClockInAnyDress() {
        List<String> rows = List.of(
                Exports.row(signIn(1).json(), "07.09.2026 12:00:00", 1, 3),
                Exports.row(signIn(2).json(), "9/7/2026 12:00:02 PM", 2, 3),
                Exports.row(signIn(3).json(), "2026-09-07T12:00:03.0000000Z", 3, 3));
        assertEquals(List.of(), exports.search("a.csv", rows).found("clock-shift"));
    }

    @Test
    void seesRecordsInNoOrder() {
        List<String> rows = searched(1, 60);
        Collections.shuffle(rows, new java.util.Random(3));
        assertEquals(1, exports.search("a.csv", rows).found("unsorted").size());
    }

    @Test
    void isContentWithOrderEitherWay() {
        List<String> rows = searched(1, 60);
        Collections.reverse(rows);
        exports.search("a.csv", searched(101, 60));
        exports.search("b.csv", rows);
        assertEquals(List.of(), exports.found("unsorted"));
    }

    @Test
    void seesThatTheSameIdHasAnotherText() {
        exports.records("a.json", List.of(signIn(1), signIn(2)));
        exports.records("b.json", List.of(signIn(1).with("ClientIP", "\"192.0.2.1\""), signIn(2)));
        HealthFinding found = only(exports.found("conflicting-records"));
        assertEquals("medium", found.severity());
        assertEquals(List.of("00000000-0000-4000-8000-000000000001"), found.events());
    }

    @Test
    void isContentWithRepeats() {
        exports.records("a.json", List.of(signIn(1), signIn(2)));
        exports.records("b.json", List.of(signIn(2), signIn(3)));
        assertEquals(List.of(), exports.found("conflicting-records"));
    }

    @Test
    void seesThatAFileWasWrittenBeforeItsRecordsHadArrived() {
        exports.file("a.json", signIn(1).json() + "\n" + signIn(2).json(), NOON.plus(Duration.ofHours(3)));
        HealthFinding found = only(exports.found("late-records"));
        assertEquals(NOON.minus(Duration.ofHours(21)), found.from());
    }

    @Test
    void isContentWithAFileThatWasWrittenTwoDaysLater() {
        exports.file("a.json", signIn(1).json() + "\n" + signIn(2).json(), NOON.plus(Duration.ofHours(48)));
        assertEquals(List.of(), exports.found("late-records"));
    }

    @Test
    void seesThatTheEvidenceBeginsWhereTheServiceForgets() {
        Audit old = Audit.signIn(1, NOON.minus(Duration.ofDays(180)), JO);
        exports.file("a.json", old.json() + "\n" + signIn(2).json(), NOON.plus(Duration.ofDays(9)));
        HealthFinding found = only(exports.found("retention-edge"));
        assertEquals(NOON.minus(Duration.ofDays(180)), found.to());
        assertTrue(found.text().contains("begins 180 days before its end"), found.text());
    }

    @Test
    void isContentWithEvidenceOfSomeOtherLength() {
        Audit old = Audit.signIn(1, NOON.minus(Duration.ofDays(150)), JO);
        exports.file("a.json", old.json() + "\n" + signIn(2).json(), NOON.plus(Duration.ofDays(9)));
        assertEquals(List.of(), exports.found("retention-edge"));
    }

    @Test
    void comparesTheDaysInTheNameWithThoseOfTheRecords() {
        exports.records("UAL-20260801-20260908.json", List.of(signIn(1), signIn(2)));
        HealthFinding found = only(exports.found("named-range"));
        assertTrue(found.text().contains("from 2026-08-01 to 2026-09-08"), found.text());
        assertTrue(found.text().contains("from 2026-09-07 to 2026-09-07"), found.text());
    }

    @Test
    void isContentWithANameThatKeepsItsPromise() {
        exports.records("SignIns_2026-09-06_2026-09-08.json", List.of(signIn(1), signIn(2)));
        exports.records("2026-13-45_20260907.json", List.of(signIn(3), signIn(4)));
        assertEquals(List.of(), exports.found("named-range"));
    }

    @Test
    void seesThatAFileEndsAtMidnight() {
        List<Audit> records = IntStream.range(0, 60)
                .mapToObj(i ->
                        Audit.signIn(i, Instant.parse("2026-09-07T22:59:30Z").plusSeconds(i * 60L), JO))
                .toList();
        assertEquals(1, exports.records("a.json", records).found("day-end").size());
    }

    @Test
    void isContentWithAFileThatEndsAtNoon() {
        List<Audit> records =
                IntStream.range(1, 60).mapToObj(WholeFilesTest::signIn).toList();
        assertEquals(List.of(), exports.records("a.json", records).found("day-end"));
    }

    @Test
    void seesThatOnlyOneAccountAndOperationWereAskedFor() {
        HealthFinding found = only(exports.search("a.csv", searched(1, 30)).found("scope-filter"));
        assertEquals(JO, found.account());
        assertEquals("AzureActiveDirectory", found.workload());
        assertTrue(found.text().contains("the account jo@north.example, the operation UserLoggedIn"), found.text());
    }

    @Test
    void takesAFilterLightlyWhereAnotherFileHasNone() {
        List<Audit> mixed = new ArrayList<>();
        for (int i = 100; i < 130; i++) {
            mixed.add(signIn(i));
            mixed.add(Audit.mail(100 + i, NOON, "amy@north.example", "Send"));
        }
        exports.records("all.json", mixed);
        assertEquals(
                "low",
                only(exports.search("a.csv", searched(1, 30)).found("scope-filter"))
                        .severity());
    }

    @Test
    void isContentWithAMixedFile() {
        List<Audit> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(signIn(i));
            records.add(Audit.mail(100 + i, NOON, "amy@north.example", "Send"));
        }
        assertEquals(List.of(), exports.records("a.json", records).found("scope-filter"));
    }

    @Test
    void seesThatOnlyInteractiveSignInsWereExported() {
        String list = "{\"value\":[" + GRAPH_SIGN_IN + "]}";
        assertEquals(1, exports.file("a.json", list).found("interactive-only").size());
    }

    @Test
    void isContentWithBothKindsOfSignIns() {
        String other = GRAPH_SIGN_IN
                .replace("-000000000001", "-000000000002")
                .replace("\"isInteractive\":true", "\"isInteractive\":false");
        exports.file("a.json", "{\"value\":[" + GRAPH_SIGN_IN + "," + other + "]}");
        assertEquals(List.of(), exports.found("interactive-only"));
    }

    @Test
    void seesThatTheTableOfThePortalIsFull() {
        String header =
                "Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorDisplayName,"
                        + "ActorObjectId,ActorUserPrincipalName,IPAddress,Target1Type,Target1DisplayName,Target1ObjectId,"
                        + "Target1UserPrincipalName,AdditionalDetail6Key,AdditionalDetail6Value\n";
        String row =
                "2026-09-07T12:00:00Z,6f4e0000-0000-4000-8000-000000000001,Core Directory,UserManagement,Update user,"
                        + "success,,User,Jo,6f4e0000-0000-4000-8000-000000000002,jo@north.example,192.0.2.1,User,Amy,"
                        + "6f4e0000-0000-4000-8000-000000000003,amy@north.example,";
        Exports full = exports.file("a.csv", header + row + "key,value\n" + row.replace("12:00", "12:01") + ",\n");
        HealthFinding found = only(full.found("slots-full"));
        assertTrue(found.text().startsWith("In 1 row of a.csv (first: row 1)"), found.text());
    }

    private static final String GRAPH_SIGN_IN = "{\"id\":\"6f4e0000-0000-4000-8000-000000000001\",\"createdDateTime\":"
            + "\"2026-09-07T12:00:00Z\",\"userPrincipalName\":\"jo@north.example\",\"userId\":"
            + "\"6f4e0000-0000-4000-8000-0000000000aa\",\"appId\":\"6f4e0000-0000-4000-8000-0000000000bb\","
            + "\"appDisplayName\":\"Mail\",\"ipAddress\":\"192.0.2.1\",\"isInteractive\":true,\"status\":{\"errorCode\":0}}";

    /** Rows of one whole search with so many results, a second apart. */
    private static List<String> searched(int firstId, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(Exports.row(signIn(firstId + i - 1), i, count));
        }
        return rows;
    }

    private static Audit signIn(int id) {
        return Audit.signIn(id, NOON.plusSeconds(id == 1 ? 0 : id), JO);
    }

    private static HealthFinding only(List<HealthFinding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }
}
