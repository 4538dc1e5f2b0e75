package io.backtrail.example;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Alterations that leave what happened as it is: the same records in other order, number, names or at another time. */
final class Harmless {
    private static final Duration LATER = Duration.ofMinutes(13 * 60 + 27);

    private Harmless() {}

    static Delivery shuffled(Delivery delivery) {
        List<Line> lines = new ArrayList<>(delivery.lines());
        Dice dice = new Dice(lines.size()).of("order");
        for (int i = lines.size() - 1; i > 0; i--) {
            int other = dice.between(0, i);
            Line line = lines.get(i);
            lines.set(i, lines.get(other));
            lines.set(other, line);
        }
        return delivery.with(lines);
    }

    static Delivery doubled(Delivery delivery) {
        List<Line> lines = new ArrayList<>(delivery.lines());
        lines.addAll(delivery.lines());
        return delivery.with(lines);
    }

    static Delivery shifted(Delivery delivery) {
        List<Line> lines = delivery.lines().stream()
                .map(line -> line.withTime(line.time().plus(LATER)).withText(LineText.moved(line.text(), LATER)))
                .toList();
        List<Mail> mails = delivery.mails().stream()
                .map(mail -> new Mail(
                        mail.time().plus(LATER),
                        mail.traceId(),
                        mail.messageId(),
                        mail.from(),
                        mail.to(),
                        mail.subject(),
                        mail.fromAddress(),
                        mail.size()))
                .toList();
        return delivery.with(lines, mails);
    }

    /** Other names, which also sort the other way round. */
    static Delivery renamed(Delivery delivery) {
        Names names = new Names(delivery.tenant());
        List<Line> lines = delivery.lines().stream()
                .map(line -> line.withUser(names.in(line.userId())).withText(names.in(line.text())))
                .toList();
        List<Mail> mails = delivery.mails().stream()
                .map(mail -> new Mail(
                        mail.time(),
                        mail.traceId(),
                        mail.messageId(),
                        names.in(mail.from()),
                        mail.to().stream().map(names::in).toList(),
                        names.in(mail.subject()),
                        mail.fromAddress(),
                        mail.size()))
                .toList();
        return delivery.with(lines, mails)
                .of(delivery.ownDomains().stream().map(names::in).toList());
    }

    /** The new name for each old one, replaced in one sweep. */
    private static final class Names {
        private final Map<String, String> others = new TreeMap<>();
        private final Pattern any;

        Names(Tenant tenant) {
            int left = tenant.people().size();
            for (Person person : tenant.people()) {
                String local = person.upn().substring(0, person.upn().indexOf('@'));
                String other = String.format(Locale.ROOT, "p%04d.renamed", left--);
                others.put(local, other);
                others.put(person.name(), other.toUpperCase(Locale.ROOT).replace('.', ' '));
                others.put(local.replaceAll("[^a-z0-9]", "_"), other.replace('.', '_'));
            }
            others.put(tenant.domain(), "polar.example");
            others.put(tenant.domain().replace('.', '_'), "polar_example");
            others.put("northfreight", "polarcargo");
            // The longest first, so that no name is taken for the beginning of another.
            any = Pattern.compile(others.keySet().stream()
                    .sorted((one, two) -> two.length() - one.length())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|")));
        }

        String in(String text) {
            return any.matcher(text).replaceAll(found -> others.get(found.group()));
        }
    }
}
