package io.backtrail.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Patterns with {@code *} and {@code ?}, in which a backslash takes the meaning from the sign behind it. */
final class Wildcards {
    /** Two colons at least, as in {@code 2001:db8:*}; they may be escaped. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f.*?]*(\\\\?:[0-9a-f.*?]*){2,}");

    private Wildcards() {}

    static boolean isWild(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?') {
                return true;
            }
        }
        return false;
    }

    static String unescaped(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            boolean escape = pattern.charAt(i) == '\\' && i + 1 < pattern.length();
            text.append(pattern.charAt(escape ? ++i : i));
        }
        return text.toString();
    }

    /**
     * The pattern without its separators: {@code sites}, {@code fin} and {@code inv*} of {@code /sites/fin/inv*}. Colons
     * separate too, but not in a pattern for IPv6 addresses.
     */
    static List<String> parts(String pattern) {
        if (IPV6.matcher(pattern).matches()) {
            return List.of(pattern);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            boolean escape = pattern.charAt(i) == '\\' && i + 1 < pattern.length();
            char c = pattern.charAt(escape ? ++i : i);
            boolean wild = !escape && (c == '*' || c == '?');
            if (wild || Shapes.isWord(c) || Shapes.isJoiner(c)) {
                part.append(c);
            } else {
                addPart(parts, part);
            }
        }
        addPart(parts, part);
        return parts;
    }

    private static void addPart(List<String> parts, StringBuilder part) {
        if (!part.isEmpty()) {
            parts.add(part.toString());
            part.setLength(0);
        }
    }
}
