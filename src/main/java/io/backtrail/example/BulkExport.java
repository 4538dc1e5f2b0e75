package io.backtrail.example;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes one large export for benchmarks: many people's half year, in time order, in bounded memory. */
public final class BulkExport {
    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    private static final long SPAN_SECONDS = 180L * 86_400;
    private static final int PEOPLE = 400;
    private static final int SEARCH = 5_000;

    private BulkExport() {}

    /**
     * Writes a Search-UnifiedAuditLog CSV of ten columns; a record is about 1.7 KB on average. Same arguments, same bytes.
     *
     * @param file the file to make; one that is there is replaced
     * @param records rows, at least 0
     * @throws IOException when the file cannot be written
     */
    public static void writeCsv(Path file, long records, long seed) throws IOException {
        writeCsv(file, records, seed, entry -> entry);
    }

    /** The same with each record changed on its way. */
    static void writeCsv(Path file, long records, long seed, UnaryOperator<Entry> change) throws IOException {
        if (records < 0) {
            throw new IllegalArgumentException("records must not be negative, but is " + records);
        }
        Book book = new Book();
        BulkLife life = new BulkLife(new Dice(seed), PEOPLE, book);
        try (OutputStream out = Files.newOutputStream(file);
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 17)) {
            writer.write(SearchCsv.HEADER + "\r\n");
            long written = 0;
            while (written < records) {
                life.act(START.plusSeconds((long) ((double) written / records * SPAN_SECONDS)));
                for (Entry taken : book.take()) {
                    Entry entry = change.apply(taken);
                    int window = (int) Math.min(SEARCH, records - written / SEARCH * SEARCH);
                    int index = (int) (written % SEARCH) + 1;
                    writer.write(SearchCsv.row(entry, entry.auditData(), index, window) + "\r\n");
                    written++;
                }
            }
        }
    }

    /** People and services that do one thing after another. */
    private static final class BulkLife {
        private final Dice dice;
        private final Recorder recorder;
        private final SignInRecords signIns;
        private final MailRecords mails;
        private final FileRecords files;
        private final ServiceRecords services;
        private final Dates dates = new Dates(START.atZone(ZoneOffset.UTC).toLocalDate(), LocalDate.of(2027, 1, 1));
        private final Sessions sessions;
        private final Travels travels;

        BulkLife(Dice dice, int people, Book book) {
            this.dice = dice;
            this.recorder = new Recorder(Tenant.of(dice.of("people"), people, Era.MODERN), dice.of("records"), book);
            this.signIns = new SignInRecords(recorder);
            this.mails = new MailRecords(recorder);
            this.files = new FileRecords(recorder);
            this.services = new ServiceRecords(recorder);
            this.sessions = new Sessions(dice.of("sessions"), dates);
            this.travels = new Travels(recorder.tenant(), dice.of("travels"), dates, Scenario.ORDINARY);
        }

        /** Exactly one record. */
        void act(Instant time) {
            int who = dice.between(0, PEOPLE - 1);
            Person person = recorder.tenant().people().get(who);
            Whereabouts at = travels.on(who, time.atZone(at(person)).toLocalDate());
            Hand hand = sessions.laptop(person, time, at)
                    .holding(new Token(Ids.token(dice.uuid()), time.minusSeconds(dice.between(120, 3000))));
            int what = dice.between(0, 99);
            if (what < 18) {
                read(hand, time);
            } else if (what < 23) {
                mails.sync(hand, time, "\\Inbox", "none");
            } else if (what < 28) {
                mails.send(
                        hand,
                        time,
                        "RE: Booking confirmation " + dice.between(1, 9999),
                        List.of("planning@" + dice.pick(Post.PARTNERS)),
                        "",
                        "none");
            } else if (what < 54) {
                files.file(
                        hand,
                        time,
                        dice.pick(List.of("FileAccessed", "FileModified", "FileDownloaded")),
                        "Tender " + dice.between(1, 999) + ".docx",
                        "none");
            } else if (what < 70) {
                signIns.signIn(
                        hand,
                        time,
                        dice.pick(List.of(App.OUTLOOK, App.TEAMS, App.OFFICE_HOME)),
                        "OAuth2:Authorize",
                        dice.chance(4) ? SignInRecords.WRONG_PASSWORD : 0,
                        "none");
            } else {
                services.any(time);
            }
        }

        private void read(Hand hand, Instant time) {
            List<String> messages = new ArrayList<>();
            for (int i = dice.between(1, 2); i > 0; i--) {
                messages.add(Ids.message(dice));
            }
            mails.read(hand.with(hand.device().browsing()), time, "\\Inbox", messages, "none");
        }

        private static ZoneId at(Person person) {
            return person.office().zone();
        }
    }
}
