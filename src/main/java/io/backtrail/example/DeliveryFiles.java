package io.backtrail.example;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A delivery as plain export files: the audit log as CSV, the two other logs as JSON, the message trace. Unlike the folder of
 * the demo nothing overlaps, so that a measurement changes exactly what it means to.
 */
final class DeliveryFiles {
    /** Any seed does. */
    private static final long OTHERS = 4711;

    private final Path dir;
    private final Delivery delivery;
    private final List<Path> written = new ArrayList<>();

    DeliveryFiles(Path dir, Delivery delivery) {
        this.dir = dir;
        this.delivery = delivery;
    }

    List<Path> write() throws IOException {
        List<Line> audit = delivery.lines().stream().filter(Line::isUal).toList();
        for (int part = 0; part < delivery.parts(); part++) {
            int from = (int) ((long) audit.size() * part / delivery.parts());
            int to = (int) ((long) audit.size() * (part + 1) / delivery.parts());
            List<Line> rows = audit.subList(from, to);
            ExportFiles.text(file(String.format(Locale.ROOT, "ual-%d.csv", part + 1)), out -> audit(out, rows));
        }
        json("InteractiveSignIns.json", Line.SIGN_IN);
        json("DirectoryAudits.json", Line.DIRECTORY);
        if (!delivery.mails().isEmpty()) {
            LocalDate first = delivery.dates().first().minusDays(30);
            ExportFiles.text(file("MessageTrace.csv"), out -> new TraceCsv(out).write(delivery.mails(), first));
        }
        if (delivery.besides() > 0) {
            BulkExport.writeCsv(file("ual-others.csv"), delivery.besides(), OTHERS, Strangers::of);
        }
        return List.copyOf(written);
    }

    /** One search for each day, numbered in the order of the rows. */
    private static void audit(Writer out, List<Line> lines) throws IOException {
        out.write(SearchCsv.HEADER + "\r\n");
        Map<LocalDate, Integer> sizes = new TreeMap<>();
        lines.forEach(line -> sizes.merge(day(line), 1, Integer::sum));
        Map<LocalDate, Integer> index = new TreeMap<>();
        for (Line line : lines) {
            Entry entry = new Entry(
                    line.time(), line.id(), line.kind(), line.operation(), line.userId(), line.text(), line.label());
            int number = index.merge(day(line), 1, Integer::sum);
            out.write(SearchCsv.row(entry, line.text(), number, sizes.get(day(line))) + "\r\n");
        }
    }

    private void json(String name, String family) throws IOException {
        List<Line> lines = delivery.lines().stream()
                .filter(line -> line.family().equals(family))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        ExportFiles.text(file(name), out -> {
            out.write("[");
            for (int i = 0; i < lines.size(); i++) {
                out.write((i == 0 ? "\n" : ",\n") + lines.get(i).text());
            }
            out.write("\n]");
        });
    }

    private Path file(String name) {
        Path file = dir.resolve(name);
        written.add(file);
        return file;
    }

    private static LocalDate day(Line line) {
        return line.time().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
