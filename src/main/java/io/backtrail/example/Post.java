package io.backtrail.example;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mail that comes in from outside, so that people have something to read. */
final class Post {
    static final List<String> PARTNERS = List.of(
            "harbourline.example",
            "kustverhuur.example",
            "elbe-logistik.example",
            "maplecargo.example",
            "portdues.example",
            "hanse-versicherung.example",
            "rivierkade.example",
            "greatlakesbroker.example");
    private static final List<String> SENDERS =
            List.of("planning", "ap", "info", "dispatch", "j.meyer", "k.smit", "billing", "r.dubois", "news");
    private static final List<String> SUBJECTS = List.of(
            "Booking confirmation %d",
            "RE: Slot for vessel %d",
            "Invoice %d",
            "Customs papers for consignment %d",
            "Delivery note %d",
            "Question about tariff %d",
            "Rates for week %d",
            "RE: Damage report %d",
            "Newsletter %d: port news");

    private final Dice dice;
    private final Book book;
    private final Map<String, List<Mail>> boxes = new LinkedHashMap<>();

    Post(Dice dice, Book book) {
        this.dice = dice;
        this.book = book;
    }

    /** A day's mail for one person. */
    void day(Person person, LocalDate date) {
        boolean rest = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        int count = rest ? dice.between(0, 1) : dice.between(2, 6);
        for (int i = 0; i < count; i++) {
            Instant time = date.atTime(LocalTime.of(6, 0))
                    .atZone(person.office().zone())
                    .toInstant()
                    .plusSeconds(dice.between(0, 11 * 3600));
            String subject = String.format(Locale.ROOT, dice.pick(SUBJECTS), dice.between(11, 4999));
            String sender = subject.startsWith("Newsletter") ? "news" : dice.pick(SENDERS);
            receive(person, time, sender + '@' + dice.pick(PARTNERS), subject);
        }
    }

    /** One message from outside for one person. */
    Mail receive(Person person, Instant time, String from, String subject) {
        String id = "<" + dice.guid() + '@' + from.substring(from.indexOf('@') + 1) + '>';
        Mail mail = new Mail(
                time,
                dice.guid(),
                id,
                from,
                List.of(person.upn()),
                subject,
                new Range("194.109." + dice.between(4, 60) + ".0", 24).address(dice),
                dice.between(11_000, 400_000));
        boxes.computeIfAbsent(person.upn(), k -> new ArrayList<>()).add(mail);
        book.add(mail);
        return mail;
    }

    /** The person's last messages from outside before the instant, newest first; at most so many, none on the first morning. */
    List<Mail> last(Person person, Instant before, int most) {
        return boxes.getOrDefault(person.upn(), List.of()).stream()
                .filter(m -> m.time().isBefore(before))
                .sorted((a, b) -> b.time().compareTo(a.time()))
                .limit(most)
                .toList();
    }
}
