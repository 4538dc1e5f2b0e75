package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** What every plot works with: the calendar, the people, and a pen for each kind of record. */
final class Stage {
    private final Recorder recorder;
    private final Dates dates;
    private final Sessions sessions;
    private final Travels travels;
    private final Post post;
    private final Story story;
    private final String word;

    Stage(
            Recorder recorder,
            Dates dates,
            Sessions sessions,
            Travels travels,
            Post post,
            Story story,
            Scenario scenario) {
        this.recorder = recorder;
        this.dates = dates;
        this.sessions = sessions;
        this.travels = travels;
        this.post = post;
        this.story = story;
        this.word = scenario.word();
    }

    Recorder recorder() {
        return recorder;
    }

    Dice dice() {
        return recorder.dice();
    }

    Dates dates() {
        return dates;
    }

    Sessions sessions() {
        return sessions;
    }

    Travels travels() {
        return travels;
    }

    Post post() {
        return post;
    }

    Story story() {
        return story;
    }

    /** The name of the scenario, as labels give it. */
    String word() {
        return word;
    }

    Person person(int number) {
        return recorder.tenant().people().get(number);
    }

    int size() {
        return recorder.tenant().people().size();
    }

    SignInRecords signIns() {
        return new SignInRecords(recorder);
    }

    MailRecords mails() {
        return new MailRecords(recorder);
    }

    FileRecords files() {
        return new FileRecords(recorder);
    }

    CmdletRecords cmdlets() {
        return new CmdletRecords(recorder);
    }

    DirectoryRecords directory() {
        return new DirectoryRecords(recorder);
    }

    AdminWork admins() {
        return new AdminWork(recorder, dates, sessions, travels);
    }

    /** The person's laptop at that instant, in the hands of its owner. */
    Hand laptop(int number, Instant time) {
        return sessions.laptop(person(number), time, where(number, time)).in(word);
    }

    /** The person's phone at that instant, in the hands of its owner. */
    Hand phone(int number, Instant time) {
        return sessions.phone(person(number), time, where(number, time)).in(word);
    }

    Whereabouts where(int number, Instant time) {
        LocalDate day = time.atZone(person(number).office().zone()).toLocalDate();
        return travels.on(number, day);
    }

    /** A stranger's hand on the account. */
    Hand thief(Person person, String address, Device device, String session) {
        return new Hand(person, address, device, session, null, "attacker", word);
    }

    /** An instant on the day by the clock at Greenwich, some seconds late. */
    Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute)).toInstant(ZoneOffset.UTC).plusSeconds(dice().between(0, 50));
    }

    /** An instant on the day by the clock on the person's wall, some seconds late. */
    Instant local(int number, LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute))
                .atZone(travels.on(number, day).zone())
                .toInstant()
                .plusSeconds(dice().between(0, 50));
    }
}
