package io.backtrail.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Takes one row of a table apart. One thread. */
final class CsvFields {
    private final CSVFormat format;
    private final boolean backslash;
    private final CsvPlain plain;

    CsvFields(char delimiter, boolean backslash) {
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setQuote('"')
                .setIgnoreEmptyLines(false)
                .get();
        this.backslash = backslash;
        this.plain = new CsvPlain(delimiter);
    }

    /** The fields of the row; null when its quotes are broken. */
    List<String> of(String row) {
        List<String> fields = backslash ? null : plain.of(row);
        return fields == null ? any(row) : fields;
    }

    /** The same for any row, at its own pace. */
    List<String> any(String row) {
        try (CSVParser parser = CSVParser.parse(backslash ? doubled(row) : row, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : null;
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    /** The row with {@code \"} as a doubled quote and {@code \\} as one backslash; other escapes belong to the text. */
    private static String doubled(String row) {
        StringBuilder text = new StringBuilder(row.length());
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            boolean escapes = c == '\\' && i + 1 < row.length();
            if (escapes && row.charAt(i + 1) == '"') {
                text.append("\"\"");
                i++;
            } else if (escapes && row.charAt(i + 1) == '\\') {
                text.append('\\');
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
