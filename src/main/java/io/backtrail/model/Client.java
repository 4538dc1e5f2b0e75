package io.backtrail.model;

/**
 * Where a request came from and with what. All parts may be null when the record does not tell.
 *
 * @param ip canonical address (RFC 5952 for IPv6), port and zone taken off
 * @param port client port, 1 to 65535
 * @param userAgent browser or program string; forgeable
 * @param clientInfo Exchange {@code ClientInfoString}
 * @param appId the calling application's id, lower case
 * @param appName the application's name where the record itself gives one
 * @param resourceId id of the resource asked for, lower case
 */
public record Client(
        String ip, Integer port, String userAgent, String clientInfo, String appId, String appName, String resourceId) {
    /** A client of which nothing is known. */
    public static final Client UNKNOWN = new Client(null, null, null, null, null, null, null);
}
