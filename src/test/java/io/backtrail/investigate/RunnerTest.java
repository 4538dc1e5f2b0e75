package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerTest {
    private static final String ECHO = """
            SELECT getvariable('own_domains') AS own_domains, getvariable('many') AS many, getvariable('share') AS share,
              getvariable('strict') AS strict, getvariable('since') AS since, getvariable('account') AS account;
            """;

    private final CaseReader reader = CaseReader.empty();

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void givesEveryTypeItsValue() {
        Map<String, String> arguments = Map.of(
                "own_domains", "north.example, south.example",
                "many", "7",
                "share", "0.5",
                "strict", "TRUE",
                "since", "2026-09-07",
                "account", "anna@north.example");
        Findings findings = Runner.run(reader, echo(ECHO), arguments, Map.of(), 10);
        assertEquals(
                List.of(List.of(
                        List.of("north.example", "south.example"),
                        7L,
                        0.5,
                        true,
                        Instant.parse("2026-09-07T00:00:00Z"),
                        "anna@north.example")),
                findings.table().rows());
        assertEquals("7", findings.parameters().get("many"));
    }

    @Test
    void takesTheCasesWordThenTheDefaultThenNothing() {
        Findings findings =
                Runner.run(reader, echo(ECHO), Map.of(), Map.of("own_domains", "north.example", "other", "x"), 10);
        assertEquals(
                List.of(Arrays.asList(List.of("north.example"), 5L, null, null, null, null)),
                findings.table().rows());
        assertEquals(Map.of("own_domains", "north.example", "many", "5"), findings.parameters());
    }

    @Test
    void forgetsWhatAnEarlierRunWasGiven() {
        Map<String, String> first = Map.of("own_domains", "north.example", "account", "anna@north.example");
        Runner.run(reader, echo(ECHO), first, Map.of(), 10);
        Findings second = Runner.run(reader, echo(ECHO), Map.of("own_domains", "north.example"), Map.of(), 10);
        assertEquals(null, second.table().rows().get(0).get(5));
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "many,   several,  investigate.parameter-value",
        "share,  half,     investigate.parameter-value",
        "strict, perhaps,  investigate.parameter-value",
        "since,  yesterday,investigate.parameter-value",
        "manny,  7,        investigate.parameter-unknown",
        "many,   7,        investigate.parameter-missing",
    })
    void refusesWhatIsNoArgument(String name, String text, String code) {
        Map<String, String> own = code.endsWith("missing") ? Map.of() : Map.of("own_domains", "north.example");
        Problem problem = assertThrows(
                        ProblemException.class, () -> Runner.run(reader, echo(ECHO), Map.of(name, text), own, 10))
                .problem();
        assertEquals(code, problem.code());
    }

    @Test
    void saysWhenThereIsMore() {
        String three = "SELECT * FROM (VALUES (1), (2), (3)) AS v (n) ORDER BY n;";
        Map<String, String> own = Map.of("own_domains", "north.example");
        Findings two = Runner.run(reader, echo(three), own, Map.of(), 2);
        assertEquals(2, two.table().rows().size());
        assertTrue(two.truncated());
        assertFalse(Runner.run(reader, echo(three), own, Map.of(), 3).truncated());
        assertFalse(Runner.run(reader, echo(three), own, Map.of(), Integer.MAX_VALUE)
                .truncated());
    }

    @Test
    void saysWhichFileTheDatabaseRefused() {
        Problem problem = assertThrows(
                        ProblemException.class,
                        () -> Runner.run(
                                reader, echo("SELECT x FROM event;"), Map.of("own_domains", "a.example"), Map.of(), 1))
                .problem();
        assertEquals("investigate.refused", problem.code());
        assertEquals("queries/echo.sql", problem.place());
    }

    private static Investigation echo(String sql) {
        List<Parameter> parameters = List.of(
                new Parameter("own_domains", "varchar[]", true, null, "domains"),
                new Parameter("many", "integer", false, "5", "a number"),
                new Parameter("share", "double", false, null, "a share"),
                new Parameter("strict", "boolean", false, null, "a truth"),
                new Parameter("since", "timestamp", false, null, "a time"),
                new Parameter("account", "varchar", false, null, "an account"));
        return new Investigation(
                "echo",
                "What was given?",
                "access",
                "",
                "info",
                parameters,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                sql,
                "0",
                Path.of("queries/echo.sql"));
    }
}
