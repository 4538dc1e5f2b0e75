package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.Shape;
import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraRecordsTest {
    private static final String OBJECT = "0b0b0b0b-1111-4222-8333-444444444444";
    private static final String APP = "4765445b-32c6-49b0-83e6-1d93765276ca";
    private static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    private static final String SIGNIN = "'id':'" + Records.ID + "','createdDateTime':'2024-05-06T07:08:09.1234567Z',"
            + "'userPrincipalName':'Ada@North.example','userId':'" + OBJECT + "','userType':'member','appId':'" + APP
            + "',"
            + "'appDisplayName':'OfficeHome','ipAddress':'2001:DB8::7','userAgent':'Mozilla/5.0 (X11; Linux)',"
            + "'correlationId':'C0000000-1111-4222-8333-444444444444','resourceDisplayName':'Microsoft Graph',"
            + "'resourceId':'" + GRAPH
            + "','isInteractive':true,'riskState':'atRisk','riskEventTypes_v2':['anonymizedIPAddress','x'],"
            + "'sessionId':'" + Records.SESSION
            + "','uniqueTokenIdentifier':'Qm9Cb0JvQm9Cb0JvQm9CbA','incomingTokenType':'none',"
            + "'deviceDetail':{'deviceId':'','browser':'Chrome','isCompliant':false,'trustType':null},"
            + "'authenticationDetails':[{'authenticationMethod':'Password','succeeded':true},{'authenticationMethod':'Text','succeeded':true}],"
            + "'appliedConditionalAccessPolicies':[{'id':'p1','displayName':'Require MFA','result':'success','grantControls':['Mfa']}],"
            + "'authenticationProcessingDetails':[{'key':'Is CAE Token','value':'False'}],'mfaDetail':{'authMethod':'Text'},";

    @Test
    void readsEveryPartOfASignin() throws BadRecordException {
        Event event = Records.signin(
                "{" + SIGNIN + "'status':{'errorCode':0,'failureReason':'Other.','additionalDetails':'MFA done'}}");

        assertEquals(Records.ID, event.eventId());
        assertEquals("signin", event.family());
        assertEquals(Instant.parse("2024-05-06T07:08:09.123456700Z"), event.eventTime());
        assertEquals(new Activity(null, null, "Sign-in activity"), event.activity());
        assertEquals(new Actor("ada@north.example", "Ada@North.example", OBJECT, null, ActorKind.USER), event.actor());
        assertEquals(
                new Client("2001:db8::7", null, "Mozilla/5.0 (X11; Linux)", null, APP, "OfficeHome", GRAPH),
                event.client());
        assertEquals(
                new Links(
                        Records.SESSION,
                        "sessionId",
                        "Qm9Cb0JvQm9Cb0JvQm9CbA",
                        null,
                        "c0000000-1111-4222-8333-444444444444"),
                event.links());
        assertEquals(new Outcome(Result.SUCCESS, "0", "Other."), event.outcome());
        assertEquals(new Touched(null, null, "Microsoft Graph", null), event.touched());
        assertEquals(List.of(new Target("app", "Microsoft Graph")), event.targets());
        assertEquals("ada@north.example signed in to OfficeHome", event.summary());
    }

    @Test
    void keepsAllThatASigninSays() throws BadRecordException {
        List<Property> properties =
                Records.signin("{" + SIGNIN + "'status':{'errorCode':0}}").properties();

        assertEquals(
                List.of("Password", "Text"),
                properties.stream()
                        .filter(property -> property.name().equals("authenticationDetails.authenticationMethod"))
                        .map(Property::value)
                        .toList());
        assertTrue(properties.contains(new Property("SignIn", "status.errorCode", "0", null)));
        assertTrue(properties.contains(new Property("SignIn", "deviceDetail.isCompliant", "false", null)));
        assertTrue(properties.contains(new Property("SignIn", "mfaDetail.authMethod", "Text", null)));
        assertTrue(properties.contains(new Property("SignIn", "riskEventTypes_v2", "anonymizedIPAddress", null)));
        assertTrue(properties.contains(new Property("SignIn", "isInteractive", "true", null)));
        assertTrue(properties.contains(new Property("ConditionalAccess", "Require MFA", "success", null)));
        assertTrue(properties.contains(new Property("AuthenticationProcessingDetails", "Is CAE Token", "False", null)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, SUCCESS, ada@north.example signed in to OfficeHome",
        "50140, INTERRUPTED, ada@north.example was asked for more while signing in to OfficeHome: stay-signed-in prompt (50140)",
        "50074, INTERRUPTED, '"
                + "ada@north.example was asked for more while signing in to OfficeHome: password right, MFA asked for (50074)'",
        "50126, FAILURE, ada@north.example failed to sign in to OfficeHome: wrong user name or password (50126)",
        "50057, FAILURE, ada@north.example failed to sign in to OfficeHome: account disabled (50057)",
        "987654, FAILURE, ada@north.example failed to sign in to OfficeHome: Odd (987654)"
    })
    void decidesByTheErrorCode(String code, Result result, String summary) throws BadRecordException {
        Event event = Records.signin("{" + SIGNIN + "'status':{'errorCode':" + code + ",'failureReason':'Odd'}}");

        assertEquals(result, event.outcome().result());
        assertEquals(code, event.outcome().code());
        assertEquals(summary, event.summary());
    }

    @Test
    void readsADiagnosticEnvelopeAndItsCategory() throws BadRecordException {
        Event event = Records.signin(
                "{'time':'2024-05-06T07:09:00Z','category':'NonInteractiveUserSignInLogs','operationName':'Sign-in activity',"
                        + "'resultType':'50126','resultDescription':'Invalid credentials','callerIpAddress':'203.0.113.7',"
                        + "'properties':{'id':'" + Records.ID
                        + "','userPrincipalName':'bo_south.example#EXT#@north.example','appDisplayName':'Outlook',"
                        + "'originalTransferMethod':'deviceCodeFlow'}}");

        assertEquals(Instant.parse("2024-05-06T07:09:00Z"), event.eventTime());
        assertEquals("203.0.113.7", event.client().ip());
        assertEquals(new Outcome(Result.FAILURE, "50126", "Invalid credentials"), event.outcome());
        assertEquals(ActorKind.GUEST, event.actor().kind());
        assertTrue(
                event.properties().contains(new Property("SignIn", "category", "NonInteractiveUserSignInLogs", null)));
        assertTrue(event.summary().endsWith(", by device code"), event.summary());
    }

    @Test
    void namesAnAppThatSignedIn() throws BadRecordException {
        Event event =
                Records.signin("{'id':'x','createdDateTime':'2024-05-06T07:08:09Z','userPrincipalName':'','userId':'',"
                        + "'servicePrincipalId':'" + OBJECT + "','servicePrincipalName':'North Backup','appId':'" + APP
                        + "','appDisplayName':'North Backup','status':{'errorCode':0}}");

        assertEquals(new Actor("North Backup", OBJECT, OBJECT, null, ActorKind.APP), event.actor());
    }

    @Test
    void refusesOtherLogsOfTheSameEnvelope() {
        BadRecordException refusal = assertThrows(
                BadRecordException.class,
                () -> Records.signin(
                        "{'time':'2024-05-06T07:08:09Z','category':'RiskyUsers','properties':{'id':'x'}}"));

        assertEquals("record.unknown-shape", refusal.code());
        assertTrue(refusal.reason().contains("RiskyUsers"), refusal.reason());
    }

    @Test
    void readsEveryPartOfADirectoryAudit() throws BadRecordException {
        Event event = Records.event(
                Shape.DIRECTORY_AUDIT_JSON,
                "{'id':'Directory_1','category':'RoleManagement','correlationId':'C0000000-1111-4222-8333-444444444444','result':'success',"
                        + "'resultReason':'','activityDisplayName':'Add member to role','activityDateTime':'2024-05-06T07:08:09.1234567Z',"
                        + "'loggedByService':'Core Directory','operationType':'Assign','initiatedBy':{'app':null,'user':{'id':'"
                        + OBJECT
                        + "','userPrincipalName':'Ada@North.example','ipAddress':'203.0.113.7:443'}},'targetResources':[{'id':'"
                        + GRAPH
                        + "','type':'User','userPrincipalName':'bo@north.example','modifiedProperties':[{'displayName':'Role.DisplayName',"
                        + "'oldValue':null,'newValue':'\\'Global Reader\\''}]},{'id':'" + APP
                        + "','displayName':'Global Reader','type':'Role'}],"
                        + "'additionalDetails':[{'key':'User-Agent','value':'Edge/9'}]}",
                Map.of());

        assertEquals("Directory_1", event.eventId());
        assertEquals("directory-audit", event.family());
        assertEquals(new Activity("Core Directory", null, "Add member to role"), event.activity());
        assertEquals(new Actor("ada@north.example", "Ada@North.example", OBJECT, null, ActorKind.USER), event.actor());
        assertEquals(new Client("203.0.113.7", 443, "Edge/9", null, null, null, null), event.client());
        assertEquals("c0000000-1111-4222-8333-444444444444", event.links().correlationId());
        assertEquals(Result.SUCCESS, event.outcome().result());
        assertEquals("bo@north.example", event.touched().target());
        assertEquals(
                List.of(
                        new Target("user", "bo@north.example"),
                        new Target("id", GRAPH),
                        new Target("role", "Global Reader"),
                        new Target("id", APP),
                        new Target("role", "Global Reader")),
                event.targets());
        assertEquals(
                List.of(
                        new Property("ModifiedProperties", "Role.DisplayName", "\"Global Reader\"", null),
                        new Property("AdditionalDetails", "User-Agent", "Edge/9", null),
                        new Property("Record", "category", "RoleManagement", null),
                        new Property("Record", "operationType", "Assign", null)),
                event.properties());
        assertEquals("ada@north.example gave role Global Reader to bo@north.example", event.summary());
    }

    @Test
    void namesAnAppThatChangedTheDirectory() throws BadRecordException {
        Event event = Records.event(
                Shape.SIGNIN_JSON,
                "{'time':'2024-05-06T07:08:09Z','category':'AuditLogs','operationName':'Add device','callerIpAddress':'203.0.113.9',"
                        + "'properties':{'id':'Directory_2','activityDisplayName':'Add device','result':'failure','resultReason':'no',"
                        + "'initiatedBy':{'app':{'appId':'" + APP
                        + "','displayName':'Device Registration','servicePrincipalId':'" + OBJECT
                        + "'}},'targetResources':[{'id':'" + Records.SESSION
                        + "','displayName':'LAPTOP-7','type':'Device'}]}}",
                Map.of());

        assertEquals("directory-audit", event.family());
        assertEquals(new Actor("Device Registration", OBJECT, OBJECT, null, ActorKind.APP), event.actor());
        assertEquals(new Client("203.0.113.9", null, null, null, APP, "Device Registration", null), event.client());
        assertEquals(Records.SESSION, event.links().deviceId());
        assertNull(event.links().sessionId());
        assertEquals(new Outcome(Result.FAILURE, null, "no"), event.outcome());
        assertEquals("Device Registration added device LAPTOP-7 (failed)", event.summary());
    }
}
