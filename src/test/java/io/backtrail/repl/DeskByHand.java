package io.backtrail.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A desk with toy commands, to be tried at a real terminal: {@code words …}, {@code lines N}, {@code width}. */
final class DeskByHand implements DeskCommands {
    private final DeskScreen screen;

    private DeskByHand(DeskScreen screen) {
        this.screen = screen;
    }

    public static void main(String[] args) {
        DeskScreen screen = DeskScreen.open();
        Path history = args.length > 0 ? Path.of(args[0]) : null;
        System.exit(new Desk(screen, new DeskByHand(screen), () -> "by hand> ", history).run());
    }

    @Override
    public int run(List<String> words) {
        switch (words.get(0)) {
            case "lines" -> {
                for (int i = 1; i <= Integer.parseInt(words.get(1)); i++) {
                    screen.out().println("line " + i);
                }
            }
            case "width" -> screen.out().println(screen.width() + " " + screen.interactive());
            default -> screen.out().println(words);
        }
        return 0;
    }

    @Override
    public List<Suggestion> complete(List<String> words, int wordIndex, int cursorInWord) {
        return Stream.of("lines", "width", "words", "two words", "C:\\evidence")
                .map(word -> new Suggestion(word, "means " + word, wordIndex == 0 ? "commands" : null))
                .toList();
    }
}
