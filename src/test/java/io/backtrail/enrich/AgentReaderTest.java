package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.backtrail.model.Agent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentReaderTest {
    private static final AgentReader AGENTS = new AgentReader(Packs.load());
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAV2ROPC | BAV2ROPC | | mail-client",
                "CBAInPROD | CBAInPROD | | mail-client",
                "python-requests/2.31.0 | python-requests | | script",
                "axios/1.7.7 | axios | | script",
                "Go-http-client/1.1 | Go HTTP client | | script",
                "okhttp/4.12.0 | okhttp | | script",
                "AADInternals | AADInternals | | script",
                "azurehound/v2.1.9 | AzureHound | | script",
                "Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1.22621 | PowerShell | | script",
                "Microsoft.Exchange.Management.ExoPowershellGalleryModule | | | unknown",
                "Outlook-iOS/2.0 | Outlook | iOS | mobile",
                "Outlook-Android/2.0 | Outlook | Android | mobile",
                "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro) | Outlook | Windows | mail-client",
                "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Word 16.0.17126; Pro) | Microsoft Office | Windows | mail-client",
                "Microsoft SkyDriveSync 24.070.0407.0003 ship; Windows NT 10.0 (22631) | OneDrive | Windows | mail-client",
                "OneDriveMpc-Transform_Zip/1.0 | OneDrive | | service",
                "MSWAC | Office on the web | | service",
                "Client=OWA;Action=ViaProxy | | | browser",
                "Client=MSExchangeRPC | Outlook | | mail-client",
                "Client=REST;Client=RESTSystem;; | Exchange REST | | service",
                "Client=WebServices;Action=ConfigureGroupMailbox | Exchange Web Services | | service",
                "Client=WebServices;ExchangeServicesClient/15.00.0913.015; | EWS Managed API | | script",
                "Client=ActiveSync;UserAgent=Apple-iPhone12C1/1902.76;Action=/Microsoft-Server-ActiveSync | iOS Mail | iOS | mobile",
                "Client=ActiveSync | Exchange ActiveSync | | mobile",
                "Client=POP3/IMAP4;Protocol=IMAP4 | POP3/IMAP4 | | mail-client",
                "Client=OutlookService;Outlook-iOS/2.0; | Outlook | iOS | mobile",
                "Client=Hub Transport | Exchange | | service",
                "something unheard of | | | unknown",
            })
    void readsWhatMicrosoft365Writes(String text, String family, String os, String kind) {
        assertEquals(new Agent(family, os, kind), AGENTS.read(text));
    }

    @Test
    void readsBrowsers() {
        assertEquals(new Agent("Chrome", "Windows", "browser"), AGENTS.read(CHROME));
        assertEquals(new Agent("Edge", "Windows", "browser"), AGENTS.read(CHROME + " Edg/126.0.2592.81"));
        assertEquals(
                new Agent("Firefox", "Linux", "browser"),
                AGENTS.read("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"));
        assertEquals(
                new Agent("Mobile Safari", "iOS", "browser"),
                AGENTS.read("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"));
    }

    @Test
    void readsTheBrowserBehindOutlookOnTheWeb() {
        assertEquals(new Agent("Chrome", "Windows", "browser"), AGENTS.read("Client=OWA;" + CHROME + "[AppId=0000];"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u0000", "Client=", "Client=;;;", "\uD800\u202E", "Client=OWA;\u0000"})
    void staysCalmBeforeOddTexts(String text) {
        assertNotNull(AGENTS.read(text));
    }

    @Test
    void looksAtABoundedPartOfAnEndlessText() {
        String hostile = "Mozilla/5.0 (" + "a;b (".repeat(200_000);
        Agent read = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> AGENTS.read(hostile));
        assertEquals("unknown", read.kind());
    }
}
