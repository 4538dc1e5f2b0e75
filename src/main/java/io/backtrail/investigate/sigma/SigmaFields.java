package io.backtrail.investigate.sigma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where a case keeps what Sigma rules call by the names of the logs: a table of names, read once. */
final class SigmaFields {
    private static final Map<String, List<String>> COLUMNS = read();

    private SigmaFields() {}

    /** The columns of {@code event} that hold the field; empty if the record's properties have to be asked. */
    static List<String> columns(String field) {
        String folded = field.toLowerCase(Locale.ROOT);
        List<String> whole = COLUMNS.get(folded);
        return whole != null ? whole : COLUMNS.getOrDefault(lastPart(folded), List.of());
    }

    /** The names under which the properties of a record may hold the field, in lower case. */
    static List<String> propertyNames(String field) {
        String folded = field.toLowerCase(Locale.ROOT);
        String last = lastPart(folded);
        return last.equals(folded) ? List.of(folded) : List.of(folded, last);
    }

    private static String lastPart(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> columns = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(SigmaFields.class.getResourceAsStream("fields.csv"), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.equals("field,column"))
                    .map(line -> line.split(","))
                    .forEach(cells -> columns.computeIfAbsent(cells[0], name -> new ArrayList<>())
                            .add(cells[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return columns;
    }
}
