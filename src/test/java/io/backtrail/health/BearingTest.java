package io.backtrail.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Holdings;
import io.backtrail.investigate.Investigation;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearingTest {
    private static final HealthFinding THROTTLED = hole(Severity.HIGH, "throttled", "Exchange");
    private static final HealthFinding NO_CONSENT = hole(Severity.INFO, "absent-consent", "AzureActiveDirectory");
    private static final HealthFinding NO_ACCESS = hole(Severity.MEDIUM, "absent-mail-access", "Exchange");
    private static final HealthFinding QUIET_MAIL = hole(Severity.MEDIUM, "silent-hours", "Exchange");
    private static final HealthFinding QUIET_TEAMS = hole(Severity.LOW, "silent-hours", "MicrosoftTeams");
    private static final HealthFinding ROW_CAP = hole(Severity.HIGH, "row-cap", null);
    private static final List<HealthFinding> ALL =
            List.of(THROTTLED, NO_CONSENT, NO_ACCESS, QUIET_MAIL, QUIET_TEAMS, ROW_CAP);

    @TempDir
    Path dir;

    @Test
    void bringsUpWhatWeakensAnAnswerAboutReadingMail() {
        assertEquals(
                List.of(THROTTLED, NO_ACCESS, QUIET_MAIL, ROW_CAP),
                Bearing.on(needing("operation MailItemsAccessed", "workload Exchange"), ALL));
    }

    @Test
    void leavesOtherLogsOutOfAnAnswerAboutConsent() {
        assertEquals(
                List.of(NO_CONSENT, ROW_CAP),
                Bearing.on(needing("operation Consent to application", "workload AzureActiveDirectory"), ALL));
    }

    @Test
    void knowsWhatALogIsWrittenByAndTakesWildcards() {
        assertEquals(List.of(QUIET_MAIL, ROW_CAP), Bearing.on(needing("family message-trace"), ALL));
        assertEquals(
                List.of(THROTTLED, NO_ACCESS, ROW_CAP), Bearing.on(needing("operation Mail*", "family signin"), ALL));
    }

    @Test
    void holdsEveryHoleAgainstAQuestionThatDoesNotSayWhatItIsMadeOf() {
        List<HealthFinding> grave = List.of(THROTTLED, NO_CONSENT, NO_ACCESS, QUIET_MAIL, ROW_CAP);
        assertEquals(grave, Bearing.on(needing(), ALL));
        assertEquals(grave, Bearing.on(needing("any"), ALL));
    }

    @Test
    void allowsNoConclusionBesideAGraveHoleOrWithoutTheRecords() {
        try (CaseReader empty = CaseReader.empty()) {
            Investigation stated = needing();
            Holdings none = Holdings.of(empty);
            assertFalse(Bearing.forbids(stated, none, List.of(QUIET_MAIL)));
            assertTrue(Bearing.forbids(stated, none, List.of(THROTTLED)));
            assertFalse(Bearing.forbids(stated, none, List.of(NO_ACCESS)));
            assertTrue(Bearing.forbids(needing("state mfa_state"), none, List.of()));
        }
    }

    private Investigation needing(String... needs) {
        StringBuilder text = new StringBuilder("--| id: q\n--| question: Why?\n--| phase: access\n");
        for (String need : needs) {
            text.append("--| needs: ").append(need).append('\n');
        }
        try {
            Files.writeString(dir.resolve("q.sql"), text.append("\nSELECT 1;\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Catalogue.load(List.of(dir), problem -> {}).find("q");
    }

    private static HealthFinding hole(Severity severity, String code, String workload) {
        HealthFinding finding = HealthFinding.of(severity, code, code);
        return workload == null ? finding : finding.in(workload);
    }
}
