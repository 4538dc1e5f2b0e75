package io.backtrail.cli;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The line of a file that a problem is about, as it is shown beneath the message. */
final class SourceLine {
    private static final Pattern PLACE = Pattern.compile("(.+):([0-9]{1,9})");
    private static final int LONGEST = 120;

    private SourceLine() {}

    /** {@code   12 | text}, or empty if the place is no line that can be read. */
    static Optional<String> of(Problem problem) {
        Matcher place = PLACE.matcher(problem.place());
        if (!place.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(place.group(2));
        try (Stream<String> lines = Files.lines(Path.of(place.group(1)))) {
            return lines.skip(number - 1).findFirst().map(text -> shown(number, text));
        } catch (IOException | RuntimeException unreadable) {
            // The message stands without it; a file that is no text was told already.
            return Optional.empty();
        }
    }

    private static String shown(long number, String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return "  " + number + " | " + Problem.clean(cut);
    }
}
