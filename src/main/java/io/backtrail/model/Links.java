package io.backtrail.model;

/**
 * The identifiers that tie events together. All parts may be null.
 *
 * @param sessionId sign-in session, lower-case GUID
 * @param sessionSource the field that gave it: {@code SessionId}, {@code AADSessionId}, {@code DeviceProperties} or
 *     {@code ExtendedProperties}, {@code sessionId}
 * @param tokenId unique token id as recorded; case-sensitive
 * @param deviceId registered device, lower-case GUID
 * @param correlationId request or login-flow correlation id
 */
public record Links(String sessionId, String sessionSource, String tokenId, String deviceId, String correlationId) {
    /** No link at all. */
    public static final Links NONE = new Links(null, null, null, null, null);
}
