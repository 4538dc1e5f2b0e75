package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.reconstruct.ScoreSum;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on the example tenant, from export files to the report, against the labels it was made with. */
class MainJobTest {
    @TempDir
    static Path dir;

    private static Typed demo;

    @BeforeAll
    static void runTheDemo() {
        demo = Typed.in(dir, "demo", "demo");
    }

    @Test
    void endsWellAndNamesAccountWayInRuleAndFraud() {
        assertEquals(0, demo.code(), demo.err());
        assertTrue(demo.out().contains("lotte.vandijk@north.example"), demo.out());
        assertTrue(demo.out().contains("aitm"), demo.out());
        assertTrue(demo.out().contains("updated bank details"), demo.out());
    }

    @Test
    void accusesTheTakenOverAccountAndNobodyElse() throws IOException {
        String story = command("--format", "json", "reconstruct").out();
        assertTrue(
                story.contains(
                        "\"changes\":{\"facts\":[],\"accounts\":[],\"events\":[],\"persistence\":[],\"exposure\":[]}"),
                story);
        assertEquals(listIn(truth(), "accused"), accused(story));
        assertTrue(story.contains("\"patient_zero\":\"lotte.vandijk@north.example\""), story);
        assertTrue(story.contains("\"entry_vector\":\"aitm\""), story);
    }

    @Test
    void findsEveryRuleAndMethodThatWasSetUp() throws IOException {
        String story = command("--format", "json", "reconstruct").out();
        String persistence = story.substring(story.indexOf("\"persistence\":["), story.indexOf("\"lateral\":"));
        Matcher started = Pattern.compile("\"type\":\"([^\"]+)\",\"account\":\"([^\"]+)\"[^}]*?\"start\":\"([^\"]+)\"")
                .matcher(truth());
        int expected = 0;
        while (started.find()) {
            expected++;
            assertTrue(persistence.contains("\"type\":\"" + started.group(1) + "\""), started.group());
            assertTrue(persistence.contains("\"start\":\"" + started.group(3) + "\""), started.group());
        }
        assertEquals(2, expected);
    }

    @Test
    void keepsTheBooksOfEveryFile() {
        Typed sources = command(
                "--format", "csv", "sql", "SELECT count(*) FROM source WHERE rows <> stored + repeated + rejected");
        assertEquals("count_star()\n0\n", sources.out());
        Typed rejected = command("--format", "csv", "sql", "SELECT count(*) FROM reject");
        assertEquals("count_star()\n0\n", rejected.out());
        Typed partial = command(
                "--format",
                "csv",
                "sql",
                "SELECT count(*) AS n FROM event_property WHERE bag = 'Recovery' AND name = 'partial'");
        assertEquals("n\n3\n", partial.out());
    }

    @Test
    void givesReasonsThatAddUpToEveryScore() {
        Typed sums = command(
                "--format",
                "csv",
                "sql",
                "SELECT count(*) AS n FROM verdict AS v JOIN (SELECT session_no, sum(db) AS total FROM reason GROUP BY session_no)"
                        + " AS r USING (session_no) WHERE v.score <> r.total");
        assertEquals("n\n0\n", sums.out());
    }

    @Test
    void citesOnlyEventsThatAreThere() {
        Typed cited = command(
                "--format",
                "csv",
                "sql",
                "SELECT count(*) AS n FROM (SELECT DISTINCT unnest(events) AS event_id FROM reason)"
                        + " WHERE event_id NOT IN (SELECT event_id FROM event_core)");
        assertEquals("n\n0\n", cited.out());
    }

    @Test
    void writesTheSameReportForTheSameCase() throws IOException {
        command("report", "--out", "first.html");
        command("report", "--out", "second.html");
        assertEquals(-1, Files.mismatch(dir.resolve("first.html"), dir.resolve("second.html")));
        assertFalse(Files.readString(dir.resolve("first.html")).contains("<script"));
    }

    @Test
    void importsTheSameExportsAgainWithoutAChange() {
        String before = command("--format", "csv", "sql", "SELECT count(*), sum(event_seq) FROM event_core")
                .out();
        Typed again = command(
                "--format", "json", "import", dir.resolve("demo/exports").toString());
        assertTrue(again.out().contains("\"stored\":0,"), again.out());
        assertEquals(
                before,
                command("--format", "csv", "sql", "SELECT count(*), sum(event_seq) FROM event_core")
                        .out());
    }

    @Test
    void vouchesForItsLedger() {
        Typed verified = command("ledger", "verify");
        assertEquals(0, verified.code(), verified.err());
    }

    @Test
    void runsEveryInvestigation() {
        Typed all = command("--format", "csv", "investigate", "--all");
        assertEquals(0, all.code(), all.err());
        assertTrue(
                all.out()
                        .lines()
                        .anyMatch(line -> line.startsWith("lotte.vandijk@north.example,critical,")
                                && line.contains(",inbox-rule-hide-or-delete,found,")),
                all.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sources",
                "rejects",
                "accounts",
                "accounts --account LOTTE.vandijk@north.example",
                "sessions",
                "persistence",
                "exposure",
                "exposure --worksheet",
                "exposure --silence --account lotte.vandijk@north.example",
                "timeline",
                "timeline --all --account lotte.vandijk@north.example --from 2026-09-23 --to 2026-09-24T12:00:00Z",
                "timeline --verdict owner --phase response",
                "explain LOTTE.vandijk@north.example",
                "explain femke.bakker@north.example",
                "explain 1",
                "investigations",
                "investigate inbox-rule-hide-or-delete",
                "investigate --all",
                "investigate playbook",
                "search invoice",
                "search operation:new-inboxrule AND account:lotte.vandijk@north.example",
                "pivot 146.70.117.239",
                "pivot lotte.vandijk@north.example",
                "pivot harbourline.example",
                "ledger",
                "packs",
                "sql SELECT count(*) FROM event"
            })
    void answersEveryCommandInEveryFormat(String line) {
        for (String format : List.of("table", "csv", "json", "jsonl", "md")) {
            String[] words = Stream.concat(Stream.of("--format", format), Stream.of(line.split(" ")))
                    .toArray(String[]::new);
            Typed typed = command(words);
            assertEquals(0, typed.code(), format + ": " + typed.err());
            assertFalse(typed.err().contains("our fault"), typed.err());
        }
    }

    @Test
    void showsAnEventWithItsPlaceAndReasons() {
        String id = command("--format", "csv", "sql", "SELECT event_id FROM persistence WHERE type = 'inbox-rule'")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        Typed shown = command("show", id.substring(0, 13));
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("Place in the evidence") && shown.out().contains("Reasons of its session"));
        Typed json = command("--format", "json", "show", id);
        assertTrue(json.out().contains("\"byte_offset\":") && json.out().contains("\"reasons\":[{"), json.out());
        assertEquals(2, command("show", "no-such-event").code());
    }

    @Test
    void explainsEveryEventByASumThatIsItsScore() {
        try (CaseReader reader = CaseReader.open(dir.resolve("demo/case/case.duckdb"))) {
            Map<Long, ScoreSum> sums = new HashMap<>();
            int[] events = new int[1];
            List<List<Object>> verdicts = reader.query("SELECT event_id, session_no, score FROM verdict", List.of())
                    .rows();
            for (List<Object> verdict : verdicts) {
                ScoreSum sum = sums.computeIfAbsent((Long) verdict.get(1), number -> ScoreSum.of(reader, number));
                assertEquals(((Number) verdict.get(2)).intValue(), sum.total(), "event " + verdict.get(0));
                events[0]++;
            }
            assertEquals(21_103, events[0]);
            sums.values().forEach(MainJobTest::assertFamiliesKeepTheirBounds);
        }
    }

    @Test
    void explainsEventSessionAndAccountWithSumCitationsAndWhatWouldChange() {
        String rule = command("--format", "csv", "sql", "SELECT event_id FROM persistence WHERE type = 'inbox-rule'")
                .out()
                .lines()
                .toList()
                .get(1);
        Typed event = command("explain", rule.substring(0, 13));
        assertEquals(0, event.code(), event.err());
        for (String part : List.of(
                "for attacker", "for owner", "damping", "which is the score", "Would change: if ", "Cited events")) {
            assertTrue(event.out().contains(part), event.out());
        }
        String json = command("--format", "json", "explain", rule).out();
        assertTrue(json.startsWith("{\"kind\":\"event\",\"explanations\":[{\"event\":{\"event_id\":\"" + rule), json);
        assertTrue(json.contains("\"adds_up\":true,\"would_change\":\"if "), json);
        Typed innocent = command("explain", "ingrid.solberg@north.example");
        assertTrue(innocent.out().contains("it becomes suspect from 0 on, attacker from 13 on: "), innocent.out());
        assertEquals(2, command("explain", "nobody@north.example").code());
    }

    private static void assertFamiliesKeepTheirBounds(ScoreSum sum) {
        for (ScoreSum.Family family : sum.families()) {
            int other = sum.lines(ScoreSum.Part.START).stream()
                    .filter(line -> line.family().equals(family.name()))
                    .mapToInt(ScoreSum.Line::db)
                    .sum();
            int vetoed = family.name().equals("veto") ? family.counted() : 0;
            assertEquals(
                    family.counted(),
                    family.against() + family.owner() + family.adjusted() + other + vetoed,
                    family.toString());
            if (family.cap() != null) {
                assertTrue(family.counted() <= family.cap() && family.counted() >= family.floor(), family.toString());
            }
        }
    }

    @Test
    void givesCounselEachMessageWithSubjectSenderRecipientsAndAccess() {
        List<String> rows = command("--format", "jsonl", "exposure", "--worksheet")
                .out()
                .lines()
                .toList();
        List<String> messages = rows.stream()
                .filter(row -> row.contains("\"kind\":\"message\""))
                .toList();
        assertEquals(57, messages.size());
        for (String row : messages) {
            assertTrue(row.matches(".*\"subject\":\"[^\"].*\"sender\":\"[^\"]+@.*\"recipients\":\\[\"[^\"]+@.*"), row);
            assertTrue(row.matches(".*\"records\":[1-9].*\"client_ip\":\"[0-9].*\"events\":\\[\"[^\"]+\".*"), row);
        }
        String silence = command("--format", "csv", "exposure", "--silence").out();
        assertTrue(silence.contains("Auditing of this operation was on for this mailbox"), silence);
        assertTrue(silence.contains("Therefore access beyond what is on record is "), silence);
        assertFalse(silence.contains("was not accessed"), silence);
    }

    @Test
    void obeysTheAnalystsMarksInTheNextReconstruction() throws IOException {
        Path copy = copyOfTheCase();
        String event = command("--format", "csv", "sql", "SELECT event_id FROM fraud ORDER BY event_time LIMIT 1")
                .out()
                .lines()
                .toList()
                .get(1);
        List<String> marks = List.of(
                "packs refresh",
                "note case - first look",
                "tag " + event + " shown-to-counsel",
                "indicator ip 203.0.113.99 named by the bank",
                "judge account lotte.vandijk@north.example owner she did all of it");
        for (String mark : marks) {
            Typed typed = command(copy, mark.split(" "));
            assertEquals(0, typed.code(), typed.err());
        }
        Typed again = command(copy, "--format", "json", "reconstruct");
        assertFalse(
                again.out().substring(0, again.out().indexOf("\"changes\":")).contains("\"verdict\":\"attacker\""),
                again.out());
        String changes = again.out().substring(again.out().indexOf("\"changes\":"));
        for (String change : List.of(
                "{\"name\":\"judgements\",\"before\":\"0\",\"after\":\"1\"}",
                "{\"account\":\"lotte.vandijk@north.example\",\"before\":\"attacker\",\"after\":",
                "{\"account\":\"femke.bakker@north.example\",\"before\":\"attacker\",\"after\":\"not accused\",\"events\":4,",
                "\"class\":\"proved\",\"before\":57,\"after\":0}")) {
            assertTrue(changes.contains(change), change + " in " + changes);
        }
        assertEquals(
                again.out(), command(copy, "--format", "json", "reconstruct").out());
        assertTrue(command(copy, "reconstruct").out().contains("Events that changed, with examples"));
        assertEquals(0, command(copy, "ledger", "verify").code());
    }

    private static Path copyOfTheCase() throws IOException {
        Path from = dir.resolve("demo/case");
        Path copy = dir.resolve("copy");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(from.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static Typed command(String... words) {
        return command(dir.resolve("demo/case"), words);
    }

    private static Typed command(Path openCase, String... words) {
        String[] all = Stream.concat(Stream.of("--case", openCase.toString()), Stream.of(words))
                .toArray(String[]::new);
        return Typed.in(dir, all);
    }

    private static String truth() throws IOException {
        return Files.readString(dir.resolve("demo/labels/truth.json")).replaceAll("\\s*([{}\\[\\],:])\\s*", "$1");
    }

    private static List<String> listIn(String json, String name) {
        Matcher list = Pattern.compile("\"" + name + "\":\\[([^\\]]*)\\]").matcher(json);
        assertTrue(list.find(), json);
        return Stream.of(list.group(1).split(","))
                .map(text -> text.replace("\"", ""))
                .toList();
    }

    /** Accounts with a verdict other than owner. */
    private static List<String> accused(String story) {
        List<String> accounts = new ArrayList<>();
        Matcher account = Pattern.compile("\"account\":\"([^\"]+)\",\"verdict\":\"(attacker|suspect)\"")
                .matcher(story.substring(0, story.indexOf("\"patient_zero\"")));
        while (account.find()) {
            accounts.add(account.group(1));
        }
        return accounts;
    }
}
