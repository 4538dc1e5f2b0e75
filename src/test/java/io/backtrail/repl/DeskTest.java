package io.backtrail.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DeskTest {
    @TempDir
    Path dir;

    private static final String PROMPT = "north> ";

    private final Typist typist = new Typist();
    private final FakeCommands commands = new FakeCommands();

    @Test
    void readsPlainLinesWithoutATerminal() {
        int code = plain("say hello\n\n  # a remark\nfail 1\nfail 2\nfail 1\nsay 'à la'\nquit\nsay never\n", false);
        assertEquals("hello\nà la\n", text());
        assertEquals(2, code);
        assertEquals(
                List.of(
                        List.of("say", "hello"),
                        List.of("fail", "1"),
                        List.of("fail", "2"),
                        List.of("fail", "1"),
                        List.of("say", "à la")),
                commands.ran);
    }

    @Test
    void endsWithTheInput() {
        assertEquals(0, plain("say hello", false));
        assertEquals("hello\n", text());
    }

    @Test
    void showsThePromptOnADumbTerminalWithoutEscapes() throws IOException {
        typist.after(PROMPT, "say hello\n").after(PROMPT, "exit\n");
        DeskScreen screen = DeskScreen.on(terminal("dumb"));
        assertFalse(screen.interactive());
        assertEquals(0, run(screen, null));
        assertTrue(text().replace("\r", "").contains("\nhello\n"), text());
        assertFalse(text().contains("\033"), text());
    }

    @Test
    void saysWhichQuoteIsOpenAndRunsNothing() {
        assertEquals(2, plain("say \"hello\nsay x\n", false));
        assertEquals("""
                line: expected a second " that closes the text, found "say "hello" [desk.quote]
                  help: nothing was run; arrow up brings the line back, and \\" is a mere sign
                x
                """, text());
        assertEquals(1, commands.ran.size());
    }

    @Test
    void showsAProblemAndGoesOn() {
        assertEquals(2, plain("problem\nsay x\n", false));
        assertEquals("here: expected a, found b [test.problem]\n  help: c\nx\n", text());
    }

    @Test
    void keepsLinesOnceAndNotThoseThatBeginWithABlank() throws IOException {
        Path history = dir.resolve("state/history");
        typist.after(PROMPT, "say a\r")
                .after(PROMPT, "say b\r")
                .after(PROMPT, " say secret\r")
                .after(PROMPT, "say a\r")
                .after(PROMPT, "quit\r");
        assertEquals(0, typed(history));
        assertEquals("say b\nsay a\nquit\n", Files.readString(history));

        // Arrow up twice: "quit", then "say a" of the desk before.
        typist.after(PROMPT, "\033[A\033[A\r").after(PROMPT, "quit\r");
        typed(history);
        assertEquals(List.of("say", "a"), commands.ran.get(commands.ran.size() - 1));
        assertEquals(5, commands.ran.size());
        assertEquals("say b\nsay a\nquit\n", Files.readString(history));
    }

    @Test
    void goesOnWithoutAHistoryThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "x");
        typist.after(PROMPT, "say a\r").after(PROMPT, "say b\r").after(PROMPT, "quit\r");
        assertEquals(0, typed(file.resolve("history")));
        assertEquals(2, commands.ran.size());
        assertEquals(1, text().split("desk.history", -1).length - 1);
    }

    @Test
    void completesTheWordUnderTheCursorAndQuotesIt() throws IOException {
        typist.after(PROMPT, "sa\ttwo\t\r")
                .after(PROMPT, "say \"two\t\r")
                .after(PROMPT, "say C:\\ev\t\r")
                .after(PROMPT, "quit\r");
        typed(null);
        assertEquals(
                List.of(List.of("say", "two words"), List.of("say", "two words"), List.of("say", "C:\\evidence")),
                commands.ran);
        assertTrue(commands.asked.contains("[say, two] 1 3"), commands.asked.toString());
    }

    @Test
    void listsSeveralWaysToGoOnWithWhatTheyMean() throws IOException {
        typist.after(PROMPT, "fo\t").after("was read", "\025quit\r");
        typed(null);
        String list = text().replaceAll("\033\\[[0-9;]*m", "");
        assertTrue(list.contains("rules"), list);
        assertTrue(list.contains("folder   (what?2 was read)"), list);
        assertTrue(list.contains("forward (mail that leaves)"), list);
    }

    @Test
    void takesTheLineBackAtCtrlCAndEndsAtCtrlD() throws IOException {
        typist.after(PROMPT, "say lost")
                .after("lost", "\003")
                .after(PROMPT, "say kept\r")
                .after(PROMPT, "\004");
        assertEquals(0, typed(null));
        assertEquals(List.of(List.of("say", "kept")), commands.ran);
    }

    @Test
    void interruptsTheCommandAtCtrlCAndStaysOpen() throws IOException {
        typist.after(PROMPT, "wait\r")
                .after("waiting", "\003")
                .after(PROMPT, "say still here\r")
                .after(PROMPT, "quit\r");
        assertEquals(0, typed(null));
        assertEquals(List.of(List.of("wait"), List.of("say", "still", "here")), commands.ran);
    }

    @Test
    void leavesTheTerminalAsItWas() throws IOException {
        typist.after(PROMPT, "lines 30\r").after("more:", "q").after(PROMPT, "quit\r");
        typed(null);
        assertTrue(text().contains("\033[?2004h"), "bracketed paste is used");
        assertTrue(text().lastIndexOf("\033[?2004l") > text().lastIndexOf("\033[?2004h"), text());
        assertTrue(text().contains("line 9\r\n") && !text().contains("line 10"), text());
    }

    @Test
    void pagesWhatIsTallerThanTheTerminal() throws IOException {
        typist.after(PROMPT, "lines 30\r")
                .after("more:", " ")
                .after("more:", " ")
                .after("more:", " ")
                .after(PROMPT, "quit\r");
        typed(null);
        assertTrue(text().contains("line 30"), text());
    }

    private int plain(String input, boolean prompting) {
        return run(
                DeskScreen.plain(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), typist.screen(), prompting),
                null);
    }

    private int typed(Path history) throws IOException {
        return run(DeskScreen.on(terminal("ansi")), history);
    }

    private Terminal terminal(String type) throws IOException {
        Terminal terminal = new ExternalTerminal("test", type, typist, typist.screen(), StandardCharsets.UTF_8);
        terminal.setSize(Size.of(60, 10));
        return terminal;
    }

    private int run(DeskScreen screen, Path history) {
        commands.screen = screen;
        return new Desk(screen, commands, () -> PROMPT, history).run();
    }

    private String text() {
        return typist.text();
    }

    private static final class FakeCommands implements DeskCommands {
        private final List<List<String>> ran = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private DeskScreen screen;

        @Override
        public void interrupt() {
            interrupted.countDown();
        }

        private void awaitInterrupt() {
            try {
                interrupted.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int run(List<String> words) {
            ran.add(words);
            switch (words.get(0)) {
                case "say" -> screen.out().print(words.get(1) + "\n");
                case "fail" -> {
                    return Integer.parseInt(words.get(1));
                }
                case "lines" -> {
                    for (int i = 1; i <= Integer.parseInt(words.get(1)); i++) {
                        screen.out().print("line " + i + "\n");
                    }
                }
                case "wait" -> {
                    screen.out().print("waiting");
                    screen.out().flush();
                    awaitInterrupt();
                }
                case "problem" -> throw new ProblemException(new Problem("test.problem", "here", "a", "b", "c"));
                default -> throw new IllegalArgumentException(words.get(0));
            }
            return 0;
        }

        @Override
        public List<Suggestion> complete(List<String> words, int wordIndex, int cursorInWord) {
            asked.add(words + " " + wordIndex + " " + cursorInWord);
            if (wordIndex == 1) {
                return List.of(new Suggestion("two words", null, null), new Suggestion("C:\\evidence", null, null));
            }
            return List.of(
                    new Suggestion("say", "prints", "talk"),
                    new Suggestion("forward", "mail that leaves", "rules"),
                    new Suggestion("folder", "what\0332 was read", "rules"));
        }
    }
}
