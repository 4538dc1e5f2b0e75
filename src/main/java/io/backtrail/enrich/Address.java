package io.backtrail.enrich;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An IP address as a number.
 *
 * @param v6 true for IPv6; an IPv4 address written as IPv6 ({@code ::ffff:192.0.2.1}) is IPv4
 * @param high upper 64 bits of IPv6, unsigned; 0 for IPv4
 * @param low lower 64 bits of IPv6, unsigned; the 32 bits of IPv4
 */
public record Address(boolean v6, long high, long low) {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final int LONGEST = 45;

    /** Reads an address without port and zone; null if the text is none. Never asks a name server. */
    public static Address parse(String text) {
        if (text.length() > LONGEST
                || !V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The part by which range tables are sorted: the number of an IPv4 address, the upper 64 bits of IPv6. */
    public long rangeKey() {
        return v6 ? high : low;
    }

    /** The same address as the JDK and the readers of databases take it. */
    InetAddress literal() {
        byte[] bytes = v6
                ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
                : ByteBuffer.allocate(4).putInt((int) low).array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }

    private static Address of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Address(false, 0, Integer.toUnsignedLong(bytes.getInt()))
                : new Address(true, bytes.getLong(), bytes.getLong());
    }
}
