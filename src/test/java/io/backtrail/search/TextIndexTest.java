package io.backtrail.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextIndexTest {
    private static final String RULE = """
            {"CreationTime":"2026-09-07T12:00:00","Id":"0f8fad5b-d9cb-469f-a165-70867728950e","Operation":"New-InboxRule",\
            "UserId":"alice@north.example","ClientIP":"[2001:DB8:0:0::1]:51234","SessionId":"7c9e6679-7425-40de-944b-e07fc1f90ae7",\
            "Parameters":[{"Name":"SubjectContainsWords","Value":"invoice;payment"},{"Name":"ForwardTo","Value":"smtp:drop@evil.example"}]}""";
    private static final String MAIL = """
            {"CreationTime":"2026-09-08T09:30:15","Id":"1f8fad5b-d9cb-469f-a165-70867728950e","Operation":"MailItemsAccessed",\
            "UserId":"bob.alice@north.example","ClientIPAddress":"203.0.113.7","ClientInfoString":"Client=OWA;Action=ViaProxy",\
            "Folders":[{"FolderItems":[{"InternetMessageId":"\\u003cCAF+x=1/q@mail.south.example\\u003e"}],"Path":"\\\\Inbox\\\\Finance"}]}""";
    private static final String FILE = """
            {"CreationTime":"2026-09-30T23:59:59","Id":"2f8fad5b-d9cb-469f-a165-70867728950e","Operation":"FileDownloaded",\
            "UserId":"alice@north.example","ClientIP":"198.51.100.9","SourceFileName":"Budget tracker 2026.xlsx",\
            "ObjectId":"https://north.example/sites/fin/Shared%20Documents/Budget%20tracker%202026.xlsx","Note":"C:\\\\notes\\\\new.txt"}""";

    /** As a case knows them; the address in DE is in no record here. */
    private static final Supplier<Map<String, List<String>>> PLACES =
            () -> Map.of("NL", List.of("2001:db8::1"), "SE", List.of("203.0.113.7"), "DE", List.of("192.0.2.1"));

    @TempDir
    Path dir;

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // bare identifiers, as they are copied from a report
                "0f8fad5b-d9cb-469f-a165-70867728950e | 1",
                "{0F8FAD5B-D9CB-469F-A165-70867728950E} | 1",
                "2001:db8::1 | 1",
                "2001:0DB8:0000::0001 | 1",
                "[2001:db8::1]:51234 | 1",
                "203.0.113.7 | 2",
                "203.0.113.8 | ",
                "alice@north.example | 1 3",
                "bob.alice@north.example | 2",
                "drop@evil.example | 1",
                "smtp:drop@evil.example | 1",
                "New-InboxRule | 1",
                "<CAF+x=1/q@mail.south.example> | 2",
                "CAF+x=1/q@mail.south.example | 2",
                "Client=OWA;Action=ViaProxy | 2",
                "https://north.example/sites/fin/Shared%20Documents/Budget%20tracker%202026.xlsx | 3",
                "/sites/fin/ | 3",
                "\\Inbox\\Finance | 2",
                "C:\\notes\\new.txt | 3",
                "\"\\Inbox\\Finance\" | 2",
                "2026-09-07T12:00:00 | 1",
                // words and operators
                "alice | 1 2 3",
                "north.example | 1 2 3",
                "invoice | 1",
                "invoice payment | 1",
                "invoice budget | ",
                "invoice OR budget | 1 3",
                "alice -invoice -budget | 2",
                "alice NOT (invoice OR budget) | 2",
                "+alice +budget | 3",
                "\"budget tracker\" | 3",
                "\"tracker budget\" | ",
                "\"tracker budget\"~2 | 3",
                "invoise~1 | 1",
                "invoice^3 OR budget | 1 3",
                // names of JSON members
                "SubjectContainsWords | 1",
                "InternetMessageId | 2",
                "key:ClientIPAddress | 2",
                "FolderItems AND finance | 2",
                // wildcards
                "*tracker* | 3",
                "new-inbox* | 1",
                "inv?ice | 1",
                "*@evil.example | 1",
                "203.0.113.* | 2",
                "2001:db8:* | 1",
                "/sites/fin/Bud* | 3",
                "\"*tracker*\" | 3",
                "* | 1 2 3",
                // fields
                "account:alice@north.example | 1 3",
                "ACCOUNT:bob.alice@north.example | 2",
                "operation:new-inboxrule | 1",
                "operation:New-InboxRule | 1",
                "operation:*inbox* | 1",
                "-operation:New-InboxRule AND account:alice | 2 3",
                "ip:2001:db8::1 | 1",
                "ip:\"2001:DB8:0:0::1\" | 1",
                "ip:203.0.113.7 | 2",
                "ip:::ffff:203.0.113.7 | 2",
                "\"acount:alice\" | ",
                "UserId:alice@north.example | 1 3",
                "\"UserId\":\"alice@north.example\" | 1 3",
                "UserId:bob* | 2",
                "SessionId:alice@north.example | 1",
                "AppId:alice@north.example | ",
                "ClientIP:2001:db8::1 | 1",
                "ip:203.0.* | 2",
                "session:7c9e6679-7425-40DE-944b-e07fc1f90ae7 | 1",
                "session:* | 1",
                "app:00000002-0000-0000-c000-000000000000 | 1",
                "mailbox:finance@north.example | 2",
                "subject:\"your invoice\" | 2",
                "country:nl | 1",
                "country:(NL OR SE) | 1 2",
                "country:S* | 2",
                "country:[NL TO SE} | 1",
                "country:DE | ",
                "result:success | 1 2 3",
                "workload:exchange operation:mail* | 2",
                "summary:rule | 1",
                "id:2f8fad5b-d9cb-469f-a165-70867728950e | 3",
                // times
                "time:[2026-09-01 TO 2026-09-30] | 1 2 3",
                "time:[2026-09-01 TO 2026-09-08} | 1",
                "time:{2026-09-07 TO *] | 2 3",
                "time:[* TO 2026-09-08T09:30] | 1 2",
                "time:[2026-09-07T12:00:00Z TO 2026-09-07T14:00:00+02:00] | 1",
                "time:2026-09-08 | 2",
                "time:2026-09 | 1 2 3",
                "time:2026-09-08T09:30:15 account:bob* | 2",
                "time:2026-09-08T09:30:16Z | "
            })
    void findsWhatARecordSays(String query, String sequences) {
        writeThree();
        String expected = sequences == null ? "" : sequences;
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            SearchResult result = index.search(query, 10);
            String found = result.hits().stream()
                    .map(hit -> Long.toString(hit.eventSeq()))
                    .sorted()
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
            assertEquals(expected, found);
            assertEquals(result.hits().size(), result.total());
        }
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1",
                "alice AND | 10",
                "AND alice | 1",
                "(alice OR bob | 14",
                "alice) | 6",
                "\"alice bob | 11",
                "2001:db8::1 AND (bob | 21",
                "time:[2026-09-01 TO | 20",
                "time:yesterday | 1",
                "time:[2026-09-01 TO friday] | 1",
                "time:2026* | 1",
                "account: | 9",
                "bob acount:alice | 5",
                "operatoin:New-InboxRule | 1",
                "Workloads:Exchange | 1"
            })
    void saysAtWhichColumnAQueryGoesWrong(String query, int column) {
        writeThree();
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            Problem problem = assertThrows(ProblemException.class, () -> index.search(query, 10))
                    .problem();
            assertEquals("search.query", problem.code());
            assertEquals("query, column " + column, problem.place());
            assertTrue(problem.help().length() > 20, problem.help());
        }
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "<>",
                "---",
                "a/b",
                "//",
                "\\",
                "a\\",
                "?",
                "~",
                "^",
                "&",
                "|",
                "&&",
                "a && b",
                "a:b",
                ":",
                "[",
                "]",
                "{",
                "}",
                "[a]",
                "a!",
                "!",
                "+",
                "-",
                "*:*",
                "a~9",
                "#",
                "\u202e",
                "\ud800",
                "'",
                "a''b",
                "https://x.example/?q=*",
                "i:0#.f|membership|a@b.example"
            })
    void anyOtherSignsAreTextOrAProblemAndNeverAFault(String query) {
        writeThree();
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            index.search(query, 10);
        } catch (ProblemException e) {
            assertEquals("search.query", e.problem().code());
        }
    }

    @Test
    void ordersByScoreAndThenBySequenceAndCountsAll() {
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            LongStream.of(5, 3, 9, 1, 7).forEach(seq -> writer.add(document(seq, "{\"a\":\"same words\"}")));
            writer.add(document(11, "{\"a\":\"same same same words\"}"));
            writer.commit();
        }
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            SearchResult result = index.search("same", 4);
            assertEquals(6, result.total());
            assertEquals(
                    List.of(11L, 1L, 3L, 5L),
                    result.hits().stream().map(SearchHit::eventSeq).toList());
            assertEquals(new SearchResult(6, List.of()), index.search("same", 0));
        }
    }

    @Test
    void handsOnWhatAHitIs() {
        writeThree();
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            SearchHit hit = index.search("drop@evil.example", 1).hits().get(0);
            assertEquals("0f8fad5b-d9cb-469f-a165-70867728950e", hit.eventId());
            assertEquals(Instant.parse("2026-09-07T12:00:00.123456Z"), hit.eventTime());
            assertEquals("alice@north.example", hit.account());
            assertEquals("New-InboxRule", hit.operation());
            assertTrue(hit.score() > 0);
        }
    }

    @Test
    void remembersTheLastSequenceAndForgetsWhatWasNotCommitted() {
        writeThree();
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            assertEquals(3, writer.lastSequence());
            writer.add(document(4, "{\"a\":\"lost\"}"));
            assertEquals(4, writer.lastSequence());
        }
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            assertEquals(3, writer.lastSequence());
            writer.add(document(4, "{\"a\":\"kept\"}"));
            writer.commit();
        }
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            assertEquals(0, index.search("lost", 1).total());
            assertEquals(1, index.search("kept", 1).total());
            assertEquals(4, index.search("*", 1).total());
        }
    }

    @Test
    void takesDocumentsFromSeveralThreads() {
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            IntStream.rangeClosed(1, 500)
                    .parallel()
                    .forEach(i -> writer.add(document(i, "{\"k" + i % 7 + "\":\"w" + i + "\"}")));
            assertEquals(500, writer.lastSequence());
            writer.commit();
        }
        try (TextIndex index = TextIndex.open(dir, PLACES)) {
            for (int i = 1; i <= 500; i++) {
                assertEquals(i, index.search("w" + i, 1).hits().get(0).eventSeq());
            }
            assertEquals(71, index.search("key:k0", 1).total());
        }
    }

    @Test
    void anIndexThatIsNotThereFindsNothing() {
        try (TextIndex index = TextIndex.open(dir.resolve("none"), PLACES)) {
            assertEquals(new SearchResult(0, List.of()), index.search("alice", 5));
        }
    }

    @Test
    void rebuildsAnIndexWithAnyFileCutOrGone() throws IOException {
        writeThree();
        int files = files().size();
        for (int i = 0; i < files; i++) {
            for (boolean gone : new boolean[] {true, false}) {
                Path file = files().get(i);
                if (gone) {
                    Files.delete(file);
                } else {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                }
                try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
                    assertEquals(0, writer.lastSequence(), file + " gone: " + gone);
                }
                writeThree();
            }
        }
        assertEquals(files, files().size());
    }

    @Test
    void tellsAReaderThatTheIndexIsDamaged() throws IOException {
        writeThree();
        Path segments = files().stream()
                .filter(f -> f.toString().contains("segments_"))
                .findFirst()
                .orElseThrow();
        Files.write(segments, new byte[] {1, 2, 3});
        Problem problem = assertThrows(ProblemException.class, () -> TextIndex.open(dir, PLACES))
                .problem();
        assertEquals("search.index", problem.code());
    }

    @Test
    void letsOneWriterIn() {
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            assertEquals(0, writer.lastSequence());
            Problem problem = assertThrows(ProblemException.class, () -> TextIndexWriter.open(dir))
                    .problem();
            assertEquals("search.locked", problem.code());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    private void writeThree() {
        try (TextIndexWriter writer = TextIndexWriter.open(dir)) {
            writer.add(new SearchDocument(
                    1,
                    "0f8fad5b-d9cb-469f-a165-70867728950e",
                    Instant.parse("2026-09-07T12:00:00.123456Z"),
                    "alice@north.example",
                    "New-InboxRule",
                    "2001:db8::1",
                    "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                    "00000002-0000-0000-c000-000000000000",
                    null,
                    null,
                    "success",
                    "Exchange",
                    "alice@north.example made a rule",
                    RULE));
            writer.add(new SearchDocument(
                    2,
                    "1f8fad5b-d9cb-469f-a165-70867728950e",
                    Instant.parse("2026-09-08T09:30:15Z"),
                    "bob.alice@north.example",
                    "MailItemsAccessed",
                    "203.0.113.7",
                    null,
                    null,
                    "finance@north.example",
                    "Re: Your invoice",
                    "success",
                    "Exchange",
                    "read mail",
                    MAIL));
            writer.add(new SearchDocument(
                    3,
                    "2f8fad5b-d9cb-469f-a165-70867728950e",
                    Instant.parse("2026-09-30T23:59:59Z"),
                    "alice@north.example",
                    "FileDownloaded",
                    "198.51.100.9",
                    null,
                    null,
                    null,
                    null,
                    "success",
                    "SharePoint",
                    null,
                    FILE));
            writer.commit();
        }
    }

    private static SearchDocument document(long seq, String raw) {
        return new SearchDocument(
                seq, "e" + seq, Instant.EPOCH, null, "Op", null, null, null, null, null, null, null, null, raw);
    }
}
