package io.backtrail.example;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Alterations of the attacker's records, which must neither hide nor spread the attack. */
final class Intrusion {
    private static final int QUIET_DAYS = 15;
    private static final Pattern SESSION = Pattern.compile(
            "(\"(?:SessionId|AADSessionId)\":\"|\\{\"Name\":\"SessionId\",\"Value\":\")([0-9a-f-]{36})\"");
    private static final Pattern TOKEN = Pattern.compile("\"UniqueTokenId\":\"([^\"]+)\"");

    private Intrusion() {}

    static Delivery tenfold(Delivery delivery) {
        List<Line> lines = new ArrayList<>();
        for (Line line : delivery.lines()) {
            lines.add(line);
            if (line.isUal() && line.isAttackers()) {
                for (int i = 1; i < 10; i++) {
                    lines.add(moved(line.again(other(line.id(), i)), Duration.ofSeconds(i)));
                }
            }
        }
        return delivery.with(byTime(lines));
    }

    /**
     * A sign-in and some reading a day, each day in a session of its own, copied from the attacker's own first ones; where
     * the attacker neither signs in nor reads, nothing.
     */
    static Delivery quietDays(Delivery delivery) {
        List<Line> lines = new ArrayList<>(delivery.lines());
        Optional<Line> reads = first(delivery, line -> line.kind() == Kind.EXCHANGE_READ);
        Optional<Line> enters = first(
                delivery,
                line -> line.operation().equals("UserLoggedIn")
                        && (reads.isEmpty()
                                || line.label()
                                        .account()
                                        .equals(reads.get().label().account())));
        for (int day = 1; day <= QUIET_DAYS; day++) {
            int back = day;
            List.of(enters, reads).forEach(one -> one.ifPresent(line -> lines.add(earlier(line, back))));
        }
        return delivery.with(byTime(lines));
    }

    private static Line earlier(Line line, int days) {
        Line again = moved(line.again(other(line.id(), days)), Duration.ofDays(-days));
        String sessions =
                SESSION.matcher(again.text()).replaceAll(found -> found.group(1) + other(found.group(2), days) + '"');
        return again.withText(TOKEN.matcher(sessions)
                .replaceAll(found ->
                        "\"UniqueTokenId\":\"" + Ids.token(UUID.fromString(other(found.group(1), days))) + '"'));
    }

    private static Optional<Line> first(Delivery delivery, Predicate<Line> which) {
        return delivery.lines().stream()
                .filter(line -> line.isUal() && line.isAttackers())
                .filter(which)
                .findFirst();
    }

    private static Line moved(Line line, Duration by) {
        return line.withTime(line.time().plus(by)).withText(LineText.moved(line.text(), by));
    }

    private static List<Line> byTime(List<Line> lines) {
        lines.sort(Comparator.comparing(Line::time).thenComparing(Line::id));
        return lines;
    }

    private static String other(String id, int number) {
        return UUID.nameUUIDFromBytes((id + '/' + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
