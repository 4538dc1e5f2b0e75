package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Event;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRowsTest {
    private static final String APP = "4765445b-32c6-49b0-83e6-1d93765276ca";

    private static Event event(String... pairs) throws BadRecordException {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1].replace('\'', '"'));
        }
        return new Normalizer().normalize(Shape.GENERIC_CSV, new RawRecord(1, 0, "a,row", row));
    }

    @Test
    void readsASigninOfThePortal() throws BadRecordException {
        Event event = event(
                "Date (UTC)",
                "2025-12-03T07:31:34Z",
                "Request ID",
                Records.ID,
                "User agent",
                "Mozilla/5.0 (X11)",
                "User ID",
                "0b0b0b0b-1111-4222-8333-444444444444",
                "Username",
                "Ada@North.example",
                "Application",
                "OfficeHome",
                "Application ID ",
                APP,
                "IP address",
                "203.0.113.7",
                "Status",
                "Interrupted",
                "Sign-in error code",
                "50072",
                "Failure reason",
                "Enrol",
                "Device ID",
                "de71ce00-1111-4222-8333-444444444444",
                "Session ID",
                Records.SESSION,
                "Autonomous system  number",
                "64500",
                "Original transfer method",
                "deviceCodeFlow",
                "Latency",
                "7",
                "Incoming token type",
                "none",
                "Incoming token type (2)",
                "x",
                "Unique token identifier",
                "Qm9CbA");

        assertEquals("signin", event.family());
        assertEquals(Records.ID, event.eventId());
        assertEquals(Instant.parse("2025-12-03T07:31:34Z"), event.eventTime());
        assertEquals("ada@north.example", event.actor().account());
        assertEquals(APP, event.client().appId());
        assertEquals("203.0.113.7", event.client().ip());
        assertEquals(Records.SESSION, event.links().sessionId());
        assertEquals("de71ce00-1111-4222-8333-444444444444", event.links().deviceId());
        assertEquals("Qm9CbA", event.links().tokenId());
        assertEquals(new Outcome(Result.INTERRUPTED, "50072", "Enrol"), event.outcome());
        assertTrue(event.properties().contains(new Property("SignIn", "autonomousSystemNumber", "64500", null)));
        assertTrue(event.properties().contains(new Property("SignIn", "latency", "7", null)));
        assertTrue(event.summary().endsWith("by device code"), event.summary());
    }

    @ParameterizedTest
    @CsvSource({"Success, SUCCESS", "Failure, FAILURE", "Interrupted, INTERRUPTED"})
    void believesThePortalWhereOlderTablesHaveNoCode(String status, Result result) throws BadRecordException {
        Event event = event(
                "Date (UTC)",
                "4/28/2021, 3:05:26 PM",
                "Request ID",
                Records.ID,
                "Username",
                "ada@north.example",
                "Status",
                status);

        assertEquals(result, event.outcome().result());
        assertEquals(Instant.parse("2021-04-28T15:05:26Z"), event.eventTime());
        assertTrue(event.timeInferred());
    }

    @Test
    void readsADirectoryAuditOfThePortal() throws BadRecordException {
        Event event = event(
                "Date (UTC)",
                "2025-12-03T07:31:34Z",
                "CorrelationId",
                "C0000000-1111-4222-8333-444444444444",
                "Service",
                "Core Directory",
                "Category",
                "UserManagement",
                "Activity",
                "User registered security info",
                "Result",
                "success",
                "ActorType",
                "User",
                "ActorObjectId",
                "0b0b0b0b-1111-4222-8333-444444444444",
                "ActorUserPrincipalName",
                "Ada@North.example",
                "IPAddress",
                "203.0.113.7",
                "Target1Type",
                "User",
                "Target1UserPrincipalName",
                "ada@north.example",
                "Target1ModifiedProperty1Name",
                "Method",
                "Target1ModifiedProperty1OldValue",
                "a",
                "Target1ModifiedProperty1NewValue",
                "b",
                "AdditionalDetail1Key",
                "User-Agent",
                "AdditionalDetail1Value",
                "Edge/9");

        assertEquals("directory-audit", event.family());
        assertEquals(
                new Actor(
                        "ada@north.example",
                        "Ada@North.example",
                        "0b0b0b0b-1111-4222-8333-444444444444",
                        null,
                        ActorKind.USER),
                event.actor());
        assertEquals("203.0.113.7", event.client().ip());
        assertEquals("Edge/9", event.client().userAgent());
        assertEquals(List.of(new Target("user", "ada@north.example")), event.targets());
        assertEquals(
                new Property("ModifiedProperties", "Method", "b", "a"),
                event.properties().get(0));
        assertEquals("ada@north.example registered an MFA method for ada@north.example", event.summary());
    }

    @Test
    void readsASigninOfALogAnalyticsTable() throws BadRecordException {
        Event event = event(
                "ResourceId",
                "/tenants/x/providers/Microsoft.aadiam",
                "OperationName",
                "Sign-in activity",
                "ResultType",
                "50126",
                "ResultDescription",
                "Invalid",
                "AppDisplayName",
                "OfficeHome",
                "AppId",
                APP,
                "CreatedDateTime [UTC]",
                "4/28/2021, 2:08:45.221 PM",
                "DeviceDetail_dynamic",
                "",
                "DeviceDetail_string",
                "{'deviceId':'de71ce00-1111-4222-8333-444444444444'}",
                "Id",
                Records.ID,
                "IPAddress",
                "203.0.113.7",
                "ResourceIdentity",
                "00000003-0000-0000-c000-000000000000",
                "Status_string",
                "{'errorCode':50126}",
                "UserPrincipalName",
                "ada@north.example");

        assertEquals("signin", event.family());
        assertEquals(Instant.parse("2021-04-28T14:08:45.221Z"), event.eventTime());
        assertEquals(new Outcome(Result.FAILURE, "50126", "Invalid"), event.outcome());
        assertEquals("00000003-0000-0000-c000-000000000000", event.client().resourceId());
        assertEquals("de71ce00-1111-4222-8333-444444444444", event.links().deviceId());
    }

    @Test
    void readsTheRecordInACellOfAnyTable() throws BadRecordException {
        Event event = event(
                "Seen",
                "today",
                "Blob",
                "{'CreationTime':'2024-05-06T07:08:09','Operation':'Send','Id':'" + Records.ID + "'}");

        assertEquals(Records.ID, event.eventId());
    }

    @Test
    void readsATracedMessageInJson() throws BadRecordException {
        Event event = Records.event(
                Shape.GENERIC_JSON,
                "{'Received@data.type':'System.DateTime','Received':'2024-05-06T07:08:09.1234567Z','MessageTraceId':'"
                        + Records.ID
                        + "','MessageId':'<1@north.example>','SenderAddress':'ada@north.example','RecipientAddress':'bo@north.example',"
                        + "'Status':'Delivered','Size':10}",
                Map.of());

        assertEquals("message-trace", event.family());
        assertEquals(Records.ID + "/bo@north.example", event.eventId());
    }
}
