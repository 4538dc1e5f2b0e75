package io.backtrail.normalize;

import io.backtrail.model.Client;
import io.backtrail.model.Links;

/** From where an audit record's request came, and what ties it to others. */
final class UalClient {
    private static final String CONTEXT = "AppAccessContext";

    private UalClient() {}

    static Client of(UalRecord record) {
        AddressText address = address(record);
        return new Client(
                address == null ? null : address.ip(),
                address == null ? null : address.port(),
                UserAgents.of(record),
                record.word("ClientInfoString"),
                caller(record),
                callerName(record),
                isSignin(record) ? Ids.id(record.word("ObjectId")) : null);
    }

    /** The client's own word first; the envelope of Graph exports last, because it is null there nearly always. */
    private static AddressText address(UalRecord record) {
        AddressText address = AddressText.read(record.word("ClientIPAddress"));
        if (address == null) {
            address = AddressText.read(
                    record.body().at("ClientIP", "Client_IPAddress").word());
        }
        if (address == null) {
            address = AddressText.read(record.word("ActorIpAddress"));
        }
        return address == null ? AddressText.read(Envelopes.word(record.envelope(), "clientIp")) : address;
    }

    /** The real caller before the gateway: {@code AppId} is often Graph or Exchange itself. */
    private static String caller(UalRecord record) {
        String app = Ids.guid(record.word("ClientAppId"));
        if (app == null) {
            app = Ids.guid(record.bags().value(CONTEXT, "ClientAppId"));
        }
        if (app == null) {
            app = Ids.guid(record.word("ApplicationId"));
        }
        if (app == null) {
            app = Ids.guid(record.word("AppId"));
        }
        Integer userType = Actors.type(record.word("UserType"));
        boolean isApp = app == null && userType != null && userType == 5;
        return isApp ? Ids.guid(record.word("UserKey")) : app;
    }

    private static String callerName(UalRecord record) {
        String name = record.bags().value(CONTEXT, "ClientAppName");
        return name == null ? record.word("ApplicationDisplayName") : name;
    }

    static boolean isSignin(UalRecord record) {
        return record.isType(15)
                || record.folded().equals("userloggedin")
                || record.folded().equals("userloginfailed");
    }

    /** Session, token, device and correlation; the session's field is named, because they are not worth the same. */
    static Links links(UalRecord record) {
        Bags bags = record.bags();
        String[] session = session(record);
        String token = bags.value(CONTEXT, "UniqueTokenId");
        String device = Ids.guid(bags.value("DeviceProperties", "Id"));
        if (device == null) {
            device = Ids.guid(record.word("DeviceId"));
        }
        if (device == null) {
            device = Ids.guid(bags.value(CONTEXT, "DeviceId"));
        }
        return new Links(
                session[0],
                session[1],
                token == null ? record.word("UniqueTokenId") : token,
                device,
                correlation(record));
    }

    private static String[] session(UalRecord record) {
        Bags bags = record.bags();
        String session = Ids.guid(record.word("SessionId"));
        if (session != null) {
            return new String[] {session, "SessionId"};
        }
        session = Ids.guid(bags.value(CONTEXT, "AADSessionId"));
        if (session != null) {
            return new String[] {session, "AADSessionId"};
        }
        session = Ids.guid(bags.value("DeviceProperties", "SessionId"));
        if (session != null) {
            return new String[] {session, "DeviceProperties"};
        }
        session = Ids.guid(bags.value("ExtendedProperties", "SessionId"));
        return new String[] {session, session == null ? null : "ExtendedProperties"};
    }

    private static String correlation(UalRecord record) {
        String id = Ids.id(record.word("InterSystemsId"));
        if (id == null) {
            id = Ids.id(record.word("CorrelationId"));
        }
        return id == null ? Ids.id(record.bags().value(CONTEXT, "CorrelationId")) : id;
    }
}
