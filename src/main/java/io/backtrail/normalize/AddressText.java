package io.backtrail.normalize;

import java.util.Set;

/**
 * An internet address as logs write it, read without any resolver: with port, in brackets, with a zone, behind a machine's
 * name, in a list.
 *
 * @param ip canonical text: dotted for IPv4 and IPv4 mapped into IPv6, RFC 5952 for IPv6
 * @param port the port that stood with it, 1 to 65535, or null
 */
record AddressText(String ip, Integer port) {
    private static final int GROUPS = 8;
    private static final int LONGEST = 200;

    /** The service itself, the address of nobody in both versions, and what bounce messages carry. */
    private static final Set<String> NONE = Set.of("::1", "0.0.0.0", "::", "255.255.255.255");

    /**
     * The address that {@code text} names, or null when there is none or it is one that names no client. Of a list, the
     * first that can be read.
     */
    static AddressText read(String text) {
        if (text == null || text.length() < 2 || text.length() > LONGEST) {
            return null;
        }
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',' || text.charAt(i) == ';') {
                AddressText one = one(text.substring(from, i).strip());
                if (one != null) {
                    return one;
                }
                from = i + 1;
            }
        }
        return null;
    }

    private static AddressText one(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open >= 0 && close > open) {
            return one(text.substring(open + 1, close).strip());
        }
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon > 0 && colon == text.lastIndexOf(':')) {
            return of(version4(text.substring(0, colon)), text.substring(colon + 1));
        }
        return of(colon < 0 ? version4(text) : version6(text), "");
    }

    private static AddressText bracketed(String text) {
        int close = text.indexOf(']');
        if (close < 0) {
            return null;
        }
        String inside = text.substring(1, close);
        String rest = text.substring(close + 1);
        String ip = inside.indexOf(':') < 0 ? version4(inside) : version6(inside);
        return rest.isEmpty() || rest.startsWith(":") ? of(ip, rest.isEmpty() ? "" : rest.substring(1)) : null;
    }

    private static AddressText of(String ip, String port) {
        if (ip == null || NONE.contains(ip)) {
            return null;
        }
        int number = decimal(port, 0, port.length(), 65_535);
        return new AddressText(ip, number < 1 ? null : (Integer) number);
    }

    private static String version4(String text) {
        int from = 0;
        for (int part = 0; part < 4; part++) {
            int dot = part == 3 ? text.length() : text.indexOf('.', from);
            if (dot < 0 || decimal(text, from, dot, 255) < 0 || dot - from > 1 && text.charAt(from) == '0') {
                return null;
            }
            from = dot + 1;
        }
        return text;
    }

    /** The decimal number between two places, or -1 when it is none or too large. */
    private static int decimal(String text, int from, int to, int largest) {
        if (from >= to || to - from > 5) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > largest ? -1 : value;
    }

    private static String version6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        int[] groups = groups(address);
        return groups == null ? null : canonical(groups);
    }

    private static int[] groups(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return fill(text, groups, 0) == GROUPS ? groups : null;
        }
        boolean dotted = text.lastIndexOf('.', gap) >= 0;
        int head = gap == 0 ? 0 : dotted ? -1 : fill(text.substring(0, gap), groups, 0);
        String after = text.substring(gap + 2);
        int[] tail = new int[GROUPS];
        int tailSize = after.isEmpty() ? 0 : fill(after, tail, 0);
        if (head < 0 || tailSize < 0 || head + tailSize >= GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - tailSize, tailSize);
        return groups;
    }

    /** Puts the groups of {@code text} into place; how many there are, or -1. */
    private static int fill(String text, int[] groups, int first) {
        int count = first;
        int from = 0;
        while (from <= text.length()) {
            int colon = text.indexOf(':', from);
            int to = colon < 0 ? text.length() : colon;
            String part = text.substring(from, to);
            if (colon < 0 && part.indexOf('.') >= 0) {
                return mapped(part, groups, count);
            }
            int value = count < GROUPS ? hex(part) : -1;
            if (value < 0) {
                return -1;
            }
            groups[count++] = value;
            from = to + 1;
        }
        return count;
    }

    private static int mapped(String part, int[] groups, int count) {
        if (count > GROUPS - 2 || version4(part) == null) {
            return -1;
        }
        long value = 0;
        int from = 0;
        for (int i = 0; i < 4; i++) {
            int dot = i == 3 ? part.length() : part.indexOf('.', from);
            value = value << 8 | decimal(part, from, dot, 255);
            from = dot + 1;
        }
        groups[count] = (int) (value >>> 16);
        groups[count + 1] = (int) (value & 0xffff);
        return count + 2;
    }

    private static int hex(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            int digit = part.charAt(i) < 128 ? Character.digit(part.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static String canonical(int[] groups) {
        if ((groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0 && groups[5] == 0xffff) {
            return (groups[6] >>> 8) + "." + (groups[6] & 255) + "." + (groups[7] >>> 8) + "." + (groups[7] & 255);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = i;
            while (run < GROUPS && groups[run] == 0) {
                run++;
            }
            if (run - i > length) {
                start = i;
                length = run - i;
            }
        }
        return write(groups, start, length);
    }

    private static String write(int[] groups, int start, int length) {
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
