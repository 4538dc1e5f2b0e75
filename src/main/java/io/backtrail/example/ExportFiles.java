package io.backtrail.example;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The folder that the customer's administrator would send: every file in another dialect, some of them overlapping. */
final class ExportFiles {
    private final Path dir;
    private final Tenant tenant;
    private final Dates dates;
    private final List<Path> written = new ArrayList<>();

    ExportFiles(Path dir, Tenant tenant, Dates dates) {
        this.dir = dir;
        this.tenant = tenant;
        this.dates = dates;
    }

    /** Something that fills a file with text. */
    interface Filler {
        void fill(Writer out) throws IOException;
    }

    List<Path> write(Book book, Damage damage) throws IOException {
        List<Entry> all = book.entries();
        List<Entry> first = Searches.between(all, dates.first(), dates.lure().minusDays(1));
        List<Entry> second =
                Searches.between(all, dates.lure().minusDays(3), dates.last().plusDays(1));
        text(file("ual-part1.csv"), out -> {
            out.write('\uFEFF');
            new SearchCsv(out, "\r\n").typed(first, damage);
        });
        gzip(file("ual-part2-overlap.csv.gz"), out -> new SearchCsv(out, "\n").plain(second, Damage.NONE));
        List<Entry> directory = Searches.between(all, dates.lure().minusDays(2), dates.last()).stream()
                .filter(e -> e.kind() == Kind.SIGN_IN || e.kind() == Kind.DIRECTORY)
                .toList();
        text(file("AuditLog_purview.csv"), out -> new PurviewCsv(out).write(directory));
        LocalDate middle = dates.first().plusDays(5);
        List<Entry> pages = Searches.between(all, middle, middle.plusDays(1));
        text(file("ual-pages.json"), out -> {
            ShellJson json = new ShellJson(out);
            for (List<Entry> page : Searches.byDay(pages)) {
                json.page(page);
            }
        });
        text(file("InteractiveSignIns.json"), out -> new SignInJson(out, tenant).write(book.signIns()));
        text(file("DirectoryAudits.json"), out -> new DirectoryJson(out, tenant.era()).write(book.acts()));
        zip(file("MessageTrace.zip"), "MessageTrace.csv", out -> new TraceCsv(out).write(book.mails(), dates.first()));
        return List.copyOf(written);
    }

    private Path file(String name) {
        Path file = dir.resolve(name);
        written.add(file);
        return file;
    }

    /** Fills a UTF-8 file. */
    static void text(Path file, Filler filler) throws IOException {
        try (Writer out = writer(Files.newOutputStream(file))) {
            filler.fill(out);
        }
    }

    private static void gzip(Path file, Filler filler) throws IOException {
        try (Writer out = writer(new GZIPOutputStream(Files.newOutputStream(file)))) {
            filler.fill(out);
        }
    }

    private void zip(Path file, String name, Filler filler) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(dates.last().atTime(LocalTime.of(9, 30)));
            zip.putNextEntry(entry);
            Writer out = writer(zip);
            filler.fill(out);
            out.flush();
            zip.closeEntry();
        }
    }

    private static Writer writer(OutputStream out) {
        return new OutputStreamWriter(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8);
    }
}
