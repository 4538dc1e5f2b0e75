package io.backtrail.print;

import io.backtrail.problem.Problem;
import java.util.regex.Pattern;

/** Text made inert for Markdown: it reads as it is, and can neither mark up, link, end a cell nor begin a block. */
public final class MarkdownText {
    private static final String ALWAYS = "\\`*[]>|~$!";
    private static final Pattern BEGINS_A_BLOCK = Pattern.compile("^(\\s*)(#|=|[+-](?=[\\s-]|$)|\\d+[.)](?=\\s|$))");

    private MarkdownText() {}

    /** The text escaped, on one line, with control and bidirectional characters shown as {@code ?}. */
    public static String escape(String text) {
        String clean = Problem.clean(text);
        StringBuilder safe = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (c == '&') {
                safe.append("&amp;");
                continue;
            }
            if (ALWAYS.indexOf(c) >= 0 || c == '_' && !isInsideAWord(clean, i)) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return unlinked(blockless(safe.toString())).replace("<", "&lt;");
    }

    private static boolean isInsideAWord(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    private static String blockless(String text) {
        return BEGINS_A_BLOCK.matcher(text).replaceFirst(match -> {
            String mark = match.group(2);
            int last = mark.length() - 1;
            return java.util.regex.Matcher.quoteReplacement(match.group(1)) + mark.substring(0, last) + "\\\\"
                    + mark.charAt(last);
        });
    }

    /** Many readers of Markdown make links of bare addresses; a report must not lead anybody to the attacker's page. */
    private static String unlinked(String text) {
        return text.replace("://", "\\://").replaceAll("(?i)\\b(www)\\.", "$1\\\\.");
    }
}
