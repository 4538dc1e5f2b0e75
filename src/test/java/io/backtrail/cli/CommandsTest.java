package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands under their names, and what a command line costs: only those that it names are read. */
class CommandsTest {
    @TempDir
    Path dir;

    @Test
    void everyCommandAnswersToTheNameThatItsHelpGives() {
        List<String> said = Commands.ALL.stream()
                .map(command -> command.getValue().getAnnotation(Command.class).name())
                .toList();
        assertEquals(Commands.ALL.stream().map(java.util.Map.Entry::getKey).toList(), said);
    }

    @Test
    void onlyTheNamedCommandsAreRead() {
        CommandLine line =
                Commands.addNamed(new CommandLine(new Backtrail(null, null)), "--case", "import", "sql", "SELECT 1");
        assertEquals(Set.of("help", "import", "sql"), line.getSubcommands().keySet());
    }

    @Test
    void aMistakeIsAnsweredFromAllCommands() {
        Typed typed = Typed.in(dir, "serch", "x");
        assertEquals(Exit.USAGE, typed.code());
        assertTrue(typed.err().contains("search"), typed.err());
    }

    @Test
    void aCaseWithoutAnyImportIsEmptyAndNoFault() {
        assertEquals(
                Exit.DONE, Typed.in(dir, "new", dir.resolve("case").toString()).code());
        Typed typed = Typed.in(
                dir,
                "--case",
                dir.resolve("case").toString(),
                "--format",
                "csv",
                "sql",
                "SELECT count(*) AS n FROM event");
        assertEquals(Exit.DONE, typed.code(), typed.err());
        assertEquals("n\n0\n", typed.out().replace("\r", ""));
    }

    @Test
    void whatIsInstalledPassesItsOwnCheck() {
        Typed typed = Typed.in(dir, "check");
        assertEquals(Exit.DONE, typed.code(), typed.err());
        assertTrue(
                typed.err().contains("1 templates and 0 changes of reference sets checked, 0 problems"), typed.err());
    }
}
