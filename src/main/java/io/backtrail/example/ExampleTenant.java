package io.backtrail.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** An invented firm's life over some weeks, in which accounts are taken over or only seem to be. */
public final class ExampleTenant {
    private final Tenant tenant;
    private final Dates dates;
    private final Book book = new Book();
    private final Story story = new Story();
    private final Scenario scenario;

    private ExampleTenant(Tenant tenant, Dates dates, Scenario scenario) {
        this.tenant = tenant;
        this.dates = dates;
        this.scenario = scenario;
    }

    /** The tenant of the demo. Same seed and size, same bytes. */
    public static ExampleTenant of(long seed, Scale scale) {
        return of(seed, scale, Scenario.AITM, Era.MODERN);
    }

    /** A tenant in which something else happens, or which is recorded in another era. */
    public static ExampleTenant of(long seed, Scale scale, Scenario scenario, Era era) {
        Dice dice = new Dice(seed);
        int newcomers = scenario == Scenario.MERGER ? Season.NEWCOMERS : 0;
        Tenant tenant = Tenant.of(dice.of("people"), scale.people(), newcomers, era);
        ExampleTenant example = new ExampleTenant(tenant, Dates.of(scale, era), scenario);
        example.live(dice);
        return example;
    }

    /** Everything that happened, for tests. */
    Book book() {
        return book;
    }

    /** Every record as its own text, for alterations. */
    Delivery delivery() {
        return Delivery.of(tenant, dates, book);
    }

    private void live(Dice dice) {
        Sessions sessions = new Sessions(dice.of("sessions"), dates);
        Travels travels = new Travels(tenant, dice.of("travels"), dates, scenario);
        Post post = new Post(dice.of("post"), book);
        for (Person person : tenant.people()) {
            days(person).forEach(day -> post.day(person, day));
        }
        Recorder recorder =
                new Recorder(tenant, dice.of(scenario == Scenario.AITM ? "takeover" : scenario.word()), book);
        Plot.of(scenario, new Stage(recorder, dates, sessions, travels, post, story, scenario))
                .happen();
        Diary diary = new Diary(new Recorder(tenant, dice.of("diary"), book), sessions, post);
        Evenings evenings = new Evenings(new Recorder(tenant, dice.of("evenings"), book), sessions, post);
        for (int i = 0; i < tenant.people().size(); i++) {
            for (LocalDate day : days(tenant.people().get(i))) {
                Whereabouts at = travels.on(i, day);
                diary.day(tenant.people().get(i), day, at);
                evenings.evening(i, day, at);
            }
        }
        new Innocents(new Recorder(tenant, dice.of("innocents"), book), dates, sessions, travels).live();
        new AdminWork(new Recorder(tenant, dice.of("admins"), book), dates, sessions, travels).month();
        serve(new Recorder(tenant, dice.of("services"), book));
    }

    /** The days on which the person is in the firm. */
    private List<LocalDate> days(Person person) {
        LocalDate first = person.office().equals(Office.GDANSK) ? Season.merger(dates) : dates.first();
        return dates.days().stream().filter(day -> !day.isBefore(first)).toList();
    }

    /** What Microsoft's services do around the clock: three acts a person and day. */
    private void serve(Recorder recorder) {
        ServiceRecords services = new ServiceRecords(recorder);
        for (LocalDate day : dates.days()) {
            for (int i = 0; i < tenant.people().size() * 3; i++) {
                services.any(day.atTime(LocalTime.MIDNIGHT)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(recorder.dice().between(0, 86_399)));
            }
        }
    }

    /**
     * Writes the export files into {@code exports}, the answers into {@code labels}.
     *
     * @throws IOException when the directory cannot be written
     */
    public WrittenExample write(Path dir) throws IOException {
        Path exports = Files.createDirectories(dir.resolve("exports"));
        Path labels = Files.createDirectories(dir.resolve("labels"));
        List<Entry> entries = book.entries();
        Damage damage = Damage.on(entries, dates.first().plusDays(2));
        List<Path> written = new ExportFiles(exports, tenant, dates).write(book, damage);
        Path events = labels.resolve("labels.jsonl");
        Path truth = labels.resolve("truth.json");
        ExportFiles.text(events, out -> new Labels(out).events(book, damage));
        ExportFiles.text(truth, out -> new Labels(out).truth(tenant, book, story, damage));
        return new WrittenExample(
                written, events, truth, entries.size(), List.of(tenant.domain(), tenant.initialDomain()));
    }

    /**
     * Writes plain export files without overlaps or damage, altered, into {@code exports}, the answers into {@code labels}. The
     * truth file tells the story as it was before the alteration.
     *
     * @throws IOException when the directory cannot be written
     */
    public WrittenExample write(Path dir, Alteration alteration) throws IOException {
        Path exports = Files.createDirectories(dir.resolve("exports"));
        Path labels = Files.createDirectories(dir.resolve("labels"));
        Delivery delivery = alteration.of(delivery());
        List<Path> written = new DeliveryFiles(exports, delivery).write();
        Path events = labels.resolve("labels.jsonl");
        Path truth = labels.resolve("truth.json");
        ExportFiles.text(events, out -> new Labels(out).events(delivery));
        ExportFiles.text(truth, out -> new Labels(out).truth(tenant, book, story, Damage.NONE));
        return new WrittenExample(written, events, truth, delivery.lines().size(), delivery.ownDomains());
    }
}
