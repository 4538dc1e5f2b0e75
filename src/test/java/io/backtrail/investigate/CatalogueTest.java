package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private final List<Problem> problems = new ArrayList<>();

    @TempDir
    Path root;

    @Test
    void readsWhatAHeadSays() throws IOException {
        write(
                "one.sql",
                head("one") + "--| param: min_users integer optional default=5 Accounts at least\n\nSELECT 1;\n");
        Investigation one = Catalogue.load(List.of(root), problems::add).find("one");
        assertEquals(List.of(), problems);
        assertEquals(List.of(new Parameter("min_users", "integer", false, "5", "Accounts at least")), one.parameters());
        assertEquals(List.of(new ResultColumn("a", "integer", "a number")), one.columns());
        assertEquals("info", one.severity());
        assertTrue(one.sha256().matches("[0-9a-f]{64}"));
    }

    @Test
    void namesTheNearestWhenThereIsNone() throws IOException {
        for (String id : List.of("mailbox-forwarding", "mailbox-delegation", "password-spray")) {
            write(id + ".sql", head(id) + "\nSELECT 1;\n");
        }
        Catalogue catalogue = Catalogue.load(List.of(root), problems::add);
        Problem told = assertThrows(ProblemException.class, () -> catalogue.find("mailbox-fowarding"))
                .problem();
        assertEquals("investigate.unknown", told.code());
        assertTrue(told.help().startsWith("near it: mailbox-forwarding,"), told.help());
    }

    @Test
    void keepsTheFirstOfTwoFilesWithOneIdAndTellsOfTheOther() throws IOException {
        write("a/one.sql", head("one") + "\nSELECT 1;\n");
        write("b/one.sql", head("one") + "\nSELECT 2;\n");
        Catalogue catalogue = Catalogue.load(List.of(root.resolve("b"), root.resolve("a")), problems::add);
        assertTrue(catalogue.find("one").sql().contains("SELECT 2"));
        assertEquals(List.of("query.id"), problems.stream().map(Problem::code).toList());
    }

    @Test
    void tellsOfAFolderThatIsNotThereAndOfAFileThatIsNoText() throws IOException {
        Files.write(root.resolve("bad.sql"), new byte[] {(byte) 0xC3, (byte) 0x28});
        Catalogue catalogue = Catalogue.load(List.of(root, root.resolve("none")), problems::add);
        assertEquals(List.of(), catalogue.all());
        assertEquals(
                List.of("query.unreadable", "query.folder"),
                problems.stream().map(Problem::code).toList());
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String head(String id) {
        return "--| id: " + id + "\n--| question: Why?\n--| phase: access\n--| column: a integer a number\n";
    }
}
