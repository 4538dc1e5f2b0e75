package io.backtrail.repl;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Shows JLine the words of a line. Never asks for more input: the desk says what is wrong with a line. */
final class DeskParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        WordLine words = new WordLine(line);
        for (int i = 0; i < words.words().size(); i++) {
            WordLine.Word word = words.words().get(i);
            if (cursor >= word.start() && cursor <= word.end()) {
                return new Line(
                        line,
                        cursor,
                        words.texts(),
                        i,
                        words.textBefore(word, cursor).length(),
                        word);
            }
        }
        return betweenWords(line, cursor, words);
    }

    /** An empty word is begun where the cursor stands. */
    private static ParsedLine betweenWords(String line, int cursor, WordLine words) {
        List<String> texts = new ArrayList<>(words.texts());
        int index =
                (int) words.words().stream().filter(word -> word.end() < cursor).count();
        texts.add(index, "");
        return new Line(line, cursor, texts, index, 0, new WordLine.Word("", cursor, cursor, (char) 0));
    }

    private record Line(String line, int cursor, List<String> words, int wordIndex, int wordCursor, WordLine.Word place)
            implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return WordLine.typed(candidate.toString(), place.quote(), complete);
        }

        @Override
        public int rawWordCursor() {
            return cursor - place.start();
        }

        @Override
        public int rawWordLength() {
            return place.end() - place.start();
        }
    }
}
