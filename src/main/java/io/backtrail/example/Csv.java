package io.backtrail.example;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Cells and dates as PowerShell and the portals write them. */
final class Csv {
    private static final DateTimeFormatter US =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private Csv() {}

    /** A line in which every cell is quoted. */
    static String quoted(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.length() == 0 ? "\"" : ",\"")
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        return line.toString();
    }

    /** A line in which only cells that need it are quoted. */
    static String minimal(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            boolean needs = cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
            line.append(i == 0 ? "" : ",").append(needs ? quoted(cell) : cell);
        }
        return line.toString();
    }

    /** A date as an American machine prints it, UTC. */
    static String us(Instant time) {
        return US.format(time);
    }
}
