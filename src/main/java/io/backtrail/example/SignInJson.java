package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.UUID;

/** Writes interactive sign-ins as the Graph beta interface gives them, as one array. */
final class SignInJson {
    private final Writer out;
    private final Tenant tenant;

    SignInJson(Writer out, Tenant tenant) {
        this.out = out;
        this.tenant = tenant;
    }

    void write(List<SignIn> signIns) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartArray();
        for (int i = signIns.size() - 1; i >= 0; i--) {
            json.writeRaw("\n");
            signIn(json, signIns.get(i));
        }
        json.writeEndArray();
        json.flush();
    }

    /** One sign-in alone, without an array around it. */
    void one(SignIn in) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        signIn(json, in);
        json.flush();
    }

    private void signIn(JsonGenerator json, SignIn in) throws IOException {
        Hand hand = in.hand();
        Person person = hand.person();
        boolean exchange = in.resource().equals(SignInRecords.EXCHANGE);
        json.writeStartObject();
        json.writeStringField("id", in.id());
        json.writeStringField("createdDateTime", in.time().toString());
        json.writeStringField("userDisplayName", person.name());
        json.writeStringField("userPrincipalName", person.upn());
        json.writeStringField("userId", person.objectId());
        json.writeStringField("appId", in.app().id());
        json.writeStringField("appDisplayName", in.app().title());
        json.writeStringField("ipAddress", hand.address());
        json.writeStringField("clientAppUsed", in.app().client());
        if (tenant.era().sessions()) {
            json.writeStringField("userAgent", tenant.era().dress(hand.device().agent()));
        }
        json.writeStringField("correlationId", in.correlation());
        json.writeStringField(
                "conditionalAccessStatus",
                in.error() == 0 || in.error() == SignInRecords.KEEP_ME
                        ? "success"
                        : in.error() == SignInRecords.WRONG_PASSWORD ? "notApplied" : "failure");
        json.writeBooleanField("isInteractive", true);
        json.writeStringField("riskDetail", "none");
        json.writeStringField("riskLevelAggregated", "none");
        json.writeStringField("riskLevelDuringSignIn", "none");
        json.writeStringField("riskState", "none");
        json.writeStringField("resourceDisplayName", exchange ? "Office 365 Exchange Online" : "Microsoft Graph");
        json.writeStringField("resourceId", in.resource());
        json.writeStringField("homeTenantId", tenant.id());
        json.writeStringField("resourceTenantId", tenant.id());
        authentication(json, in);
        status(json, in);
        json.writeObjectFieldStart("location");
        json.writeStringField("city", "");
        json.writeStringField("state", "");
        json.writeStringField("countryOrRegion", Ranges.country(hand));
        json.writeEndObject();
        device(json, hand.device(), tenant.era());
        json.writeEndObject();
    }

    private void authentication(JsonGenerator json, SignIn in) throws IOException {
        boolean asked = in.mfa()
                || in.error() == SignInRecords.SECOND_FACTOR
                || in.error() == SignInRecords.SECOND_FACTOR_POLICY;
        json.writeStringField(
                "authenticationRequirement", asked ? "multiFactorAuthentication" : "singleFactorAuthentication");
        if (!tenant.era().sessions()) {
            json.writeStringField("userType", "member");
            return;
        }
        json.writeStringField("authenticationProtocol", in.protocol());
        json.writeStringField("originalTransferMethod", in.protocol().equals("deviceCode") ? "deviceCodeFlow" : "none");
        json.writeStringField("incomingTokenType", "none");
        json.writeStringField("userType", "member");
        json.writeStringField("crossTenantAccessType", "none");
        json.writeArrayFieldStart("signInEventTypes");
        json.writeString("interactiveUser");
        json.writeEndArray();
        if (!tenant.era().linkable()) {
            return;
        }
        boolean let = in.error() == 0 || in.error() == SignInRecords.KEEP_ME;
        json.writeStringField(
                "sessionId",
                in.hand().session() == null || !let ? "" : in.hand().session());
        json.writeStringField("uniqueTokenIdentifier", Ids.token(UUID.fromString(in.id())));
    }

    private static void status(JsonGenerator json, SignIn in) throws IOException {
        json.writeObjectFieldStart("status");
        json.writeNumberField("errorCode", in.error());
        json.writeStringField("failureReason", reason(in.error()));
        json.writeStringField("additionalDetails", in.mfa() ? "MFA completed in Azure AD" : "");
        json.writeEndObject();
    }

    private static String reason(int error) {
        return switch (error) {
            case 0 -> "Other.";
            case SignInRecords.KEEP_ME ->
                "This occurred due to 'Keep me signed in' interrupt when the user was signing-in.";
            case SignInRecords.SECOND_FACTOR -> "Strong Authentication is required.";
            case SignInRecords.SECOND_FACTOR_POLICY ->
                "The user must use multi-factor authentication to access the resource.";
            case SignInRecords.WRONG_PASSWORD -> "Error validating credentials due to invalid username or password.";
            case SignInRecords.REVOKED -> "The provided grant has expired due to it being revoked.";
            case SignInRecords.LOCKED ->
                "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.";
            case SignInRecords.CONFIRM_APP ->
                "For security reasons, user confirmation is required for this request. Please repeat the request"
                        + " allowing user interaction.";
            case SignInRecords.NO_CONSENT -> "The user or administrator has not consented to use the application.";
            case SignInRecords.DENIED -> "Authentication failed during strong authentication request.";
            default -> throw new IllegalArgumentException("no reason for sign-in error " + error);
        };
    }

    private static void device(JsonGenerator json, Device device, Era era) throws IOException {
        json.writeObjectFieldStart("deviceDetail");
        json.writeStringField("deviceId", device.id());
        json.writeStringField("displayName", era.dress(device.name()));
        json.writeStringField("operatingSystem", era.dress(device.os()));
        json.writeStringField("browser", device.browser());
        json.writeBooleanField("isCompliant", device.managed());
        json.writeBooleanField("isManaged", device.managed());
        json.writeStringField(
                "trustType",
                device.managed() ? device.name().startsWith("NF-LT") ? "Azure AD joined" : "Azure AD registered" : "");
        json.writeEndObject();
    }
}
