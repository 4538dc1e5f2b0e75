package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSetsTest {
    private static final Set<String> GROUPS =
            Set.of("success", "credential", "password-right", "account", "mfa", "ca", "consent", "noise");

    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    Path dir;

    @Test
    void everySetHasEntriesAndEveryEntryIsInLowerCaseOnce() {
        Set<String> seen = new HashSet<>();
        Set<String> sets = new TreeSet<>();
        for (ReferenceEntry entry : ReferenceSets.builtIn().entries()) {
            assertTrue(seen.add(entry.set() + " " + entry.value()), entry.toString());
            assertEquals(entry.value().toLowerCase(Locale.ROOT), entry.value());
            assertFalse(entry.value().isBlank(), entry.toString());
            assertTrue(entry.weight() >= 1 && entry.weight() <= 4, entry.toString());
            sets.add(entry.set());
        }
        assertEquals(new TreeSet<>(ReferenceSets.names()), sets);
    }

    @ParameterizedTest
    @CsvSource({
        "hide-folder, rss feeds, rss",
        "finance-word, rechnung, de",
        "secret-word, mot de passe, fr",
        "tool-agent, axios, library",
        "kit-build, 10.0.19041.928, ROADtools",
        "tier0-role, 62e90394-69f5-4237-9190-012177145e10, Global Administrator",
        "tier0-role, tenantadmins, Global Administrator",
        "tier1-role, exchange administrator, Exchange Administrator",
        "rogue-app, ff8d92dc-3d82-41d6-bcbd-b9174d163620, PERFECTDATA SOFTWARE",
        "watch-app, fb78d390-0c51-40cd-8e17-fdbfab77341b, Exchange Online PowerShell",
        "signin-code, 50126, credential",
        "signin-code, 50034, account",
        "signin-code, 50055, password-right",
        "signin-code, 50076, mfa",
        "signin-code, 53003, ca",
        "signin-code, 50140, noise",
        "signin-code-kind, 50140, interrupt",
        "containment-operation, remove-inboxrule, rules",
        "weakening-setting, set-organizationconfig auditdisabled=true, auditing",
    })
    void saysOfAValueWhatTheSetSays(String set, String value, String note) {
        assertEquals(note, entry(ReferenceSets.builtIn(), set, value).note());
    }

    @Test
    void putsEverySigninCodeIntoOneOfEightGroups() {
        ReferenceSets.builtIn().entries().stream()
                .filter(entry -> entry.set().equals("signin-code"))
                .forEach(entry -> assertTrue(GROUPS.contains(entry.note()), entry.toString()));
    }

    @Test
    void namesEveryPowerfulRoleOfApplicationsByIdAsWellAsByName() {
        Set<String> names = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (ReferenceEntry entry : ReferenceSets.builtIn().entries()) {
            if (entry.set().equals("risky-app-role")) {
                boolean isId = entry.value().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
                (isId ? ids : names).add(entry.note());
            }
        }
        names.remove("AppCatalog.ReadWrite.All");
        assertEquals(names, ids);
    }

    @Test
    void anInvestigatorAddsAndRemovesEntriesAndTheCaseHasTheLastWord() throws IOException {
        Path user = Files.createDirectories(dir.resolve("user"));
        Path here = Files.createDirectories(dir.resolve("case"));
        Files.writeString(user.resolve("finance-word.csv"), "value,note,weight\nSkonto,de\n-invoice\nquittung,de,3\n");
        Files.writeString(here.resolve("finance-word.csv"), "# of this case\n\n-skonto\r\n\"acme, ltd\",customer\r\n");
        Files.writeString(here.resolve("own-board.csv"), "ceo@north.example,chief\n");
        ReferenceSets sets = ReferenceSets.load(List.of(here, user), problems::add);
        assertEquals(List.of(), problems);
        assertEquals(3, entry(sets, "finance-word", "quittung").weight());
        assertEquals("customer", entry(sets, "finance-word", "acme, ltd").note());
        assertEquals("chief", entry(sets, "own-board", "ceo@north.example").note());
        assertEquals(null, entry(sets, "finance-word", "invoice"));
        assertEquals(null, entry(sets, "finance-word", "skonto"));
        assertEquals(
                List.of("finance-word +2 -1", "finance-word +1 -1", "own-board +1 -0"),
                sets.changes().stream()
                        .map(change -> change.set() + " +" + change.added() + " -" + change.removed())
                        .toList());
    }

    @Test
    void aLineOrFileThatCannotBeTakenIsToldWithItsPlace() throws IOException {
        Files.writeString(dir.resolve("finance-word.csv"), "good,en\n,nothing\nbad,en,heavy\n-never there\n");
        Files.writeString(dir.resolve("finance-words.csv"), "x\n");
        Files.write(dir.resolve("lure-word.csv"), new byte[] {(byte) 0xC3, (byte) 0x28});
        ReferenceSets sets = ReferenceSets.load(List.of(dir, dir.resolve("none")), problems::add);
        assertEquals("en", entry(sets, "finance-word", "good").note());
        assertEquals(
                List.of(
                        "packs.unknown-set finance-words.csv",
                        "packs.encoding lure-word.csv",
                        "packs.line finance-word.csv:2",
                        "packs.line finance-word.csv:3",
                        "packs.line finance-word.csv:4"),
                problems.stream()
                        .map(problem ->
                                problem.code() + " " + Path.of(problem.place()).getFileName())
                        .toList());
    }

    private static ReferenceEntry entry(ReferenceSets sets, String set, String value) {
        return sets.entries().stream()
                .filter(entry -> entry.set().equals(set) && entry.value().equals(value))
                .findFirst()
                .orElse(null);
    }
}
