package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain over real records that lie beside the project: import, index, reconstruct, investigate, verify. */
@Tag("conformance")
class WholeChainConformanceTest {
    @TempDir
    Path dir;

    @BeforeEach
    void makeACase() {
        assertEquals(0, command("new", caseFolder()).code());
    }

    @Test
    void takesInAPortalExportWholeAndFindsItsHidingRules() {
        Typed books = inCase("--format", "json", "import", sample("huntress-ctf-2023/purview.csv"));
        assertEquals(0, books.code(), books.err());
        assertTrue(
                books.out().contains("\"totals\":{\"rows\":219,\"stored\":219,\"repeated\":0,\"rejected\":0}"),
                books.out());
        Typed rules = inCase("--format", "csv", "investigate", "inbox-rule-hide-or-delete");
        assertEquals(38, rules.out().lines().count(), "a header and 37 rules: " + rules.out());
        assertEquals(0, inCase("reconstruct").code());
        String playbook = inCase("investigate", "playbook").out();
        assertTrue(playbook.contains("FOUND: "), playbook);
        assertTrue(playbook.contains("37 by inbox-rule-hide-or-delete"), playbook);
        assertTrue(playbook.contains("- critical A  The rule \"f\" of "), playbook);
        assertEquals(0, inCase("report").code());
        assertEquals(0, inCase("verify").code());
    }

    @Test
    void takesInEveryTechniqueOfTheDetectionSetWithoutARejectedRow() {
        Typed books = inCase("--format", "json", "import", sample("det-eng-samples/dataset"));
        assertEquals(0, books.code(), books.err());
        assertTrue(books.out().contains("\"rejected\":0}"), books.out());
        Typed files = inCase("--format", "csv", "sql", "SELECT count(*) AS n, sum(rows) AS records FROM source");
        assertEquals("n,records\n39,125\n", files.out());
        assertEquals(0, inCase("reconstruct").code());
        assertEquals(0, inCase("investigate", "--all").code());
    }

    private String caseFolder() {
        return dir.resolve("case").toString();
    }

    private Typed inCase(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--case";
        all[1] = caseFolder();
        System.arraycopy(words, 0, all, 2, words.length);
        return command(all);
    }

    private Typed command(String... words) {
        return Typed.in(dir, words);
    }

    private static String sample(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/samples"))) {
            folder = folder.getParent();
        }
        assertNotNull(folder, "the samples lie in shared/samples beside the project");
        return folder.resolve("shared/samples").resolve(name).toString();
    }
}
