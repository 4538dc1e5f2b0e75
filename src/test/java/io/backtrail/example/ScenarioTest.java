package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ScenarioTest {
    private static final long SEED = 7;
    private static final Scale SMALL = new Scale(26, 21);

    /** At least that many of the attacker's records, or in a clean scenario of the owners', look like this. */
    private static final String DECISIVE = """
            AITM              | attacker | 1   | "Operation":"New-InboxRule"
            PASSWORD_SPRAY    | attacker | 48  | "BAV2ROPC".*"ErrorNumber":"50126"
            PASSWORD_SPRAY    | attacker | 2   | "BAV2ROPC".*"ErrorNumber":"0"
            PASSWORD_SPRAY    | attacker | 3   | Protocol=IMAP.*"MailAccessType","Value":"Sync"
            PASSWORD_SPRAY    | attacker | 1   | "Set-Mailbox".*ForwardingSmtpAddress
            PASSWORD_SPRAY    | owner    | 10  | "BAV2ROPC".*"ErrorNumber":"0"
            TOKEN_THEFT       | attacker | 5   | MailItemsAccessed
            TOKEN_THEFT       | attacker | 6   | FileDownloaded
            DEVICE_CODE       | owner    | 2   | Cmsi:Cmsi.*"ErrorNumber":"50199"
            DEVICE_CODE       | owner    | 1   | DeviceAuth:token.*"ErrorNumber":"0"
            DEVICE_CODE       | attacker | 1   | DeviceAuth:token.*"ErrorNumber":"0"
            ILLICIT_CONSENT   | owner    | 2   | "ErrorNumber":"65001"
            ILLICIT_CONSENT   | owner    | 2   | Consent to application.*Mail.Read
            ILLICIT_CONSENT   | owner    | 30  | "UserType":5.*RESTSystem
            ILLICIT_CONSENT   | attacker | 20  | "UserType":5.*RESTSystem
            ILLICIT_CONSENT   | owner    | 1   | Remove delegated permission grant
            MFA_FATIGUE       | attacker | 6   | "ErrorNumber":"500121"
            MFA_FATIGUE       | owner    | 3   | "ErrorNumber":"500121"
            BRUTE_FORCE       | attacker | 70  | "ErrorNumber":"50126"
            BRUTE_FORCE       | attacker | 4   | "ErrorNumber":"50053"
            BRUTE_FORCE       | owner    | 1   | "ErrorNumber":"50053"
            LEGACY_AUTH       | attacker | 5   | "BAV2ROPC".*"ErrorNumber":"0"
            LEGACY_AUTH       | attacker | 15  | Protocol=IMAP
            MAILBOX_FORWARD   | attacker | 1   | "Set-Mailbox".*ForwardingSmtpAddress
            MAILBOX_FORWARD   | owner    | 3   | "Set-Mailbox".*ForwardingSmtpAddress
            DELEGATE          | attacker | 1   | Add-MailboxPermission.*FullAccess
            DELEGATE          | attacker | 3   | "LogonType":2
            DELEGATE          | owner    | 8   | "LogonType":2
            TRANSPORT_RULE    | attacker | 1   | New-TransportRule.*BlindCopyTo
            TRANSPORT_RULE    | owner    | 1   | New-TransportRule
            RESIDENTIAL_PROXY | attacker | 3   | UserLoggedIn
            INTERNAL_PHISH    | attacker | 6   | UserLoggedIn
            INTERNAL_PHISH    | attacker | 1   | depot figures.*
            ORDINARY          | owner    | 10  | "ErrorNumber":"50126"
            TRAVEL_SEASON     | owner    | 6   | "ErrorNumber":"50074"
            VPN_ROLLOUT       | owner    | 100 | "ClientIP":"(193.32.127|37.19.205)
            MERGER            | owner    | 31  | "Operation":"Add user."
            MERGER            | owner    | 20  | "Operation":"New-InboxRule"
            PHONE_RENEWAL     | owner    | 26  | StrongAuthenticationPhoneAppDetail
            HELPDESK_WAVE     | owner    | 13  | Reset user password
            NEWSLETTER        | owner    | 500 | North Freight autumn schedule
            """;

    private static final Map<Era, ExampleTenant> TENANTS = new HashMap<>();
    private static Scenario last;
    private static WrittenExample written;

    @TempDir
    static Path shared;

    @Parameter
    Scenario scenario;

    @TempDir
    Path dir;

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        ExampleTenant again = ExampleTenant.of(SEED, SMALL, scenario, Era.MODERN);
        String hash = DemoBytesTest.hash(written());
        assertEquals(hash, DemoBytesTest.hash(again.write(dir)));
    }

    @Test
    void everyLabelNamesAWrittenRecordAndEveryRecordIsJson() throws IOException {
        Book book = tenant(Era.MODERN).book();
        Set<String> written = new HashSet<>();
        for (Entry entry : book.entries()) {
            assertTrue(tokens(entry.auditData()) > 10);
            assertTrue(written.add(entry.id()), entry.id());
        }
        book.signIns().forEach(in -> written.add(in.id()));
        book.acts().forEach(act -> written.add(act.id()));
        for (String line : Files.readAllLines(written().labels())) {
            assertTrue(written.contains(line.substring(line.indexOf(':') + 2, line.indexOf("\",\"family"))), line);
        }
    }

    @Test
    void theAccusedAreThoseInWhoseNameSomebodyElseActed() throws IOException {
        String truth = Files.readString(written().truth());
        Set<String> inside = tenant(Era.MODERN).book().entries().stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .filter(e -> !e.operation().equals("UserLoginFailed"))
                .map(e -> e.label().account())
                .collect(Collectors.toSet());
        assertEquals(inside, accused(truth));
        assertEquals(scenario.attacked(), !inside.isEmpty());
        assertEquals(scenario.attacked(), !truth.contains("\"entry_vector\" : null"));
        assertEquals(scenario.attacked(), !truth.contains("\"first_success\" : null"));
        assertEquals(scenario.attacked(), !truth.contains("\"contained\" : null"));
    }

    @Test
    void whatTheTruthNamesServedTheAttack() throws IOException {
        String truth = Files.readString(written().truth());
        Set<String> theirs = tenant(Era.MODERN).book().entries().stream()
                .filter(e -> e.label().truth().equals("attacker")
                        || e.label().phase().equals("persistence"))
                .map(Entry::id)
                .collect(Collectors.toSet());
        List<String> named = Pattern.compile("\"event_id\" : \"([^\"]+)\"")
                .matcher(truth)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(theirs.containsAll(named));
        assertEquals(
                scenario.attacked() && scenario != Scenario.TOKEN_THEFT && scenario != Scenario.LEGACY_AUTH,
                truth.contains("\"type\" : \""));
    }

    @Test
    void theDecisiveRecordsAreThere() {
        List<String> lines = DECISIVE.lines()
                .filter(line -> line.startsWith(scenario.name() + ' '))
                .toList();
        assertFalse(lines.isEmpty());
        for (String line : lines) {
            String[] cells = line.split(" *\\| ", 4);
            Pattern shape = Pattern.compile(cells[3]);
            for (Era era : List.of(Era.MIDDLE, Era.MODERN)) {
                long found = tenant(era).book().entries().stream()
                        .filter(e -> e.label().truth().equals(cells[1]))
                        .filter(e -> shape.matcher(e.auditData()).find())
                        .count();
                assertTrue(found >= Integer.parseInt(cells[2]), found + " in " + era + " of " + line);
            }
        }
    }

    /** Values that nobody but the thief has would make the thief findable by a list; acts alone may be the thief's own. */
    @Test
    void ownersHaveEveryRareValueThatTheThiefHas() {
        for (String pattern : List.of(
                "\"ErrorNumber\":\"(\\d+)\"",
                "\"RequestType\",\"Value\":\"([^\"]+)\"",
                "\"Name\":\"UserAgent\",\"Value\":\"([^\"]+)\"",
                "\"ClientInfoString\":\"([^\"]+)\"",
                "\"ApplicationId\":\"([^\"]+)\"",
                "\"Operation\":\"([^\"]+)\"",
                "\"LogonType\":(\\d)",
                "\"UserType\":(\\d)")) {
            Map<Boolean, Set<String>> values = new HashMap<>(Map.of(true, new HashSet<>(), false, new HashSet<>()));
            Pattern shape = Pattern.compile(pattern);
            for (Entry entry : tenant(Era.MODERN).book().entries()) {
                boolean thief = entry.label().truth().equals("attacker");
                shape.matcher(entry.auditData())
                        .results()
                        .forEach(found -> values.get(thief).add(found.group(1)));
            }
            values.get(true).removeAll(values.get(false));
            assertEquals(Set.of(), values.get(true), pattern);
        }
    }

    @Test
    void theErasDifferInTheIdsThatLinkRecords() {
        String old = all(Era.OLD);
        assertFalse(old.contains("SessionId\"") || old.contains("UniqueTokenId"));
        String middle = all(Era.MIDDLE);
        assertTrue(middle.contains("{\"Name\":\"SessionId\",\"Value\":\""));
        assertFalse(middle.contains("AADSessionId") || middle.contains("UniqueTokenId"));
        assertFalse(middle.contains("Chrome/15") || middle.contains("TokenObjectId"));
        String modern = all(Era.MODERN);
        assertTrue(modern.contains("AADSessionId") && modern.contains("UniqueTokenId"));
    }

    private String all(Era era) {
        return tenant(era).book().entries().stream().map(Entry::auditData).collect(Collectors.joining("\n"));
    }

    private WrittenExample written() throws IOException {
        ExampleTenant tenant = tenant(Era.MODERN);
        if (written == null) {
            written = tenant.write(shared.resolve(scenario.name()));
        }
        return written;
    }

    /** The tenants of one scenario at a time are kept, since all tests of a scenario run together. */
    private ExampleTenant tenant(Era era) {
        if (scenario != last) {
            TENANTS.clear();
            written = null;
            last = scenario;
        }
        return TENANTS.computeIfAbsent(era, e -> ExampleTenant.of(SEED, SMALL, scenario, e));
    }

    private static Set<String> accused(String truth) {
        String list = truth.substring(truth.indexOf('[') + 1, truth.indexOf(']'));
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
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
