package io.backtrail.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of facts that comes with the program: head lines ({@code # version: 2026-11-24}), one line of column names, rows.
 * Cells are separated by commas; one with a comma or quote is quoted as in CSV, and none has a line break.
 *
 * @param head what the head lines say: {@code pack}, {@code version}, {@code source}, {@code licence}
 * @param columns names of the columns
 * @param rows the facts, in the order of the file; each has as many cells as there are columns
 */
record Pack(Map<String, String> head, List<String> columns, List<List<String>> rows) {
    /** Reads the resource {@code name}. A pack that is missing or malformed is a fault of the build. */
    static Pack read(String name) {
        try (InputStream in = Pack.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no pack " + name);
            }
            return read(name, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code versions()} says of this pack. */
    PackVersion version() {
        return new PackVersion(
                head.get("pack"), head.get("version"), head.get("source"), head.get("licence"), null, rows.size());
    }

    private static Pack read(String name, BufferedReader lines) throws IOException {
        Map<String, String> head = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(':');
            if (line.startsWith("# ") && rows.isEmpty() && colon > 0) {
                head.put(line.substring(2, colon), line.substring(colon + 1).strip());
            } else if (!line.isBlank() && !line.startsWith("# ")) {
                rows.add(cells(line));
            }
        }
        List<String> columns = rows.remove(0);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalStateException(name + " has a row with " + row.size() + " cells: " + row);
            }
        }
        return new Pack(head, columns, rows);
    }

    /** The cells of one line of CSV. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
