package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacksTest {
    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Set<String> CODE_CLASSES = Set.of(
            "app-error",
            "bad-credential",
            "consent",
            "device",
            "device-code",
            "disabled",
            "federation",
            "guest",
            "interrupt",
            "locked",
            "mfa-denied",
            "mfa-fail",
            "mfa-interrupt",
            "noise",
            "password-correct",
            "policy-block",
            "risk-block",
            "service-error",
            "session-revoked",
            "success",
            "token",
            "unknown-user");

    private final Packs packs = Packs.load();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attack-agents",
                "consumer-domains",
                "containment-operations",
                "finance-words",
                "first-party-apps",
                "helpdesk-names",
                "hide-folders",
                "kit-builds",
                "lure-words",
                "microsoft-ranges",
                "networks",
                "outside-connectors",
                "record-types",
                "risky-app-roles",
                "risky-extensions",
                "risky-scopes",
                "rogue-apps",
                "secret-words",
                "security-words",
                "signin-codes",
                "system-actors",
                "tier0-roles",
                "tier1-roles",
                "watch-apps",
                "weakening-settings"
            })
    void readsEveryPackWholeWithItsOriginAndNoKeyTwice(String name) {
        Pack pack = Pack.read(name + ".csv");
        assertEquals(name, pack.head().get("pack"));
        assertTrue(pack.head().get("version").matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}"));
        assertFalse(pack.head().get("source").isEmpty());
        assertFalse(pack.head().get("licence").isEmpty());
        Set<String> keys = new HashSet<>();
        for (List<String> row : pack.rows()) {
            assertTrue(keys.add(row.get(0)), row.get(0) + " stands twice in " + name);
            assertFalse(row.get(0).isBlank());
            assertEquals(row.get(0).strip(), row.get(0));
        }
        int least = name.equals("kit-builds") ? 2 : 10;
        assertTrue(pack.rows().size() >= least, "only " + pack.rows().size() + " rows");
    }

    @Test
    void namesEveryPackInOrder() {
        List<String> names = packs.versions().stream().map(PackVersion::name).toList();
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(null);
        assertEquals(sorted, names);
        assertEquals(25, names.size());
    }

    @Test
    void givesEverySigninCodeAClassThatOthersKnow() {
        assertEquals(153, packs.signinCodes().size());
        packs.signinCodes().values().forEach(code -> {
            assertTrue(CODE_CLASSES.contains(code.kind()), code.toString());
            assertFalse(code.meaning().isBlank());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, success",
        "50126, bad-credential",
        "AADSTS50126, bad-credential",
        "50055, password-correct",
        "50053, locked",
        "50140, interrupt",
        "530032, policy-block"
    })
    void knowsTheClassOfASigninCode(String code, String kind) {
        assertEquals(kind, packs.signinCode(code).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "99999999999999999999", "1; DROP", "123456789"})
    void knowsNothingOfOtherCodes(String code) {
        assertNull(packs.signinCode(code));
    }

    @Test
    void knowsApplicationsInAnyCase() {
        assertTrue(packs.isFirstPartyApp("1B730954-1685-4B74-9BFD-DAC224A7B894"));
        assertFalse(packs.isFirstPartyApp("ff8d92dc-3d82-41d6-bcbd-b9174d163620"));
        assertEquals(
                "PERFECTDATA SOFTWARE",
                packs.rogueApp("FF8D92DC-3D82-41D6-BCBD-B9174D163620").name());
        assertEquals("eM Client", packs.appName("e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd"));
        assertNull(packs.appName("00000000-0000-0000-0000-00000000abcd"));
        assertFalse(packs.isFirstPartyApp(null));
    }

    @Test
    void keepsIdsAsLowerCaseGuidsAndTheTwoListsApart() {
        for (List<String> row : Pack.read("first-party-apps.csv").rows()) {
            assertTrue(row.get(0).matches(GUID), row.get(0));
            assertNull(packs.rogueApp(row.get(0)));
        }
        packs.rogueApps().keySet().forEach(id -> assertTrue(id.matches(GUID), id));
    }

    @Test
    void namesRecordTypes() {
        assertEquals("ExchangeAdmin", packs.recordType(1));
        assertEquals("AzureActiveDirectoryStsLogon", packs.recordType(15));
        assertNull(packs.recordType(-7));
    }

    @ParameterizedTest
    @CsvSource({
        "RSS Feeds, rss",
        "'mailbox:\\RSS Subscriptions', rss",
        "alice@north.example:\\Verlauf der Unterhaltung, conversation-history",
        "/Historique des conversations/, conversation-history",
        "Posta eliminata, deleted",
        "迷惑メール, junk",
        "ARCHIV, archive",
    })
    void knowsHidingFoldersInManyLanguages(String folder, String kind) {
        assertEquals(kind, packs.hideFolderKind(folder));
    }

    @Test
    void takesNoOtherFolderForAHidingPlace() {
        assertNull(packs.hideFolderKind("Inbox"));
        assertNull(packs.hideFolderKind("Projects/Archive 2024"));
        assertNull(packs.hideFolderKind(""));
        assertNull(packs.hideFolderKind(null));
    }

    @Test
    void keepsAllWordsInLowerCase() {
        Set<String> all = new HashSet<>(packs.hideFolders());
        all.addAll(packs.financeWords());
        all.addAll(packs.securityWords());
        all.addAll(packs.consumerDomains());
        all.forEach(word -> assertEquals(word.toLowerCase(Locale.ROOT), word));
        assertTrue(packs.financeWords().containsAll(List.of("invoice", "iban", "rechnung", "factuur")));
        assertTrue(packs.securityWords().containsAll(List.of("phishing", "hacked", "mfa", "betrug")));
        assertTrue(packs.isConsumerDomain("Gmail.com"));
        assertFalse(packs.isConsumerDomain("north.example"));
    }

    @Test
    void listsOperatorsOfEveryKindWithKindsThatTheModelKnows() {
        List<List<String>> rows = Pack.read("networks.csv").rows();
        assertTrue(rows.size() >= 150);
        Set<Network> kinds = new HashSet<>();
        rows.forEach(row -> {
            assertTrue(Long.parseLong(row.get(0)) > 0);
            kinds.add(Network.valueOf(row.get(2).toUpperCase(Locale.ROOT)));
        });
        assertTrue(kinds.containsAll(Set.of(
                Network.HOSTING, Network.VPN, Network.TOR, Network.MOBILE, Network.RESIDENTIAL, Network.BUSINESS)));
    }

    @Test
    void readsQuotedCells() {
        assertEquals(List.of("a,b", "c \"d\"", "", "e"), Pack.cells("\"a,b\",\"c \"\"d\"\"\",,e"));
    }

    @ParameterizedTest
    @CsvSource({
        "axios/1.7.2, library",
        "python-requests/2.31.0, library",
        "Python/3.11 aiohttp/3.9, library",
        "node, library",
        "azurehound/v2.1.0, offensive",
        "'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041', library",
        "BAV2ROPC, legacy",
        "go-http-client/2.0, library",
    })
    void knowsToolsByTheirAgentStrings(String text, String kind) {
        assertEquals(kind, packs.attackAgent(text).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
                "Mozilla/5.0 (X11; Linux) got node java",
                "maxiosphere",
                "nodejs-like thing",
                ""
            })
    void takesNoHonestStringForATool(String text) {
        assertNull(packs.attackAgent(text));
    }
}
