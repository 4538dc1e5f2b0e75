package io.backtrail.search;

/** IPv6 addresses as text: told from other text with colons, and written the one way of RFC 5952. Asks no name server. */
final class Ipv6 {
    private static final int GROUPS = 8;

    private Ipv6() {}

    /** The address that {@code text} is, in its canonical form and lower case, or null if it is none. */
    static String canonical(String text) {
        int[] groups = parse(text);
        return groups == null ? null : format(groups);
    }

    /** The IPv4 address that an IPv4-mapped address ({@code ::ffff:203.0.113.7}) stands for, or null. */
    static String mappedIpv4(String canonical) {
        String prefix = "::ffff:";
        return canonical.startsWith(prefix) && canonical.indexOf('.') > 0 ? canonical.substring(prefix.length()) : null;
    }

    private static int[] parse(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all != null && all.length == GROUPS ? all : null;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        int[] left = groups(text.substring(0, gap));
        int[] right = groups(text.substring(gap + 2));
        if (left == null || right == null || left.length + right.length >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(right, 0, all, GROUPS - right.length, right.length);
        return all;
    }

    /** Groups between single colons; the last may be an IPv4 address and counts as two. Null if one is no group. */
    private static int[] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return null;
        }
        boolean mixed = parts[parts.length - 1].indexOf('.') >= 0;
        int[] groups = new int[parts.length + (mixed ? 1 : 0)];
        for (int i = 0; i < parts.length - (mixed ? 1 : 0); i++) {
            groups[i] = group(parts[i]);
            if (groups[i] < 0) {
                return null;
            }
        }
        return !mixed || addIpv4(parts[parts.length - 1], groups) ? groups : null;
    }

    private static int group(String hex) {
        if (hex.isEmpty() || hex.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static boolean addIpv4(String text, int[] groups) {
        char[] chars = text.toCharArray();
        if (Shapes.ipv4End(chars, 0, chars.length) != chars.length) {
            return false;
        }
        String[] octets = text.split("\\.");
        groups[groups.length - 2] = Integer.parseInt(octets[0]) * 256 + Integer.parseInt(octets[1]);
        groups[groups.length - 1] = Integer.parseInt(octets[2]) * 256 + Integer.parseInt(octets[3]);
        return true;
    }

    private static String format(int[] groups) {
        if (isMapped(groups)) {
            return "::ffff:" + (groups[6] >> 8) + '.' + (groups[6] & 255) + '.' + (groups[7] >> 8) + '.'
                    + (groups[7] & 255);
        }
        int[] zeros = longestZeros(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == zeros[0]) {
                text.append("::");
                i += zeros[1] - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static boolean isMapped(int[] groups) {
        return (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0 && groups[5] == 0xffff;
    }

    /** Start and length of the first longest run of two or more zero groups; start -1 if there is none. */
    private static int[] longestZeros(int[] groups) {
        int[] best = {-1, 1};
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > best[1]) {
                best = new int[] {i, end - i};
            }
            i = Math.max(i, end - 1);
        }
        return best;
    }
}
