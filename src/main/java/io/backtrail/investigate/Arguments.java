package io.backtrail.investigate;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values that one run gives to the parameters of an investigation. */
final class Arguments {
    private final Investigation investigation;
    private final SortedMap<String, String> texts = new TreeMap<>();

    /**
     * Settles which text each parameter has: the argument, else what the case says, else the declared default. A blank
     * text is no value: a case without own domains has nothing to say of them.
     *
     * @throws ProblemException if an argument has no parameter, or a required parameter no value
     */
    Arguments(Investigation investigation, Map<String, String> arguments, Map<String, String> caseDefaults) {
        this.investigation = investigation;
        refuseUnknown(new TreeMap<>(arguments));
        for (Parameter parameter : investigation.parameters()) {
            String name = parameter.name();
            String text = arguments.getOrDefault(name, caseDefaults.getOrDefault(name, parameter.defaultValue()));
            if (text != null && !text.isBlank()) {
                texts.put(name, text);
            } else if (parameter.required()) {
                throw wrong("missing", name, "a value: " + parameter.text(), "none", "add -p " + name + "=…");
            }
        }
    }

    /** The parameters that have a value, as text. */
    SortedMap<String, String> texts() {
        return texts;
    }

    /** The value as the database takes it, or null when there is none. */
    Object value(Parameter parameter) {
        String text = texts.get(parameter.name());
        if (text == null) {
            return null;
        }
        try {
            return switch (parameter.type()) {
                case "varchar[]" -> list(text);
                case "integer", "bigint" -> Long.valueOf(text.strip());
                case "double" -> Double.valueOf(text.strip());
                case "boolean" -> truth(text.strip());
                case "timestamp" -> instant(text.strip());
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw wrong("value", parameter.name(), expected(parameter.type()), Problem.quote(text), parameter.text());
        }
    }

    private void refuseUnknown(SortedMap<String, String> arguments) {
        List<String> known =
                investigation.parameters().stream().map(Parameter::name).toList();
        for (String name : arguments.keySet()) {
            if (!known.contains(name)) {
                String help = known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known);
                throw wrong("unknown", name, "a parameter of this investigation", Problem.quote(name), help);
            }
        }
    }

    private ProblemException wrong(String fault, String name, String expected, String found, String help) {
        String place = investigation.id() + ": parameter " + name;
        return new ProblemException(new Problem("investigate.parameter-" + fault, place, expected, found, help));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Instant instant(String text) {
        boolean dayOnly = text.length() == "2026-09-07".length();
        return dayOnly ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(text);
    }

    private static String expected(String type) {
        return switch (type) {
            case "integer", "bigint" -> "a whole number";
            case "double" -> "a number";
            case "boolean" -> "true or false";
            default -> "a UTC time such as 2026-09-07T12:00:00Z, or a day";
        };
    }
}
