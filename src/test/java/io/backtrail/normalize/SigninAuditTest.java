package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SigninAuditTest {
    private static final String APP = "4765445b-32c6-49b0-83e6-1d93765276ca";
    private static final String GRAPH = "00000003-0000-0000-c000-000000000000";
    private static final String FLOW = "7e6ddcaf-1111-4222-8333-444444444444";

    private static final String SIGNIN =
            "'ResultStatus':'Success','ClientIP':'203.0.113.7','ActorIpAddress':'203.0.113.8',"
                    + "'ObjectId':'" + GRAPH + "','ApplicationId':'" + APP.toUpperCase(Locale.ROOT)
                    + "','ErrorNumber':'0','InterSystemsId':'" + FLOW + "','IntraSystemId':'" + Records.ID + "',"
                    + "'ExtendedProperties':[{'Name':'ResultStatusDetail','Value':'Redirect'},"
                    + "{'Name':'UserAgent','Value':'Mozilla/5.0 (X11; Linux x86_64)'},{'Name':'RequestType','Value':'OAuth2:Token'}],"
                    + "'DeviceProperties':[{'Name':'Id','Value':'DE71CE00-1111-4222-8333-444444444444'},{'Name':'OS','Value':'Linux'},"
                    + "{'Name':'SessionId','Value':'5E551017-1111-4222-8333-444444444444'}],"
                    + "'Target':[{'ID':'" + GRAPH + "','Type':0}]";

    @Test
    void readsEveryPartOfASignin() throws BadRecordException {
        Event event = Records.ual(15, "UserLoggedIn", SIGNIN);

        assertEquals(Records.ID, event.eventId());
        assertEquals("ual", event.family());
        assertEquals(Instant.parse("2024-05-06T07:08:09Z"), event.eventTime());
        assertNull(event.eventEnd());
        assertFalse(event.timeInferred());
        assertEquals(new Activity("Exchange", 15, "UserLoggedIn"), event.activity());
        assertEquals(
                new Actor("ada@north.example", "Ada@North.example", "10032001266C162C", 0, ActorKind.USER),
                event.actor());
        assertEquals(
                new Client("203.0.113.7", null, "Mozilla/5.0 (X11; Linux x86_64)", null, APP, null, GRAPH),
                event.client());
        assertEquals(
                new Links(Records.SESSION, "DeviceProperties", null, "de71ce00-1111-4222-8333-444444444444", FLOW),
                event.links());
        assertEquals(new Outcome(Result.SUCCESS, "0", "Redirect"), event.outcome());
        assertEquals(new Touched(null, null, GRAPH, null), event.touched());
        assertEquals("ada@north.example signed in to app " + APP, event.summary());
        assertEquals(List.of(new Target("claim", GRAPH)), event.targets());
        assertTrue(
                event.properties().contains(new Property("ExtendedProperties", "RequestType", "OAuth2:Token", null)));
        assertTrue(event.properties().contains(new Property("DeviceProperties", "OS", "Linux", null)));
        assertTrue(event.properties().contains(new Property("Record", "IntraSystemId", Records.ID, null)));
        assertEquals(7, event.properties().size());
    }

    @Test
    void saysWhyASigninFailedAndNotThatItSucceeded() throws BadRecordException {
        Event failed = Records.ual(
                15,
                "UserLoginFailed",
                "'ResultStatus':'Success','ErrorNumber':'50126',"
                        + "'LogonError':'InvalidUserNameOrPassword','ApplicationId':'" + APP + "'");
        Event stopped = Records.ual(15, "UserLoginFailed", "'ResultStatus':'Success','ErrorNumber':'50074'");
        Event strange = Records.ual(15, "UserLoginFailed", "'ResultStatus':'Success','ErrorNumber':'99999999'");

        assertEquals(
                "ada@north.example failed to sign in to app " + APP + ": wrong user name or password (50126)",
                failed.summary());
        assertEquals("InvalidUserNameOrPassword", failed.outcome().text());
        assertEquals(
                "ada@north.example was asked for more while signing in: password right, MFA asked for (50074)",
                stopped.summary());
        assertEquals("ada@north.example failed to sign in (99999999)", strange.summary());
    }

    @Test
    void prefersTheSessionOfTheRecordItself() throws BadRecordException {
        String context = "'AppAccessContext':{'AADSessionId':'aaaaaaaa-1111-4222-8333-444444444444',"
                + "'UniqueTokenId':'Qm9Cb0JvQm9Cb0JvQm9CbA','CorrelationId':'cccccccc-1111-4222-8333-444444444444',"
                + "'ClientAppId':'" + APP + "','ClientAppName':'North Mailer'}";
        Links own = Records.ual(2, "Send", "'SessionId':'" + Records.SESSION + "'," + context)
                .links();
        Event zero = Records.ual(
                2, "Send", "'SessionId':'00000000-0000-0000-0000-000000000000','AppId':'" + GRAPH + "'," + context);

        assertEquals("SessionId", own.sessionSource());
        assertEquals(Records.SESSION, own.sessionId());
        assertEquals("AADSessionId", zero.links().sessionSource());
        assertEquals("aaaaaaaa-1111-4222-8333-444444444444", zero.links().sessionId());
        assertEquals("Qm9Cb0JvQm9Cb0JvQm9CbA", zero.links().tokenId());
        assertEquals("cccccccc-1111-4222-8333-444444444444", zero.links().correlationId());
        assertEquals(APP, zero.client().appId());
        assertEquals("North Mailer", zero.client().appName());
    }
}
