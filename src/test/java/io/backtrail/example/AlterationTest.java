package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlterationTest {
    private static Delivery plain;

    @BeforeAll
    static void liveASmallTenant() {
        plain = ExampleTenant.of(5, new Scale(26, 21)).delivery();
    }

    @Test
    void orderKeepsEveryRecord() {
        Delivery other = Harmless.shuffled(plain);
        assertEquals(new HashSet<>(plain.lines()), new HashSet<>(other.lines()));
        assertFalse(plain.lines().equals(other.lines()));
    }

    @Test
    void renamingLeavesNoOldName() {
        String all = texts(Harmless.renamed(plain).lines());
        for (Person person : plain.tenant().people()) {
            assertFalse(all.contains(person.upn()), person.upn());
            assertFalse(all.contains(person.name()), person.name());
        }
        assertFalse(all.contains("north.example") || all.contains("north_example") || all.contains("northfreight"));
        assertEquals(
                List.of("polar.example", "polarcargo.onmicrosoft.com"),
                Harmless.renamed(plain).ownDomains());
    }

    @Test
    void shiftingMovesTheTimesInTheTextWithTheRecord() {
        Line before = plain.lines().get(0);
        Line after = Harmless.shifted(plain).lines().get(0);
        assertEquals(Duration.ofMinutes(807), Duration.between(before.time(), after.time()));
        assertTrue(after.text().contains("\"CreationTime\":\"" + Recorder.zoneless(after.time())), after.text());
        assertEquals(
                "1601-01-01T00:00:00 2026-01-02T00:00:01",
                LineText.moved("1601-01-01T00:00:00 2026-01-01T23:59:01", Duration.ofMinutes(1)));
    }

    @Test
    void theAttackersRecordsBecomeTenfoldAndNobodyElses() {
        Delivery other = Intrusion.tenfold(plain);
        assertEquals(count(plain, "attacker") * 10, count(other, "attacker"));
        assertEquals(count(plain, "owner"), count(other, "owner"));
        assertEquals(other.lines().size(), ids(other).size());
    }

    @Test
    void quietDaysLieBeforeTheAttackAndHaveSessionsOfTheirOwn() {
        Set<String> before = ids(plain);
        List<Line> added = Intrusion.quietDays(plain).lines().stream()
                .filter(line -> !before.contains(line.family() + line.id()))
                .toList();
        assertEquals(30, added.size());
        Line attack =
                plain.lines().stream().filter(Line::isAttackers).findFirst().orElseThrow();
        assertTrue(added.stream()
                .allMatch(line -> line.time().isBefore(attack.time().plus(Duration.ofHours(12)))));
    }

    @Test
    void sessionsAndProgramsCanBeTakenOutOfEveryRecord() {
        String sessions = texts(Degrading.withoutSessions(plain).lines());
        assertFalse(sessions.matches("(?s).*\"(SessionId|AADSessionId|sessionId)\":\"[^\"].*"));
        assertFalse(sessions.contains("{\"Name\":\"SessionId\",\"Value\":\"0"));
        String agents = texts(Degrading.withoutAgents(plain).lines());
        assertFalse(
                agents.contains("Mozilla/5.0"), () -> agents.substring(Math.max(0, agents.indexOf("Mozilla") - 200)));
    }

    @Test
    void whatIsCutHasNoLabelAndWhatIsCappedIsTheNewest() {
        long cut = Degrading.withCuts(plain).lines().stream()
                .filter(line -> line.label().truth().equals("lost"))
                .count();
        assertTrue(
                cut > 0
                        && cut * 20 > plain.lines().size()
                        && cut * 5 < plain.lines().size(),
                cut + " cut");
        List<Line> kept = Degrading.capped(plain).lines();
        assertTrue(kept.size() < plain.lines().size());
        assertEquals(plain.lines().get(plain.lines().size() - 1), kept.get(kept.size() - 1));
    }

    @Test
    void aFirmOfTenHasNobodyElsesRecords() {
        Set<String> accounts = Degrading.onlyPeople(plain, 10).lines().stream()
                .map(line -> line.label().account())
                .filter(account -> !account.isEmpty())
                .collect(Collectors.toSet());
        assertEquals(10, accounts.size());
    }

    private static long count(Delivery delivery, String truth) {
        return delivery.lines().stream()
                .filter(line -> line.isUal() && line.label().truth().equals(truth))
                .count();
    }

    private static Set<String> ids(Delivery delivery) {
        return delivery.lines().stream().map(line -> line.family() + line.id()).collect(Collectors.toSet());
    }

    private static String texts(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
