package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Event;
import io.backtrail.model.Property;
import io.backtrail.model.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryAndFileAuditTest {
    @Test
    void readsAConsent() throws BadRecordException {
        Event event = Records.ual(
                8,
                "Consent to application.",
                "'ResultStatus':'Success','ObjectId':'a99a0000-1111-4222-8333-444444444444',"
                        + "'Target':[{'ID':'ServicePrincipal_x','Type':2},{'ID':'b1b10000-1111-4222-8333-444444444444','Type':2},"
                        + "{'ID':'Mail Helper','Type':1},{'ID':'spn','Type':4}],"
                        + "'ModifiedProperties':[{'Name':'ConsentContext.OnBehalfOfAll','NewValue':'True','OldValue':''},"
                        + "{'Name':'ConsentAction.Permissions','NewValue':'[] => [[Id: 1, ClientId: 2, ConsentType: AllPrincipals,"
                        + " Scope: Mail.Read offline_access]]; '}]");

        assertEquals(
                "ada@north.example consented to app Mail Helper for the whole tenant: Mail.Read offline_access",
                event.summary());
        assertEquals("Mail Helper", event.touched().target());
        assertEquals(
                List.of(
                        new Target("other", "ServicePrincipal_x"),
                        new Target("id", "b1b10000-1111-4222-8333-444444444444"),
                        new Target("name", "Mail Helper"),
                        new Target("spn", "spn")),
                event.targets());
        assertEquals(
                new Property("ModifiedProperties", "ConsentContext.OnBehalfOfAll", "True", ""),
                event.properties().get(0));
    }

    @Test
    void namesTheRoleThatWasGivenOrTaken() throws BadRecordException {
        String target =
                "'Target':[{'ID':'bo@north.example','Type':5}],'ModifiedProperties':[{'Name':'Role.DisplayName',";
        Event given =
                Records.ual(8, "Add member to role.", target + "'NewValue':'\\r\\n[\\'Global Administrator\\']'}]");
        Event taken = Records.ual(8, "Remove member from role.", target + "'NewValue':'','OldValue':'Helpdesk'}]");

        assertEquals("ada@north.example gave role Global Administrator to bo@north.example", given.summary());
        assertTrue(given.targets().contains(new Target("role", "Global Administrator")));
        assertEquals("ada@north.example took role Helpdesk from bo@north.example", taken.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User registered security info | ada@north.example registered an MFA method for bo@north.example",
                "Reset user password. | ada@north.example reset the password of bo@north.example",
                "Add owner to application. | ada@north.example made bo@north.example an owner of an application",
                "Disable Strong Authentication. | ada@north.example switched off MFA for bo@north.example",
                "Add member to group. | ada@north.example added bo@north.example to a group",
                "Add user. | ada@north.example created account bo@north.example",
                "'Update application \u2013 Certificates and secrets management ' | ada@north.example changed the secrets of application bo@north.example",
                "Frobnicate device. | Frobnicate device. by ada@north.example on bo@north.example"
            })
    void saysWhatChangedInTheDirectory(String operation, String summary) throws BadRecordException {
        Event event = Records.ual(
                8, operation, "'ObjectId':'bo@north.example','Target':[{'ID':'bo@north.example','Type':5}]");

        assertEquals(summary, event.summary());
        assertEquals(operation, event.activity().operation());
    }

    @Test
    void readsAFileThatWasSharedWithSomeone() throws BadRecordException {
        Event event = Records.ual(
                14,
                "AddedToSecureLink",
                "'ObjectId':'https://north.example/Budget.xlsx',"
                        + "'TargetUserOrGroupName':'eve@evil.example','TargetUserOrGroupType':'Guest','CorrelationId':'C0000000-1111-4222-8333-444444444444',"
                        + "'EventData':'<Type>Edit</Type>','ApplicationId':'4765445b-32c6-49b0-83e6-1d93765276ca'");

        assertEquals("https://north.example/Budget.xlsx", event.touched().target());
        assertEquals(List.of(new Target("user", "eve@evil.example")), event.targets());
        assertEquals("c0000000-1111-4222-8333-444444444444", event.links().correlationId());
        assertEquals("4765445b-32c6-49b0-83e6-1d93765276ca", event.client().appId());
        assertTrue(event.properties().contains(new Property("EventData", "EventData", "<Type>Edit</Type>", null)));
        assertEquals(
                "ada@north.example added eve@evil.example to a sharing link to https://north.example/Budget.xlsx",
                event.summary());
    }

    @ParameterizedTest
    @CsvSource({
        "FileDownloaded, ada@north.example downloaded https://north.example/a.docx",
        "AnonymousLinkCreated, ada@north.example created a link for anyone to https://north.example/a.docx",
        "FileSyncDownloadedFull, ada@north.example synchronised down https://north.example/a.docx"
    })
    void saysWhatHappenedToAFile(String operation, String summary) throws BadRecordException {
        assertEquals(
                summary,
                Records.ual(6, operation, "'ObjectId':'https://north.example/a.docx'")
                        .summary());
    }

    @Test
    void namesAnAlertByItsPolicy() throws BadRecordException {
        assertEquals(
                "Alert \"Forwarding rule\" (High): AlertTriggered",
                Records.ual(40, "AlertTriggered", "'Name':'Forwarding rule','Severity':'High','ObjectId':'x'")
                        .summary());
    }

    @Test
    void saysWhatWasSearchedFor() throws BadRecordException {
        assertEquals(
                "ada@north.example searched mail for \"wire transfer\"",
                Records.ual(2, "SearchQueryInitiatedExchange", "'QueryText':'wire transfer'")
                        .summary());
    }
}
