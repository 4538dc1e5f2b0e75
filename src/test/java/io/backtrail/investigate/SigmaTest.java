package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.investigate.sigma.SigmaFiles;
import io.backtrail.investigate.sigma.SigmaResult;
import io.backtrail.investigate.sigma.SigmaRunner;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sigma rules over a small case: what they find, and what is said of those that cannot be asked. */
class SigmaTest {
    private static final Path RULES = Path.of("src/test/resources/sigma");

    @TempDir
    static Path dir;

    private static CaseReader reader;

    @BeforeAll
    static void open() {
        reader = TestCase.open(RULES.resolve("case"), "fires", dir.resolve("case"));
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @Test
    void aRuleFindsTheRecordsThatItsConditionMeans() {
        assertEquals(List.of("7"), found("forwarding-rule.yml", "Rule that forwards out of the organisation"));
    }

    @Test
    void aFullStopInTheRecordAndAWordAnywhereInItAreFound() {
        assertEquals(List.of("10"), found("role.yaml", "Member added to a role"));
    }

    @Test
    void theOutcomeIsTheOneThatTheRecordProves() {
        assertEquals(List.of("6", "4"), found("guessing.yml", "Signed in"));
    }

    @Test
    void aRangeOfAddressesIsARange() {
        assertEquals(List.of("1", "2", "3"), found("guessing.yml", "Wrong password"));
    }

    @Test
    void aCorrelationTellsTheRecordAtWhichItWasComplete() {
        assertEquals(List.of("3"), found("guessing.yml", "Many wrong passwords from one address"));
        assertEquals(List.of("3"), found("guessing.yml", "One address guesses at many accounts"));
        assertEquals(List.of("4"), found("guessing.yml", "Guessed, then in"));
        assertEquals(List.of("1", "4"), found("guessing.yml", "Wrong and right within an hour"));
    }

    @Test
    void aPartThatCannotBeTranslatedIsNamedAndTheRuleIsNotRun() {
        List<String> said =
                run("other-logs.yml").stream().map(SigmaResult::untranslated).toList();
        assertEquals(
                List.of(
                        "the log of windows",
                        "the modifier 'base64offset' of Subject",
                        "the aggregation '| count ( ) by UserId > 5' of Sigma 1; write it as a correlation"),
                said);
    }

    @Test
    void aValueThatLooksLikeSqlStaysAValue() throws IOException {
        Path rule = Files.writeString(dir.resolve("sql.yml"), """
                title: quote
                logsource: {product: m365}
                detection:
                  selection:
                    "x') OR 1=1 --": "' OR '1'='1"
                    Operation: "New-InboxRule' OR 'a'='a"
                  condition: selection
                """);
        SigmaResult result = SigmaRunner.run(reader, SigmaFiles.read(rule, SigmaTest::refuse), 10)
                .get(0);
        assertNull(result.untranslated());
        assertEquals(List.of(), result.table().rows());
    }

    @Test
    void whatIsNoRuleIsToldAndLeftOut() {
        List<Problem> problems = new ArrayList<>();
        assertEquals(List.of(), SigmaFiles.read(RULES.resolve("broken"), problems::add));
        assertEquals(
                List.of("sigma.file", "sigma.file"),
                problems.stream().map(Problem::code).toList());
        assertThrows(ProblemException.class, () -> SigmaFiles.read(RULES.resolve("nowhere"), problems::add));
    }

    @Test
    void anEmptyFileForeignBytesAndBrokenYamlAreEachTold() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("strange"));
        Files.write(folder.resolve("a-bytes.yml"), new byte[] {'a', ':', ' ', (byte) 0xc3, (byte) 0x28});
        Files.writeString(folder.resolve("b-empty.yml"), "");
        Files.writeString(folder.resolve("c-open.yml"), "title: x\ntags: [a\n");
        List<Problem> problems = new ArrayList<>();
        assertEquals(List.of(), SigmaFiles.read(folder, problems::add));
        assertEquals(
                List.of("bytes that are no UTF-8", "an empty file"),
                problems.stream().limit(2).map(Problem::found).toList());
        assertTrue(problems.get(2).found().contains("in line 3"), problems.toString());
    }

    @Test
    void aFolderIsReadWithWhatLiesBelowIt() {
        List<Problem> problems = new ArrayList<>();
        assertEquals(11, SigmaFiles.read(RULES, problems::add).size());
        assertTrue(problems.size() == 2, problems.toString());
    }

    private static List<SigmaResult> run(String file) {
        return SigmaRunner.run(reader, SigmaFiles.read(RULES.resolve(file), SigmaTest::refuse), 100);
    }

    /** The last part of the ids of the records that a rule finds. */
    private static List<String> found(String file, String title) {
        SigmaResult result = run(file).stream()
                .filter(one -> one.rule().title().equals(title))
                .findFirst()
                .orElseThrow();
        assertNull(result.untranslated());
        int id = result.table().columns().size() - 1;
        return result.table().rows().stream()
                .map(row -> String.valueOf(row.get(id)).replaceAll("^.*-0*", ""))
                .toList();
    }

    private static void refuse(Problem problem) {
        throw new IllegalStateException(problem.render());
    }
}
