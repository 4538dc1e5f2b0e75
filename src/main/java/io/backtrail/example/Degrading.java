package io.backtrail.example;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Alterations that take something away from the evidence, as exports, licences and collectors do. */
final class Degrading {
    private static final int CAP = 300;
    private static final Set<Kind> MAIL =
            Set.of(Kind.EXCHANGE_ITEM, Kind.EXCHANGE_GROUP, Kind.EXCHANGE_READ, Kind.EXCHANGE_SEARCH);
    private static final UnaryOperator<String> NO_SESSIONS =
            LineText.emptied("SessionId|AADSessionId|UniqueTokenId|sessionId|uniqueTokenIdentifier", "SessionId");
    private static final UnaryOperator<String> NO_AGENTS = LineText.emptied(
            "UserAgent|userAgent|ClientInfoString|ActorInfoString|browser|operatingSystem",
            "UserAgent|User-Agent|OS|BrowserType");

    private Degrading() {}

    static Delivery withoutSessions(Delivery delivery) {
        return texts(delivery, NO_SESSIONS);
    }

    static Delivery withoutAgents(Delivery delivery) {
        return texts(delivery, NO_AGENTS);
    }

    static Delivery withoutSignIns(Delivery delivery) {
        return only(
                delivery, line -> line.kind() != Kind.SIGN_IN && !line.family().equals(Line.SIGN_IN));
    }

    static Delivery withoutMail(Delivery delivery) {
        return only(delivery, line -> line.kind() == null || !MAIL.contains(line.kind()));
    }

    static Delivery withoutDirectory(Delivery delivery) {
        return only(
                delivery,
                line -> line.kind() != Kind.DIRECTORY && !line.family().equals(Line.DIRECTORY));
    }

    static Delivery auditLogOnly(Delivery delivery) {
        return only(delivery, Line::isUal).with(only(delivery, Line::isUal).lines(), List.of());
    }

    static Delivery withLosses(Delivery delivery) {
        return only(delivery, line -> !isTenth(line));
    }

    /** The labels of such records go with them: nobody can read them any more. */
    static Delivery withCuts(Delivery delivery) {
        List<Line> lines = delivery.lines().stream()
                .map(line -> line.isUal() && isTenth(line) ? cut(line) : line)
                .toList();
        return delivery.with(lines);
    }

    static Delivery capped(Delivery delivery) {
        Map<LocalDate, Integer> seen = new HashMap<>();
        List<Line> kept = new ArrayList<>();
        for (int i = delivery.lines().size() - 1; i >= 0; i--) {
            Line line = delivery.lines().get(i);
            LocalDate day = line.time().atZone(ZoneOffset.UTC).toLocalDate();
            if (!line.isUal() || seen.merge(day, 1, Integer::sum) <= CAP) {
                kept.add(line);
            }
        }
        Collections.reverse(kept);
        return delivery.with(kept);
    }

    /** Sign-ins arrive up to a day late, the others up to an hour. */
    static Delivery delayed(Delivery delivery) {
        Instant end = delivery.lines().stream()
                .map(Line::time)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Line> lines = new ArrayList<>(only(
                        delivery,
                        line -> line.time().isBefore(end.minus(Duration.ofDays(1)))
                                || Math.floorMod(line.id().hashCode(), 2) == 0)
                .lines());
        lines.sort(Comparator.comparing(Degrading::arrival).thenComparing(Line::id));
        return delivery.with(lines);
    }

    /** The first people of the tenant, and what the services do for them. */
    static Delivery onlyPeople(Delivery delivery, int people) {
        Set<String> kept = delivery.tenant().people().stream()
                .limit(people)
                .map(Person::upn)
                .collect(Collectors.toSet());
        int all = delivery.tenant().people().size();
        List<Line> lines = only(
                        delivery,
                        line -> kept.contains(line.label().account())
                                || line.label().account().isEmpty()
                                        && Math.floorMod(line.id().hashCode(), all) < people)
                .lines();
        List<Mail> mails = delivery.mails().stream()
                .filter(mail -> kept.contains(mail.from()) || mail.to().stream().anyMatch(kept::contains))
                .toList();
        return delivery.with(lines, mails);
    }

    private static Instant arrival(Line line) {
        boolean signIn = line.kind() == Kind.SIGN_IN || line.family().equals(Line.SIGN_IN);
        return line.time().plusSeconds(Math.floorMod(line.id().hashCode(), signIn ? 86_400 : 3_600));
    }

    private static boolean isTenth(Line line) {
        return Math.floorMod(line.id().hashCode(), 10) == 0;
    }

    private static Line cut(Line line) {
        Label gone =
                new Label(line.label().account(), "lost", "none", line.label().scenario());
        return new Line(
                line.family(),
                line.time(),
                line.id(),
                line.kind(),
                line.operation(),
                line.userId(),
                line.text().substring(0, line.text().length() * 3 / 5),
                gone);
    }

    private static Delivery texts(Delivery delivery, UnaryOperator<String> change) {
        return delivery.with(delivery.lines().stream()
                .map(line -> line.withText(change.apply(line.text())))
                .toList());
    }

    private static Delivery only(Delivery delivery, Predicate<Line> kept) {
        return delivery.with(delivery.lines().stream().filter(kept).toList());
    }
}
