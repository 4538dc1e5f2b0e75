package io.backtrail.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Agent;
import io.backtrail.model.Client;
import io.backtrail.model.Column;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.MailItem;
import io.backtrail.model.Network;
import io.backtrail.model.Origin;
import io.backtrail.model.Outcome;
import io.backtrail.model.Place;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Table;
import io.backtrail.model.Touched;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseStoreTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");
    private static final String HASH_A = "a".repeat(64);
    private static final String HASH_B = "b".repeat(64);

    @TempDir
    Path dir;

    @Test
    void keepsAnEventWithAllItsParts() {
        try (CaseWriter writer = CaseWriter.open(file());
                SourceImport file = writer.begin()) {
            file.add(event("e1"), new Origin(1, 17, HASH_A), "{\"a\":\"\u0000é\"}");
            file.commit(facts("1"));
        }
        try (CaseReader reader = CaseReader.open(file())) {
            Table table = reader.query(
                    "SELECT event_seq, event_id, event_time, raw, byte_offset, time_inferred FROM event", List.of());
            assertEquals(List.of(Arrays.asList(1L, "e1", NOON, "{\"a\":\"\u0000é\"}", 17L, false)), table.rows());
            assertEquals(1L, one(reader, "SELECT count(*) FROM event_property WHERE old_value = 'old'"));
            assertEquals(1L, one(reader, "SELECT count(*) FROM mail_item WHERE access = 'bind'"));
        }
    }

    @Test
    void countsTheSameRecordOnceAndKeepsEveryFurtherPlace() {
        try (CaseWriter writer = CaseWriter.open(file())) {
            try (SourceImport first = writer.begin()) {
                assertEquals(Stored.NEW, first.add(event("e1"), new Origin(1, 0, HASH_A), "{}"));
                assertEquals(Stored.REPEATED, first.add(event("e1"), new Origin(2, 9, HASH_A), "{}"));
                first.commit(facts("1"));
            }
        }
        try (CaseWriter writer = CaseWriter.open(file());
                SourceImport second = writer.begin()) {
            assertEquals(Stored.CONFLICT, second.add(event("e1"), new Origin(1, 0, HASH_B), "{ }"));
            assertEquals(new SourceCounts(1, 0, 1, 0, 1), second.commit(facts("2")));
        }
        try (CaseReader reader = CaseReader.open(file())) {
            assertEquals(1L, one(reader, "SELECT count(*) FROM event"));
            assertEquals(2L, one(reader, "SELECT count(*) FROM copy"));
            assertEquals(1L, one(reader, "SELECT count(*) FROM copy WHERE NOT identical AND raw = '{ }'"));
        }
    }

    @Test
    void leavesNothingOfAFileThatWasNotCommitted() {
        try (CaseWriter writer = CaseWriter.open(file())) {
            try (SourceImport broken = writer.begin()) {
                broken.add(event("lost"), new Origin(1, 0, HASH_A), "{}");
            }
            try (SourceImport again = writer.begin()) {
                assertEquals(Stored.NEW, again.add(event("lost"), new Origin(1, 0, HASH_A), "{}"));
                again.reject(2, 5, "csv.short", "two cells of ten", "a,b", 3);
                assertEquals(new SourceCounts(2, 1, 0, 1, 0), again.commit(facts("1")));
            }
            assertTrue(writer.booksOf("1", "ual-csv").isPresent());
        }
        try (CaseReader reader = CaseReader.open(file())) {
            assertEquals(1L, one(reader, "SELECT count(*) FROM event"));
            assertEquals(1L, one(reader, "SELECT count(*) FROM source"));
        }
    }

    @Test
    void takesBytesThatCouldNotBeReadForNoEarlierImport() {
        SourceFacts unread = new SourceFacts(
                "a.bin", "7", 10, "plain", "utf-8", "none", "unknown", "no header", NOON, NOON, "0.1", "packs 1");
        try (CaseWriter writer = CaseWriter.open(file())) {
            try (SourceImport file = writer.begin()) {
                file.commit(unread);
            }
            assertTrue(writer.booksOf("7", "unknown").isPresent());
            assertTrue(writer.booksOf("7", "ual-csv").isEmpty());
        }
    }

    @Test
    void setsWhatIsKnownOfAnAddressBesideItsEvents() {
        try (CaseWriter writer = CaseWriter.open(file())) {
            try (SourceImport file = writer.begin()) {
                file.add(event("e1"), new Origin(1, 0, HASH_A), "{}");
                file.commit(facts("1"));
            }
            BesideTables beside = writer.beside();
            String ip = beside.unplacedAddresses().get(0);
            beside.place(
                    Map.of(ip, new Place("NL", null, "Utrecht", 52.1, 5.1, 50, 64500L, "Example", Network.HOSTING)));
            assertEquals(List.of(), beside.unplacedAddresses());
            for (String agent : beside.unreadAgents()) {
                beside.readAgents(Map.of(agent, new Agent("Firefox", "Linux", "browser")));
            }
            assertEquals(List.of(), beside.unreadAgents());
        }
        try (CaseReader reader = CaseReader.open(file())) {
            assertEquals(
                    List.of(List.of("NL", "hosting", "Firefox")),
                    reader.query("SELECT country, network, agent_family FROM event", List.of())
                            .rows());
        }
    }

    @Test
    void callsAnApplicationByNameInTheSummary() {
        try (CaseWriter writer = CaseWriter.open(file())) {
            try (SourceImport file = writer.begin()) {
                file.add(event("e1"), new Origin(1, 0, HASH_A), "{}");
                file.commit(facts("1"));
            }
            writer.beside().nameApps(Map.of("app-1", "OfficeHome"));
        }
        try (CaseReader reader = CaseReader.open(file())) {
            assertEquals(
                    List.of(List.of("jo read a message with OfficeHome")),
                    reader.query("SELECT summary FROM event", List.of()).rows());
        }
    }

    @Test
    void givesAnEmptyCaseForCheckingQueries() {
        try (CaseReader reader = CaseReader.empty()) {
            assertEquals(
                    "event_id",
                    reader.describe("SELECT event_id FROM event").get(0).name());
            assertThrows(QueryException.class, () -> reader.query("DELETE FROM event_core", List.of(), -1));
        }
    }

    @Test
    void replacesAResultTableAsAWhole() {
        List<Column> columns = List.of(
                new Column("session_no", "bigint"),
                new Column("ordinal", "integer"),
                new Column("family", "varchar"),
                new Column("db", "integer"),
                new Column("text", "varchar"),
                new Column("events", "varchar[]"));
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(1L, 1, "client", 12, "a script", List.of("e1", "e2")));
        try (CaseWriter writer = CaseWriter.open(file())) {
            writer.replace(Map.of("reason", new Table(columns, rows)));
            writer.replace(Map.of("reason", new Table(columns, rows)));
        }
        try (CaseReader reader = CaseReader.open(file())) {
            Table table = reader.query("SELECT db, events FROM reason", List.of());
            assertEquals(List.of(List.of(12L, List.of("e1", "e2"))), table.rows());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO tag VALUES ('e', 't', 'w', TIMESTAMP '2026-01-01 00:00:00')",
                "COPY event TO 'out.csv'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/hostname')",
                "ATTACH 'other.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SELECT '10.0.0.1'::INET",
                "SET enable_external_access = true",
                "PRAGMA database_size; DROP TABLE event"
            })
    void readerRefusesToWriteOrReachOut(String sql) {
        CaseWriter.open(file()).close();
        try (CaseReader reader = CaseReader.open(file())) {
            assertThrows(QueryException.class, () -> reader.query(sql, List.of()));
            assertEquals(0L, one(reader, "SELECT count(*) FROM event"));
        }
    }

    @Test
    void setsVariablesForCannedQueries() {
        CaseWriter.open(file()).close();
        try (CaseReader reader = CaseReader.open(file())) {
            reader.setVariable("own_domains", "VARCHAR[]", List.of("north.example", "it's.example"));
            reader.setVariable("since", "TIMESTAMP", NOON);
            reader.setVariable("nobody", "VARCHAR", null);
            Table table = reader.query(
                    "SELECT getvariable('own_domains'), getvariable('since'), getvariable('nobody')", List.of());
            assertEquals(
                    Arrays.asList(List.of("north.example", "it's.example"), NOON, null),
                    table.rows().get(0));
        }
    }

    private Path file() {
        return dir.resolve("case.duckdb");
    }

    private static Object one(CaseReader reader, String sql) {
        return reader.query(sql, List.of()).rows().get(0).get(0);
    }

    private static SourceFacts facts(String sha256) {
        return new SourceFacts(
                "a.csv", sha256, 10, "plain", "utf-8", "comma", "ual-csv", "header", NOON, NOON, "0.1", "packs 1");
    }

    private static Event event(String id) {
        return new Event(
                id,
                "ual",
                NOON,
                null,
                false,
                new Activity("Exchange", 50, "MailItemsAccessed"),
                new Actor("jo@north.example", "Jo@north.example", null, 0, ActorKind.USER),
                new Client("203.0.113.7", null, "Mozilla/5.0 Firefox/130.0", null, "app-1", null, null),
                Links.NONE,
                new Outcome(Result.SUCCESS, null, null),
                Touched.NOTHING,
                "jo read a message with app app-1",
                List.of(new Property("Parameters", "Name", "new", "old")),
                List.of(new MailItem("\\Inbox", "<1@north.example>", null, 5L, "bind")),
                List.of("sam@south.example"),
                List.of());
    }
}
