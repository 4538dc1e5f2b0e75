package io.backtrail.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordLineTest {
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "search invoice; search|invoice",
                "`  a \t b  `; a|b",
                "search \"two words\"; search|two words",
                "search '\"a phrase\"'; search|\"a phrase\"",
                "a\\ b c; a b|c",
                "\"a \\\"b\\\" \\\\ \\c\"; a \"b\" \\ \\c",
                "'it\\s'; it\\s",
                "x\"y z\"w; xy zw",
                "import C:\\evidence\\mail.csv; import|C:\\evidence\\mail.csv",
                "a '' b; a||b",
                "a\\; a\\",
                "\\\"; \""
            })
    void splitsAsAShellDoesButLeavesPathsWhole(String line, String words) {
        WordLine read = new WordLine(line);
        assertEquals(words, String.join("|", read.texts()));
        assertEquals(0, read.open());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"search \"two words; \"; search|two words", "it's; '; its", "a '\\'b'; '; a|\\b"})
    void tellsWhichQuoteNobodyClosed(String line, char open, String words) {
        assertEquals(open, new WordLine(line).open());
        assertEquals(words, String.join("|", new WordLine(line).texts()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "it's",
                "say \"x\"",
                "C:\\mail.csv",
                "\\\\server\\share",
                "a\\ b",
                "end\\",
                "\\\"",
                "\\'"
            })
    void writesAWordSoThatItIsReadBack(String word) {
        assertEquals(List.of(word), new WordLine(WordLine.typed(word, (char) 0, true)).texts());
        assertEquals(List.of(word), new WordLine(WordLine.typed(word, '"', true)).texts());
    }
}
