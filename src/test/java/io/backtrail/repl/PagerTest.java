package io.backtrail.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a terminal of five rows, so of four lines and the prompt. */
@Timeout(30)
class PagerTest {
    private static final String ERASE = "\r\033[K";
    private static final String CLEAR = "\033[H\033[J";

    private final Typist typist = new Typist();

    /** What is printed between the keys; {@code *} stands for the prompt, {@code !} for an empty screen. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4 | ``                | 1 2 3 4",
                "5 | SPACE             | 1 2 3 4 * 5",
                "9 | SPACE SPACE       | 1 2 3 4 * 5 6 7 8 * 9",
                "6 | j ENTER           | 1 2 3 4 * 5 * 6",
                "7 | DOWN SPACE        | 1 2 3 4 * 5 * 6 7",
                "9 | q                 | 1 2 3 4 *",
                "9 | CTRL-C            | 1 2 3 4 *",
                "9 | xyq               | 1 2 3 4 *",
                "9 | SPACE UP DOWN q   | 1 2 3 4 * 5 6 7 8 * ! 4 5 6 7 * ! 5 6 7 8 *",
                "9 | SPACE b SPACE SPACE | 1 2 3 4 * 5 6 7 8 * ! 1 2 3 4 * ! 5 6 7 8 * 9",
                "9 | k q               | 1 2 3 4 * *",
                "9 | ``                | 1 2 3 4 *"
            })
    void showsAPageAtATime(int lines, String keys, String expected) throws IOException {
        for (String key : keys.split(" ")) {
            typist.after(
                    "more:",
                    switch (key) {
                        case "SPACE" -> " ";
                        case "ENTER" -> "\r";
                        case "DOWN" -> "\033[B";
                        case "UP" -> "\033[A";
                        case "CTRL-C" -> "\003";
                        default -> key;
                    });
        }
        print(numbers(lines));
        assertEquals(expected, shorthand());
    }

    @Test
    void countsTheRowsOfLinesThatAreTooWide() throws IOException {
        typist.after("more:", "q");
        print(List.of("a".repeat(50), "\033[1m" + "b".repeat(20) + "\033[0m", "界".repeat(10), "c", "d"));
        // Three rows and one are four: nothing more fits.
        assertTrue(text().contains("\033[0m\n\r") || text().contains("\033[0m\r\n"), text());
        assertTrue(!text().contains("界"), text());
    }

    @Test
    void letsALineWithoutItsEndThrough() throws IOException {
        Terminal terminal = terminal();
        Pager pager = new Pager(terminal);
        pager.begin();
        PrintWriter out = new PrintWriter(pager);
        out.print("10 %");
        out.flush();
        assertTrue(text().endsWith("10 %"), text());
        out.print("\r20 %");
        out.flush();
        pager.end();
        assertTrue(text().strip().endsWith("10 %\r20 %"), text());
        assertTrue(text().endsWith("\n"), text());
    }

    private void print(List<String> lines) throws IOException {
        Terminal terminal = terminal();
        Attributes before = terminal.getAttributes();
        Pager pager = new Pager(terminal);
        pager.begin();
        PrintWriter out = new PrintWriter(pager);
        lines.forEach(line -> out.print(line + "\n"));
        out.flush();
        pager.end();
        assertEquals(before.toString(), terminal.getAttributes().toString());
    }

    private Terminal terminal() throws IOException {
        Terminal terminal = new ExternalTerminal("test", "ansi", typist, typist.screen(), StandardCharsets.UTF_8);
        terminal.setSize(Size.of(20, 5));
        return terminal;
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    private String shorthand() {
        return text().replace("\r\n", "\n")
                .replaceAll("\033\\[7m[^\033]*\033\\[(0?|27)m", "*\n")
                .replace(ERASE, "")
                .replace(CLEAR, "!\n")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private String text() {
        return typist.text();
    }
}
