package io.backtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {
    private static final Path TEMPLATES = Path.of("case-templates");
    private static final Path GOLDEN = Path.of("src/test/resources/report");
    private static final ReportFacts FACTS = facts(false, "Europe/Amsterdam");
    private final ReportWriter writer = new ReportWriter(List.of(TEMPLATES));

    private static Path shared;

    @TempDir
    Path dir;

    @BeforeAll
    static void makeOneCaseForAll(@TempDir Path dir) {
        shared = InventedCase.takeover().write(dir);
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void tellsAnInventedCaseByteForByte(ReportFormat format) throws IOException {
        Path written = write(InventedCase.takeover(), FACTS, format);
        Path golden = GOLDEN.resolve("takeover." + format.suffix());
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.copy(written, golden, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        assertEquals(Files.readString(golden), Files.readString(written));
    }

    @Test
    void namesTheHashOfWhatItWrote() throws Exception {
        Path file = InventedCase.takeover().write(dir);
        try (CaseReader reader = CaseReader.open(file)) {
            Path out = dir.resolve("reports/a.html");
            WrittenReport report = writer.write(reader, FACTS, "takeover-timeline", ReportFormat.HTML, out);
            byte[] bytes = Files.readAllBytes(out);
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
            assertEquals(java.util.HexFormat.of().formatHex(digest), report.sha256());
            assertEquals(bytes.length, report.sizeBytes());
        }
    }

    @Test
    void saysWhatNoTakeoverDoesNotMean() throws IOException {
        InventedCase quiet = new InventedCase()
                .owner("2026-09-01T08:00:00Z", "jo@north.example", "UserLoggedIn", "Jo signed in")
                .fill("reconstruction_fact", Arrays.asList("threshold_attacker", "13"));
        String text = Files.readString(write(quiet, FACTS, ReportFormat.MARKDOWN));
        assertTrue(text.contains("**The evidence shows no account takeover**"), text);
        assertTrue(text.contains("That is a statement about these records, not about the tenant"), text);
    }

    @Test
    void saysThatACaseIsNotReconstructed() throws IOException {
        Path file = dir.resolve("case.duckdb");
        io.backtrail.store.CaseWriter.open(file).close();
        Path out = dir.resolve("report.md");
        try (CaseReader reader = CaseReader.open(file)) {
            writer.write(reader, FACTS, "takeover-timeline", ReportFormat.MARKDOWN, out);
        }
        assertTrue(Files.readString(out).contains("**This case has not been reconstructed"));
    }

    @Test
    void saysWhatSilenceOfTheMailLogMeans() throws IOException {
        InventedCase silent = new InventedCase()
                .hostile("2026-09-07T12:00:00Z", "UserLoggedIn", "initial-access", "Somebody signed in as Jo", null)
                .fill(
                        "account_verdict",
                        Arrays.asList(
                                "jo@north.example",
                                "attacker",
                                "unknown",
                                null,
                                null,
                                Instant.parse("2026-09-07T12:00:00Z"),
                                Instant.parse("2026-09-07T13:00:00Z"),
                                true,
                                15,
                                null),
                        Arrays.asList("amy@north.example", "owner", null, null, null, null, null, null, -16, null));
        String text = Files.readString(write(silent, FACTS, ReportFormat.MARKDOWN));
        assertTrue(
                text.contains(
                        "No MailItemsAccessed record of the attacker exists for jo@north.example between"
                                + " 2026-09-07 12:00:00Z and 2026-09-07 13:00:00Z. Auditing of this operation was unknown for"
                                + " this mailbox (no read of it by anybody is on record on these days); the attacker's sessions had web"
                                + " capability; repeats within one hour are not logged again. Therefore access cannot be excluded."),
                text);
        assertTrue(
                text.contains("It is highly likely that somebody other than the owner used jo@north.example."), text);
        assertTrue(text.contains("How the attacker came in is not established by the evidence."), text);
        assertTrue(text.contains("on 1 other account: amy@north.example."), text);
        assertFalse(text.contains("not accessed"), text);
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void keepsHostileEvidenceAsText(ReportFormat format) throws IOException {
        InventedCase hostile = new InventedCase()
                .hostile(
                        "2026-09-07T12:00:00Z",
                        "New-InboxRule",
                        "persistence",
                        "Rule '\u202egnp.exe\u0007' {{ 7*7 }} {% include \"/etc/passwd\" %} <script>alert(1)</script>",
                        "<script>alert(1)</script>")
                .fill(
                        "open_item",
                        Arrays.asList(
                                1,
                                "jo@north.example",
                                "rule",
                                "# | `x` ![a](http://bad.example/a.png)\n<img src=x>",
                                null));
        String text = Files.readString(write(hostile, FACTS, format));
        assertFalse(text.contains("<script"), text);
        assertFalse(text.contains("<img"), text);
        assertFalse(text.contains("\u202e"), text);
        assertFalse(text.contains("\u0007"), text);
        assertFalse(text.contains("root:"), text);
        assertFalse(text.contains(" 49 "), text);
        assertTrue(text.contains("?gnp.exe?"), text);
        assertTrue(text.contains(format == ReportFormat.HTML ? "{{ 7*7 }}" : "{{ 7\\*7 }}"), text);
    }

    @Test
    void givesTheSameBytesForTheSameCase() throws IOException {
        Path file = InventedCase.takeover().write(dir);
        try (CaseReader reader = CaseReader.open(file)) {
            Path first = dir.resolve("1.html");
            Path second = dir.resolve("2.html");
            assertEquals(
                    writer.write(reader, FACTS, "takeover-timeline", ReportFormat.HTML, first)
                            .sha256(),
                    writer.write(reader, FACTS, "takeover-timeline", ReportFormat.HTML, second)
                            .sha256());
        }
    }

    @Test
    void refusesAZoneThatIsNone() {
        try (CaseReader reader = CaseReader.empty()) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> writer.write(
                            reader,
                            facts(false, "Mars/Olympus"),
                            "takeover-timeline",
                            ReportFormat.HTML,
                            dir.resolve("x")));
            assertEquals("report.time-zone", e.problem().code());
        }
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void leavesOutSubjectsAndOutsideRecipientsWhenRedacted(ReportFormat format) throws IOException {
        String text = Files.readString(write(InventedCase.takeover(), facts(true, null), format));
        assertFalse(text.contains("New bank details"), text);
        assertFalse(text.contains("pay@south.example"), text);
        assertTrue(text.contains("…@south.example"), text);
        assertTrue(text.contains("jo@north.example"), text);
        assertTrue(text.contains("cfo@north.example"), text);
    }

    @Test
    void theHtmlNeedsNothingBesideIt() throws IOException {
        String text = Files.readString(write(InventedCase.takeover(), FACTS, ReportFormat.HTML));
        assertTrue(text.startsWith("<!DOCTYPE html>"), text.substring(0, 40));
        assertTrue(text.contains("default-src 'none'"));
        assertFalse(text.matches("(?s).*(src|href)=\"(?!#).*"), "a reference leads outside");
        assertFalse(text.contains("<script"));
        assertFalse(text.contains("url("));
    }

    @Test
    void theTemplatesOfTheProjectAreSound() {
        assertEquals(List.of("takeover-timeline"), writer.templates());
        assertEquals(List.of(), writer.check(TEMPLATES.resolve("takeover-timeline")));
    }

    @Test
    void theReadmeNamesEverythingThatATemplateMayUse() throws IOException {
        String readme = Files.readString(TEMPLATES.resolve("README.md"));
        for (String name : ReportModel.of(CaseTables.sample(true), FACTS).keySet()) {
            assertTrue(readme.contains("`" + name + "`"), name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{{ nobody }}",
                "{{ case.titel }}",
                "{% for f in evidence.files %}{{ f.sha1 }}{% endfor %}",
                "{{ case.getClass() }}",
                "{{ case.title.getBytes() }}",
                "{{ case.title | raw }}",
                "{% autoescape false %}{{ case.title }}{% endautoescape %}",
                "{% include \"../secret.txt\" %}",
                "{% include \"/etc/hostname\" %}",
                "{% if %}"
            })
    void refusesATemplateBeforeAnythingIsWritten(String body) throws IOException {
        Files.writeString(dir.resolve("secret.txt"), "secret");
        Path folder = Files.createDirectories(dir.resolve("templates/mine"));
        Files.writeString(
                folder.resolve("template.md.peb"), "{# id: mine\nquestion: What?\nneeds: sources #}\nText\n" + body);
        List<Problem> problems = writer.check(folder);
        assertEquals(1, problems.size(), problems.toString());
        String line = body.contains("include") ? "?" : "5";
        assertEquals("mine/template.md.peb:" + line, problems.get(0).place());
        Path out = dir.resolve("out.md");
        ReportWriter mine = new ReportWriter(List.of(dir.resolve("templates")));
        Path file = InventedCase.takeover().write(dir);
        try (CaseReader reader = CaseReader.open(file)) {
            assertThrows(ProblemException.class, () -> mine.write(reader, FACTS, "mine", ReportFormat.MARKDOWN, out));
        }
        assertFalse(Files.exists(out));
    }

    @Test
    void findsWhatIsWrongWithAHead() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("mine"));
        Files.writeString(folder.resolve("template.md.peb"), "{# id: other\nneeds: sources, rumours #}\nText");
        List<String> codes = writer.check(folder).stream().map(Problem::code).toList();
        assertEquals(List.of("template.head", "template.id", "template.needs"), codes);
    }

    @Test
    void namesTheTemplatesThatThereAre() {
        try (CaseReader reader = CaseReader.empty()) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> writer.write(reader, FACTS, "../x", ReportFormat.HTML, dir.resolve("x.html")));
            assertEquals("there are: takeover-timeline", e.problem().help());
        }
    }

    private Path write(InventedCase invented, ReportFacts facts, ReportFormat format) {
        Path out = dir.resolve("report." + format.suffix());
        try (CaseReader reader = CaseReader.open(invented.write(dir))) {
            writer.write(reader, facts, "takeover-timeline", format, out);
        }
        return out;
    }

    private static ReportFacts facts(boolean redact, String zone) {
        return new ReportFacts(
                "North: mailbox of Jo",
                "R. Sponder",
                List.of("north.example"),
                "0.1.0",
                Instant.parse("2026-09-20T09:00:00Z"),
                "apps 1\naddresses 2026-06: IP geolocation by Example (CC BY 4.0)",
                redact,
                zone);
    }
}
