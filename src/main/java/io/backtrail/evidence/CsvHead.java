package io.backtrail.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the start of a table: what stands before the header, the header, and a few rows to judge it by. */
final class CsvHead {
    private static final int SAMPLE = 50;
    private static final int LONGEST_LINE = 1 << 16;
    private static final Set<String> JSON_COLUMNS = Set.of("auditdata", "raweventdata", "_raw", "event.original");

    private final Window window;
    private final List<List<String>> sample = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private char separator;
    private String text = "";

    CsvHead(Window window) {
        this.window = window;
    }

    /** The layout of the table; null when there is no line. The window is left somewhere in the rows. */
    CsvLayout layout() throws IOException {
        passPreamble();
        String line = line();
        if (line.isBlank()) {
            return null;
        }
        char delimiter = separator != 0 ? separator : delimiter(line);
        boolean quoted = line.stripLeading().startsWith("\"");
        List<String> header = row(new CsvExtent(window, delimiter, false), new CsvFields(delimiter, false));
        if (header == null) {
            return null;
        }
        boolean backslash = escapesWithBackslash();
        int ragged = sample(new CsvExtent(window, delimiter, backslash), new CsvFields(delimiter, backslash), header);
        List<String> columns = Names.ofColumns(header);
        return new CsvLayout(delimiter, backslash, columns, jsonColumn(columns), quoted, sample, texts, ragged);
    }

    /** Leaves blank lines, {@code #TYPE}, {@code sep=} and comment lines of a log header behind. */
    void passPreamble() throws IOException {
        while (true) {
            String line = line();
            String word = line.strip().toLowerCase(Locale.ROOT).replace("\"", "");
            boolean passes = line.isBlank()
                    || word.startsWith("#type ")
                    || word.startsWith("#software:")
                    || word.startsWith("#fields:")
                    || word.startsWith("sep=") && word.length() <= 5;
            if (!passes || window.unit(0) < 0) {
                return;
            }
            if (word.startsWith("sep=")) {
                separator = line.replace("\"", "").stripLeading().charAt(Math.min(4, line.length() - 1));
            }
            window.drop(length(0));
            window.drop(new CsvExtent(window, ',', false).lineEnd(0));
        }
    }

    private String line() throws IOException {
        return window.text(0, length(0));
    }

    private int length(int from) throws IOException {
        int i = from;
        while (i - from < LONGEST_LINE && window.unit(i) >= 0 && window.unit(i) != '\n' && window.unit(i) != '\r') {
            i++;
        }
        return i - from;
    }

    private static char delimiter(String header) {
        long commas = header.chars().filter(c -> c == ',').count();
        long semicolons = header.chars().filter(c -> c == ';').count();
        long tabs = header.chars().filter(c -> c == '\t').count();
        if (tabs > commas && tabs >= semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private List<String> row(CsvExtent extent, CsvFields parser) throws IOException {
        CsvExtent.End end = extent.measure(0);
        if (end != CsvExtent.End.LINE && end != CsvExtent.End.FILE) {
            return null;
        }
        text = window.text(0, extent.length());
        List<String> fields = parser.of(text);
        int length = extent.length();
        window.drop(length + extent.lineEnd(length));
        return fields;
    }

    /** Whether the first cells that hold JSON escape its quotes with a backslash. */
    private boolean escapesWithBackslash() throws IOException {
        for (int i = 0; i < LONGEST_LINE && window.unit(i) >= 0; i++) {
            if (window.unit(i) == '"' && window.unit(i + 1) == '{') {
                return window.unit(i + 2) == '\\' && window.unit(i + 3) == '"';
            }
        }
        return false;
    }

    private int sample(CsvExtent extent, CsvFields parser, List<String> header) throws IOException {
        int ragged = 0;
        int seen = 0;
        while (seen < SAMPLE && window.unit(0) >= 0) {
            boolean blank = extent.lineEnd(0) > 0;
            List<String> fields = row(extent, parser);
            seen++;
            if (fields == null) {
                // A damaged row, or the end of the head: the lines behind its first may hold whole rows.
                int length = length(0);
                window.drop(length + extent.lineEnd(length));
            } else if (fields.size() == header.size()) {
                sample.add(fields);
                texts.add(text);
            } else {
                ragged += blank ? 0 : 1;
            }
        }
        return ragged;
    }

    private int jsonColumn(List<String> columns) {
        List<String> folded = Names.folded(columns);
        for (int i = 0; i < folded.size(); i++) {
            if (JSON_COLUMNS.contains(folded.get(i))) {
                return i;
            }
        }
        for (int i = 0; i < folded.size() && !sample.isEmpty(); i++) {
            int column = i;
            long records =
                    sample.stream().filter(row -> isRecord(row.get(column))).count();
            if (records * 5 >= sample.size() * 4L) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isRecord(String cell) {
        if (!cell.stripLeading().startsWith("{")) {
            return false;
        }
        try {
            Map<String, JsonText.Field> fields = JsonText.fields(cell);
            return fields.containsKey("CreationTime") && fields.containsKey("Operation");
        } catch (IOException e) {
            return false;
        }
    }
}
