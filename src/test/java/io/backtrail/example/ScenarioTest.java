package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final long SEED = 7;
    private static final Scale SMALL = new Scale(26, 21);

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(Scenario scenario) throws Exception {
        String hash = hash(SEED, scenario, "a");
        assertEquals(hash, hash(SEED, scenario, "b"));
        assertFalse(hash.equals(hash(SEED + 1, scenario, "c")));
    }

    @ParameterizedTest
    @EnumSource
    void everyLabelNamesAWrittenRecordAndEveryRecordIsJson(Scenario scenario) throws IOException {
        for (Era era : Era.values()) {
            ExampleTenant tenant = ExampleTenant.of(SEED, SMALL, scenario, era);
            Set<String> written = new HashSet<>();
            for (Entry entry : tenant.book().entries()) {
                assertTrue(tokens(entry.auditData()) > 10);
                assertTrue(written.add(entry.id()), entry.id());
            }
            tenant.book().signIns().forEach(in -> written.add(in.id()));
            tenant.book().acts().forEach(act -> written.add(act.id()));
            WrittenExample files = tenant.write(dir.resolve(era.name()));
            for (String line : Files.readAllLines(files.labels())) {
                String id = line.substring(line.indexOf(':') + 2, line.indexOf("\",\"family"));
                assertTrue(written.contains(id), line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAccusedAreThoseInWhoseNameSomebodyElseActed(Scenario scenario) throws IOException {
        ExampleTenant tenant = ExampleTenant.of(SEED, SMALL, scenario, Era.MODERN);
        String truth = Files.readString(tenant.write(dir).truth());
        Set<String> inside = tenant.book().entries().stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .filter(e -> !e.operation().equals("UserLoginFailed"))
                .map(e -> e.label().account())
                .collect(Collectors.toSet());
        assertEquals(inside, accused(truth));
        assertEquals(scenario.attacked(), !inside.isEmpty());
        assertEquals(scenario.attacked(), !truth.contains("\"entry_vector\" : null"));
        assertEquals(scenario.attacked(), !truth.contains("\"first_success\" : null"));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTruthNamesIsTheAttackersDoing(Scenario scenario) throws IOException {
        ExampleTenant tenant = ExampleTenant.of(SEED, SMALL, scenario, Era.MODERN);
        String truth = Files.readString(tenant.write(dir).truth());
        Set<String> theirs = tenant.book().entries().stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .map(Entry::id)
                .collect(Collectors.toSet());
        List<String> named = Pattern.compile("\"event_id\" : \"([^\"]+)\"")
                .matcher(truth)
                .results()
                .map(r -> r.group(1))
                .toList();
        assertTrue(theirs.containsAll(named));
    }

    /** At least that many of the attacker's records, or for a clean scenario of the owners', look like this. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AITM           | attacker | 1  | "Operation":"New-InboxRule"
                    PASSWORD_SPRAY | attacker | 48 | "BAV2ROPC".*"ErrorNumber":"50126"
                    PASSWORD_SPRAY | attacker | 2  | "BAV2ROPC".*"ErrorNumber":"0"
                    PASSWORD_SPRAY | attacker | 3  | Protocol=IMAP.*"MailAccessType","Value":"Sync"
                    PASSWORD_SPRAY | attacker | 1  | "Set-Mailbox".*ForwardingSmtpAddress
                    PASSWORD_SPRAY | owner    | 10 | "BAV2ROPC".*"ErrorNumber":"0"
                    ORDINARY       | owner    | 10 | "ErrorNumber":"50126"
                    """)
    void theDecisiveRecordsAreThere(Scenario scenario, String whose, int least, String pattern) {
        Pattern shape = Pattern.compile(pattern);
        for (Era era : List.of(Era.MIDDLE, Era.MODERN)) {
            long found = ExampleTenant.of(SEED, SMALL, scenario, era).book().entries().stream()
                    .filter(e -> e.label().truth().equals(whose))
                    .filter(e -> shape.matcher(e.auditData()).find())
                    .count();
            assertTrue(found >= least, found + " of " + least + " in " + era);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theErasDifferInTheIdsThatLinkRecords(Scenario scenario) {
        String old = all(scenario, Era.OLD);
        assertFalse(old.contains("SessionId\"") || old.contains("UniqueTokenId"));
        String middle = all(scenario, Era.MIDDLE);
        assertTrue(middle.contains("{\"Name\":\"SessionId\",\"Value\":\""));
        assertFalse(middle.contains("AADSessionId") || middle.contains("UniqueTokenId"));
        assertFalse(middle.contains("Chrome/15") || middle.contains("TokenObjectId"));
        String modern = all(scenario, Era.MODERN);
        assertTrue(modern.contains("AADSessionId") && modern.contains("UniqueTokenId"));
    }

    private static String all(Scenario scenario, Era era) {
        return ExampleTenant.of(SEED, SMALL, scenario, era).book().entries().stream()
                .map(Entry::auditData)
                .collect(Collectors.joining("\n"));
    }

    private String hash(long seed, Scenario scenario, String name) throws Exception {
        Path folder = dir.resolve(name);
        return DemoBytesTest.hash(
                ExampleTenant.of(seed, SMALL, scenario, Era.MODERN).write(folder));
    }

    private static Set<String> accused(String truth) {
        String list = truth.substring(truth.indexOf('[') + 1, truth.indexOf(']'));
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(list)
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }

    private static long tokens(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            long count = 0;
            while (parser.nextToken() != null) {
                count++;
            }
            return count;
        }
    }
}
