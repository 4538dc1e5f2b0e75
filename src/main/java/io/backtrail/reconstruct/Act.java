package io.backtrail.reconstruct;

/**
 * One event, cut down to what attribution needs. Any part may be null unless said otherwise.
 *
 * @param no place in the order of (time, family, id); the same for the same evidence in any order of import
 * @param seq {@code event_seq}, for joins only
 * @param id {@code event_id}, never null
 * @param family kind of log, never null
 * @param time milliseconds since 1970, UTC
 * @param recordType record type number
 * @param operation as recorded, never null
 * @param deed what the operation amounts to, never null
 * @param account canonical actor
 * @param userType {@code UserType}
 * @param actorKind never null
 * @param address never null
 * @param tool never null
 * @param clientInfo Exchange client info
 * @param appId calling application
 * @param sessionId sign-in session
 * @param tokenId unique token id
 * @param deviceId registered device
 * @param correlationId request or login flow
 * @param result never null
 * @param code error code
 * @param logonType Exchange logon type
 * @param mailbox mailbox acted upon
 * @param target object acted upon
 * @param subject subject of the message
 */
record Act(
        int no,
        long seq,
        String id,
        String family,
        long time,
        Integer recordType,
        String operation,
        Deed deed,
        String account,
        Integer userType,
        String actorKind,
        Address address,
        Tool tool,
        String clientInfo,
        String appId,
        String sessionId,
        String tokenId,
        String deviceId,
        String correlationId,
        String result,
        String code,
        Integer logonType,
        String mailbox,
        String target,
        String subject) {

    boolean signIn() {
        return deed == Deed.SIGN_IN;
    }

    boolean succeeded() {
        return result.equals("success") || result.equals("unknown") && !signIn();
    }

    /** A sign-in that did not end in a session: never access. */
    boolean attempt() {
        return signIn() && !result.equals("success");
    }

    /** The day, UTC, counted from 1970. */
    int day() {
        return (int) Math.floorDiv(time, 86_400_000L);
    }

    /** The hour of the day, UTC. */
    int hour() {
        return (int) Math.floorMod(Math.floorDiv(time, 3_600_000L), 24L);
    }
}
