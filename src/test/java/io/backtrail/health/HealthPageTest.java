package io.backtrail.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HealthPageTest {
    /** A code stands before the text of a finding. */
    private static final Pattern IN_CODE =
            Pattern.compile("\"([a-z]+(?:-[a-z]+)*)\",\\s*(?:text\\)|\"In |Severity\\.)");

    private static final Pattern ON_PAGE = Pattern.compile("(?m)^\\| `[^|]*\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    @Test
    void thePageExplainsEveryCodeAndNoOther() throws IOException {
        Set<String> codes = codes();
        assertTrue(codes.size() >= 30, codes.toString());
        assertEquals(codes, explained());
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/backtrail/health"))) {
            for (Path file : files.sorted().toList()) {
                Matcher code = IN_CODE.matcher(Files.readString(file));
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        return codes;
    }

    private static Set<String> explained() throws IOException {
        Set<String> codes = new TreeSet<>();
        Matcher row = ON_PAGE.matcher(Files.readString(Path.of("docs/health.md")));
        while (row.find()) {
            Matcher name = NAME.matcher(row.group());
            while (name.find()) {
                codes.add(name.group(1));
            }
        }
        return codes;
    }
}
