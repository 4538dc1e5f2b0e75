package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes sign-ins, in both logs at once. */
final class SignInRecords {
    static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
    static final String GRAPH = "00000003-0000-0000-c000-000000000000";
    static final int KEEP_ME = 50140;
    static final int SECOND_FACTOR = 50074;
    static final int SECOND_FACTOR_POLICY = 50076;
    static final int WRONG_PASSWORD = 50126;
    static final int REVOKED = 50173;
    static final int LOCKED = 50053;
    static final int CONFIRM_APP = 50199;
    static final int NO_CONSENT = 65001;
    static final int DENIED = 500121;

    private final Recorder recorder;

    SignInRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** A sign-in that asked for no second factor, outside any flow. */
    Hand signIn(Hand hand, Instant time, Caller app, String request, int error, String phase) {
        return flow(hand, time, app, request, error, recorder.dice().guid(), false, phase);
    }

    /** One step of a sign-in; the hand, which holds the new token if the step succeeded. */
    Hand flow(
            Hand hand,
            Instant time,
            Caller app,
            String request,
            int error,
            String correlation,
            boolean mfa,
            String phase) {
        UUID id = Ids.request(recorder.dice());
        boolean in = error == 0 || error == KEEP_ME;
        String resource = app.forMail() ? EXCHANGE : GRAPH;
        Act act = new Act(time, id.toString(), Kind.SIGN_IN, in ? "UserLoggedIn" : "UserLoginFailed");
        Person person = hand.person();
        String status = refused(error) || error == REVOKED ? "Failed" : "Success";
        AuditJson json = recorder.head(act, status, person.objectId(), 0)
                .put("ClientIP", hand.address())
                .put("ObjectId", resource)
                .put("UserId", person.upn())
                .put("AzureActiveDirectoryEventType", 1)
                .named("ExtendedProperties", extended(hand, request, error, mfa, id.toString()))
                .named("ModifiedProperties");
        json.list("Actor", () -> json.typed(person.objectId(), 0).typed(person.upn(), 5))
                .put("ActorContextId", recorder.tenant().id())
                .put("ActorIpAddress", hand.address())
                .put("InterSystemsId", correlation)
                .put("IntraSystemId", id.toString())
                .put("SupportTicketId", "");
        json.list("Target", () -> json.typed(resource, 0))
                .put("TargetContextId", recorder.tenant().id())
                .put("ApplicationId", app.id())
                .named("DeviceProperties", device(hand, in))
                .put("ErrorNumber", Integer.toString(error));
        if (error != 0) {
            json.put("LogonError", name(error));
        }
        recorder.enter(act, json, person.upn(), Label.of(hand, phase));
        recorder.book()
                .add(new SignIn(
                        time,
                        id.toString(),
                        correlation,
                        hand,
                        app,
                        resource,
                        error,
                        mfa,
                        protocol(request, hand),
                        phase));
        return in ? hand.holding(new Token(Ids.token(id), time)) : hand;
    }

    private String[] extended(Hand hand, String request, int error, boolean mfa, String id) {
        List<String> values = new ArrayList<>(
                List.of("ResultStatusDetail", error == 0 ? "Success" : refused(error) ? "UserError" : "Redirect"));
        if (recorder.era().keepsAgent(id)) {
            values.addAll(List.of("UserAgent", hand.device().agent()));
        }
        if (error == WRONG_PASSWORD || mfa) {
            values.addAll(List.of("UserAuthenticationMethod", "1"));
        }
        values.addAll(List.of("RequestType", request));
        return values.toArray(String[]::new);
    }

    private String[] device(Hand hand, boolean in) {
        Device device = hand.device();
        List<String> values = new ArrayList<>();
        if (device.managed()) {
            values.addAll(List.of("Id", device.id(), "DisplayName", device.name()));
        }
        if (!device.os().isEmpty()) {
            values.addAll(List.of("OS", device.os(), "BrowserType", device.browser()));
        }
        if (device.managed()) {
            values.addAll(List.of("IsCompliant", "True", "IsCompliantAndManaged", "True"));
            values.addAll(List.of("TrustType", device.name().startsWith("NF-LT") ? "1" : "0"));
        } else {
            values.addAll(List.of("IsCompliantAndManaged", "False"));
        }
        if (hand.session() != null && in && recorder.era().sessions()) {
            values.addAll(List.of("SessionId", hand.session()));
        }
        return values.toArray(String[]::new);
    }

    private static boolean refused(int error) {
        return error == WRONG_PASSWORD || error == LOCKED || error == DENIED;
    }

    private static String protocol(String request, Hand hand) {
        if (request.equals("Cmsi:Cmsi") || request.startsWith("DeviceAuth:")) {
            return "deviceCode";
        }
        return hand.device().legacy() ? "ropc" : "none";
    }

    static String name(int error) {
        return switch (error) {
            case KEEP_ME -> "KmsiInterrupt";
            case SECOND_FACTOR -> "UserStrongAuthClientAuthNRequiredInterrupt";
            case SECOND_FACTOR_POLICY -> "UserStrongAuthClientAuthNRequired";
            case WRONG_PASSWORD -> "InvalidUserNameOrPassword";
            case REVOKED -> "FreshTokenNeeded";
            case LOCKED -> "IdsLocked";
            case CONFIRM_APP -> "CmsiInterrupt";
            case NO_CONSENT -> "DelegationDoesNotExist";
            case DENIED -> "AuthenticationFailedDuringStrongAuthenticationRequest";
            default -> throw new IllegalArgumentException("no name for sign-in error " + error);
        };
    }
}
