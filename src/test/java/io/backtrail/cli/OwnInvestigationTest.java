package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An investigator's own queries and words, from the skeleton to the first rows. */
class OwnInvestigationTest {
    private static final String SIGN_IN = """
            {"CreationTime":"2026-09-07T08:00:00","Id":"00000000-0000-0000-0000-0000000000a1","Operation":"UserLoggedIn",\
            "OrganizationId":"00000000-0000-0000-0000-00000000000a","RecordType":15,"ResultStatus":"Success","UserKey":"k",\
            "UserType":0,"Version":1,"Workload":"AzureActiveDirectory","UserId":"jo@north.example","ClientIP":"203.0.113.7"}
            """;

    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() throws IOException {
        Files.writeString(dir.resolve("records.jsonl"), SIGN_IN);
        assertEquals(0, Typed.in(dir, "new", dir.resolve("case").toString()).code());
        Typed imported = typed("import", dir.resolve("records.jsonl").toString());
        assertEquals(0, imported.code(), imported.err());
    }

    @Test
    void aSkeletonSaysWhatIsLeftToFillInAndThenRuns() throws IOException {
        Typed made = typed("investigate", "new", "odd-sign-ins");
        assertEquals(0, made.code(), made.err());
        Path file = dir.resolve("case/queries/access/odd-sign-ins.sql");
        assertEquals(file + "\n", made.out());
        Typed unfilled = typed("check", "case");
        assertEquals(2, unfilled.code());
        assertTrue(unfilled.err().contains("odd-sign-ins.sql:2: expected words of yours"), unfilled.err());
        assertTrue(unfilled.err().contains("\n  2 | --| question: ‹what is asked"), unfilled.err());

        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("‹what is asked.*", "Who came in?")
                        .replaceAll("‹.*›", "words"));
        assertEquals(0, typed("check", "case").code(), typed("check", "case").err());
        assertTrue(typed("investigate", "odd-sign-ins").out().contains("jo@north.example signed in from 203.0.113.7"));
    }

    @Test
    void anInvestigationIsNotWrittenOverAndItsNameIsOneOfAFile() {
        assertEquals(0, typed("investigate", "new", "odd", "--phase", "impact").code());
        Typed again = typed("investigate", "new", "odd", "--phase", "impact");
        assertEquals(2, again.code());
        assertTrue(again.err().contains("[investigate.new-exists]"), again.err());
        assertTrue(typed("investigate", "new", "../odd").err().contains("[investigate.new-id]"));
        assertTrue(typed("investigate", "new", "o", "--phase", "x").err().contains("[investigate.new-phase]"));
    }

    @Test
    void whatIsMadeForAllCasesLiesInTheUsersFolder() {
        Typed made = typed("investigate", "new", "odd", "--mine");
        assertEquals(0, made.code(), made.err());
        assertTrue(Files.exists(dir.resolve("no-user-folder/queries/access/odd.sql")));
    }

    @Test
    void theCasesOwnFileIsTakenBeforeTheInstallations() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("case/queries"));
        Path ours = Path.of("queries/access/password-spray.sql");
        Files.writeString(
                folder.resolve("password-spray.sql"),
                Files.readString(ours).replaceFirst("question: .*", "question: Is this ours?"));
        Typed run = typed("investigate", "password-spray");
        assertTrue(run.err().contains("Is this ours?"), run.err());
    }

    @Test
    void ownWordsStandInTheSetsOfTheCase() throws IOException {
        Path packs = Files.createDirectories(dir.resolve("case/packs"));
        Files.writeString(packs.resolve("finance-word.csv"), "skonto,de\n-invoice\n");
        Typed asked = typed(
                "--format",
                "csv",
                "sql",
                "SELECT value, note FROM reference_set WHERE set_name = 'finance-word' AND value IN ('skonto', 'invoice')");
        assertEquals("value,note\nskonto,de\n", asked.out());
        assertTrue(typed("--format", "csv", "packs").out().contains("changes finance-word: 1 added, 1 removed"));
        Files.writeString(packs.resolve("finance-word.csv"), "skonto,de,heavy\n");
        Typed checked = typed("check", "case");
        assertTrue(
                checked.err().contains("finance-word.csv:1: expected value, note and a whole number"), checked.err());
        assertTrue(checked.err().contains("\n  1 | skonto,de,heavy"), checked.err());
    }

    @Test
    void aFolderThatIsNotThereIsNoFolderWithoutFaults() {
        Typed checked = typed("check", "nowhere");
        assertEquals(2, checked.code());
        assertTrue(checked.err().contains("[check.nothing]"), checked.err());
    }

    private Typed typed(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--case";
        all[1] = dir.resolve("case").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.in(dir, all);
    }
}
