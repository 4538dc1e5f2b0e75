package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.model.Property;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddRecordsTest {
    private static BadRecordException refusal(Shape shape, String raw) {
        return assertThrows(BadRecordException.class, () -> Records.event(shape, raw, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.not-json | {'CreationTime':'2024-05-06T07:08:09','Operat",
                "record.not-json | ''",
                "record.not-json | {} trailing",
                "record.not-object | [1]",
                "record.not-object | 7",
                "record.not-object | null",
                "record.no-operation | {'CreationTime':'2024-05-06T07:08:09'}",
                "record.no-operation | {'CreationTime':'2024-05-06T07:08:09','Operation':['Send']}",
                "record.no-time | {'Operation':'Send'}",
                "record.no-time | {'Operation':'Send','CreationTime':'yesterday'}",
                "record.no-time | {'Operation':'Send','CreationTime':{'a':1}}"
            })
    void refusesWhatIsNoRecord(String code, String raw) {
        assertEquals(
                code,
                refusal(Shape.AUDIT_DATA_JSON, raw.equals("''") ? "" : raw).code());
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        String deep = "{'a':".repeat(10_000) + "1" + "}".repeat(10_000);

        BadRecordException refusal = refusal(Shape.AUDIT_DATA_JSON, deep);

        assertEquals("record.not-json", refusal.code());
        assertTrue(refusal.reason().length() < 300, refusal.reason());
    }

    @Test
    void takesAHundredThousandRecipientsInOneStride() throws BadRecordException {
        StringBuilder list = new StringBuilder("'Recipients':['x@north.example'");
        for (int i = 0; i < 100_000; i++) {
            list.append(",'a").append(i).append("@south.example'");
        }

        Event event = Records.ual(2, "Send", list.append(']').toString());

        assertEquals(100_001, event.recipients().size());
        assertTrue(event.summary().endsWith("and 99998 more"), event.summary());
    }

    @Test
    void keepsAnEventWhoseBagHoldsDeepJsonInAText() throws BadRecordException {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        Event event = Records.ual(1, "Set-Mailbox", "'Parameters':'" + deep + "'");

        assertEquals(
                new Property("Parameters", "Parameters", deep, null),
                event.properties().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Parameters':null,'Item':null,'Folders':null,'Target':null,'AppAccessContext':null",
                "'Parameters':7,'Item':'x','Folders':'y','Target':'z','AppAccessContext':'w','DeviceProperties':true",
                "'Parameters':[null,[],{},{'Name':null},{'Value':'v'}],'Item':[null],'Folders':[7,null,{'FolderItems':5}],'Target':[1,null]",
                "'Parameters':{'Name':{'a':[1,{'b':2}]}},'Item':{},'Folders':{},'Target':{},'AppAccessContext':{}",
                "'ModifiedProperties':['AllAttachments','Subject'],'AffectedItems':'x','Recipients':{'a':1},'ClientIP':['x']",
                "'OperationProperties':[{'Name':'MailAccessType','Value':['Sync']}],'SessionId':{'x':1},'ObjectId':[]"
            })
    void takesOddTypesWithoutLosingTheEvent(String more) throws BadRecordException {
        for (String operation : new String[] {
            "MailItemsAccessed",
            "New-InboxRule",
            "Send",
            "Set-Mailbox",
            "UserLoggedIn",
            "Consent to application.",
            "AttachmentAccess",
            "HardDelete",
            "UpdateInboxRules",
            "FileDownloaded"
        }) {
            Event event = Records.ual(2, operation, more);

            assertEquals(operation, event.activity().operation());
            assertFalse(event.summary().isBlank());
        }
    }

    @Test
    void readsKeysInAnyCaseWhenAPipelineLoweredThem() throws BadRecordException {
        Event event = Records.event(
                Shape.AUDIT_DATA_JSON,
                "{'creationtime':'2024-05-06T07:08:09','id':'" + Records.ID + "','operation':'Send','recordtype':'2',"
                        + "'userid':'ada@north.example','usertype':'0','clientip':'203.0.113.7','workload':'Exchange',"
                        + "'organizationid':'x','version':1}",
                Map.of());

        assertEquals("ada@north.example", event.actor().account());
        assertEquals(2, event.activity().recordType());
        assertEquals("203.0.113.7", event.client().ip());
    }

    @Test
    void readsNamesWhereNumbersShouldBe() throws BadRecordException {
        Event event = Records.event(
                Shape.UAL_CSV,
                "{'CreationTime':'2024-05-06T07:08:09','Operation':'Set-Mailbox','RecordType':'ExchangeAdmin','UserType':'DcAdmin'}",
                Map.of());

        assertEquals(1, event.activity().recordType());
        assertEquals(3, event.actor().userType());
    }

    @Test
    void keepsRepeatedKeysAndLongNumbersAndSkipsODataNotes() throws BadRecordException {
        Event event = Records.ual(
                40,
                "AlertTriggered",
                "'ExtendedProperties@odata.type':'#Collection(x)','AppAccessContext':{'QueryTime':'1','QueryTime':'2',"
                        + "'Rule':15394007230974001153,'Deep':{'x':[1,2]}}");

        assertEquals(
                List.of("1", "2", "15394007230974001153", "1", "2"),
                event.properties().stream().map(Property::value).toList());
        assertEquals("Deep.x", event.properties().get(3).name());
    }

    @Test
    void takesTheColumnsTimeAndSaysSo() throws BadRecordException {
        Event event = Records.event(
                Shape.UAL_CSV,
                "{'Operation':'Send'}",
                Map.of(
                        "CreationDate",
                        "6/1/2023 1:12:18 PM",
                        "Identity",
                        Records.ID,
                        "UserIds",
                        "Ada@north.example",
                        "RecordType",
                        "ExchangeItem"));

        assertEquals(Instant.parse("2023-06-01T13:12:18Z"), event.eventTime());
        assertTrue(event.timeInferred());
        assertEquals(Records.ID, event.eventId());
        assertEquals("ada@north.example", event.actor().account());
        assertEquals(2, event.activity().recordType());
    }

    @Test
    void derivesAnIdFromTheTextWhenThereIsNone() throws BadRecordException {
        String raw = "{'CreationTime':'2024-05-06T07:08:09','Operation':'Send'}";
        String first = Records.event(Shape.UAL_CSV, raw, Map.of()).eventId();

        assertTrue(first.matches("derived:[0-9a-f]{32}"), first);
        assertEquals(first, Records.event(Shape.UAL_CSV, raw, Map.of()).eventId());
    }

    @Test
    void readsGraphRecordsWithTheirCrossedNames() throws BadRecordException {
        Event event = Records.event(
                Shape.GRAPH_AUDIT_JSON,
                "{'@odata.type':'#x','CreationTime':'2024-05-06T07:08:09Z','Operation':'Send','UserKey':'__NULL__'}",
                Map.of(
                        "id",
                        Records.ID,
                        "auditLogRecordType",
                        "ExchangeItem",
                        "userType",
                        "Application",
                        "userId",
                        "10032001266C162C",
                        "userPrincipalName",
                        "ada@north.example",
                        "clientIp",
                        "203.0.113.7"));

        assertEquals("ada@north.example", event.actor().account());
        assertEquals(2, event.activity().recordType());
        assertEquals("203.0.113.7", event.client().ip());
        assertEquals("10032001266C162C", event.actor().userKey());
        assertEquals(5, event.actor().userType());
    }

    @Test
    void cleansHostileTextInTheSummaryAndNowhereElse() throws BadRecordException {
        Event event = Records.ual(
                1,
                "New-InboxRule",
                "'Parameters':[{'Name':'Name','Value':'\\u001b[31m\\u202egpj'}],'ObjectId':'a/ada\\\\x'");

        assertTrue(event.summary().contains("\"?[31m?gpj\""), event.summary());
        assertEquals("\u001b[31m\u202egpj", event.properties().get(0).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'RawEventData':{R}}", "{'result':{'_raw':'S'}}", "{'_source':{'event':{'original':'S'}}}",
                "{'integration':'office365','office365':{R}}", "{R}", "{'AuditData':'S'}"
            })
    void findsTheRecordInsideWhatOthersWrappedAroundIt(String wrapped) throws BadRecordException {
        String inner = "'CreationTime':'2024-05-06T07:08:09','Operation':'Send','Id':'" + Records.ID + "'";
        String text = ("{" + inner + "}").replace("'", "\\'");

        Event event = Records.event(
                Shape.GENERIC_JSON, wrapped.replace("R}", inner + "}").replace("'S'", "'" + text + "'"), Map.of());

        assertEquals(Records.ID, event.eventId());
        assertEquals("ual", event.family());
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"GENERIC_CSV", "GENERIC_JSON", "UNKNOWN"})
    void refusesWhatItDoesNotKnow(Shape shape) {
        assertEquals("record.unknown-shape", refusal(shape, "{'color':'blue'}").code());
    }

    @Test
    void readsARowOfSentinelsOfficeActivity() throws BadRecordException {
        Event event = new Normalizer()
                .normalize(
                        Shape.GENERIC_CSV,
                        new RawRecord(
                                1,
                                0,
                                "a,b",
                                Map.of(
                                        "OfficeId",
                                        Records.ID,
                                        "Operation",
                                        "Send",
                                        "TimeGenerated [UTC]",
                                        "",
                                        "TimeGenerated",
                                        "2024-05-06T07:08:09Z",
                                        "OfficeWorkload",
                                        "Exchange",
                                        "UserId",
                                        "ada@north.example",
                                        "Client_IPAddress",
                                        "203.0.113.7",
                                        "Logon_Type",
                                        "Owner")));

        assertEquals(Records.ID, event.eventId());
        assertEquals("Exchange", event.activity().workload());
        assertEquals(0, event.touched().logonType());
        assertEquals("203.0.113.7", event.client().ip());
    }
}
