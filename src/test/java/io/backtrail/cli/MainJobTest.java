package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertEquals("count_star()\n3\n", rejected.out());
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
                        .anyMatch(line -> line.startsWith("inbox-rule-hide-or-delete,") && !line.contains(",0,")),
                all.out());
    }

    private static Typed command(String... words) {
        String[] all = Stream.concat(
                        Stream.of("--case", dir.resolve("demo/case").toString()), Stream.of(words))
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
