package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
    private static final String RECORDS = """
            {"Id":"00000000-0000-4000-8000-000000000001","RecordType":15,"CreationTime":"2026-09-07T12:00:00",\
            "Operation":"UserLoggedIn","UserType":0,"UserId":"jo@north.example","Workload":"AzureActiveDirectory"}
            {"Id":"00000000-0000-4000-8000-000000000002","RecordType":50,"CreationTime":"2026-09-08T12:00:00",\
            "Operation":"MailItemsAccessed","UserType":0,"UserId":"jo@north.example","Workload":"Exchange",\
            "MailboxOwnerUPN":"jo@north.example","OperationProperties":[{"Name":"IsThrottled","Value":"True"}]}
            """;

    @TempDir
    Path dir;

    @BeforeEach
    void importTwoRecords() throws IOException {
        Path file = Files.writeString(dir.resolve("records.json"), RECORDS);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-10-20T00:00:00Z")));
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
        assertEquals(0, typed("import", file.toString()).code());
    }

    @Test
    void printsSourcesAndFindingsAsJson() {
        Typed typed = typed("--format", "json", "health");
        assertEquals(0, typed.code(), typed.err());
        assertTrue(typed.out().startsWith("{\"sources\":[{\"source_id\":1,\"path\":"), typed.out());
        assertTrue(
                typed.out()
                        .contains(
                                "{\"code\":\"throttled\",\"severity\":\"high\",\"account\":\"jo@north.example\",\"workload\":"
                                        + "\"Exchange\",\"from\":\"2026-09-08T12:00:00Z\",\"to\":\"2026-09-09T12:00:00Z\",\"text\":"),
                typed.out());
        assertTrue(typed.out().contains("\"events\":[\"00000000-0000-4000-8000-000000000002\"]}"), typed.out());
    }

    @Test
    void givesTheSameBytesEachTime() {
        assertEquals(
                typed("--format", "json", "health").out(),
                typed("--format", "json", "health").out());
    }

    @Test
    void printsTheGridByWorkloadAndByAccount() {
        String byWorkload = typed("health", "--grid").out();
        assertTrue(byWorkload.contains("AzureActiveDirectory       1  1."), byWorkload);
        assertTrue(byWorkload.contains("Exchange                   1  .1"), byWorkload);
        String byAccount = typed("health", "--grid", "account").out();
        assertTrue(byAccount.contains("jo@north.example       2  11"), byAccount);
        assertEquals(2, typed("health", "--grid", "moon").code());
    }

    @Test
    void printsTheCellsOfTheGridForPrograms() {
        String cells = typed("--format", "csv", "health", "--grid").out();
        assertEquals("""
                account,workload,day,events
                jo@north.example,AzureActiveDirectory,2026-09-07T00:00:00Z,1
                jo@north.example,Exchange,2026-09-08T00:00:00Z,1
                """, cells);
    }

    @Test
    void standsBesideAnAnswerOfNothing() {
        Typed silent = typed("investigate", "oauth-user-consent");
        assertTrue(silent.err().contains("nothing found in the evidence"), silent.err());
        assertTrue(silent.err().contains("weaken this answer: absent-consent (info); 'health' says"), silent.err());
        assertFalse(silent.err().contains("throttled"), silent.err());
    }

    @Test
    void standsAmongTheLimitsOfTheReport() throws IOException {
        assertEquals(0, typed("reconstruct").code());
        Path out = dir.resolve("report.md");
        assertEquals(
                0, typed("--format", "md", "report", "--out", out.toString()).code());
        assertTrue(Files.readString(out).contains("| high | So much of jo@north.example was read"));
    }

    private Typed typed(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--case";
        all[1] = dir.resolve("case").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.in(dir, all);
    }
}
