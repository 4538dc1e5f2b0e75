package io.backtrail.search;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed, rewritten so that Lucene's parser takes identifiers, addresses and paths for text: their signs are
 * escaped, its operators stay. Remembers for every character where it stood.
 */
final class QueryText {
    private static final String SIGNS = "+-!(){}[]^\"~*?:\\/&|";
    /** What may follow a term: fuzziness and weight. */
    private static final Pattern TAIL = Pattern.compile("(~[0-2]?)?(\\^[0-9]+(\\.[0-9]+)?)?$");

    private final String typed;
    private final StringBuilder escaped = new StringBuilder();
    private final int[] origin;
    private int at;

    QueryText(String typed) {
        this.typed = typed;
        this.origin = new int[typed.length() * 2 + 2];
        while (at < typed.length()) {
            step();
        }
        origin[escaped.length()] = typed.length();
    }

    /** For Lucene's parser. */
    String escaped() {
        return escaped.toString();
    }

    /** Column in what was typed, from 1, of a character of {@link #escaped}. */
    int column(int index) {
        return origin[Math.max(0, Math.min(index, escaped.length()))] + 1;
    }

    private void step() {
        char c = typed.charAt(at);
        if (c == '"') {
            copyQuoted();
        } else if (isSpace(c) || c == '(' || c == ')' || isOperatorSign(c) || isTailAfterQuote()) {
            copy();
        } else if (typed.startsWith("&&", at) || typed.startsWith("||", at)) {
            copy();
            copy();
        } else if ((c == '[' || c == '{') && rangeEnd() > 0) {
            copyTo(rangeEnd());
        } else {
            word();
        }
    }

    /** A sign at the beginning of a word that says whether the word must be there. */
    private boolean isOperatorSign(char c) {
        boolean begins = at == 0 || isSpace(typed.charAt(at - 1)) || typed.charAt(at - 1) == '(';
        boolean goesOn = at + 1 < typed.length() && !isSpace(typed.charAt(at + 1));
        return (c == '+' || c == '-' || c == '!') && begins && goesOn;
    }

    /** {@code "two words"~3} and {@code (a b)^2}: these stay what they are. */
    private boolean isTailAfterQuote() {
        char c = typed.charAt(at);
        int index = at;
        while (index > 0 && "~^.0123456789".indexOf(typed.charAt(index - 1)) >= 0) {
            index--;
        }
        boolean tail = "~^.0123456789".indexOf(c) >= 0;
        return tail && index > 0 && (typed.charAt(index - 1) == '"' || typed.charAt(index - 1) == ')');
    }

    /** Index after the bracket that ends a range, or -1 if this is none: {@code [2001:db8::7]:443}, {@code {guid}}. */
    private int rangeEnd() {
        int end = at + 1;
        while (end < typed.length() && typed.charAt(end) != ']' && typed.charAt(end) != '}') {
            end++;
        }
        boolean afterField = at > 0 && typed.charAt(at - 1) == ':' && escaped.charAt(escaped.length() - 1) == ':';
        boolean range = afterField || typed.substring(at, end).contains(" TO ");
        return range ? Math.min(end + 1, typed.length()) : -1;
    }

    private void copyQuoted() {
        copy();
        while (at < typed.length() && typed.charAt(at) != '"') {
            boolean escape = typed.charAt(at) == '\\' && at + 1 < typed.length();
            char following = escape ? typed.charAt(at + 1) : ' ';
            if (escape && (following == '"' || following == '\\')) {
                copy();
                copy();
            } else if (typed.charAt(at) == '\\') {
                literal();
            } else {
                copy();
            }
        }
        if (at < typed.length()) {
            copy();
        }
    }

    private void word() {
        int end = at;
        while (end < typed.length() && !isSpace(typed.charAt(end)) && "\"()".indexOf(typed.charAt(end)) < 0) {
            end += typed.charAt(end) == '\\' && end + 1 < typed.length() && !isSpace(typed.charAt(end + 1)) ? 2 : 1;
        }
        String word = typed.substring(at, end);
        int colon = word.indexOf(':');
        SearchField field = colon > 0 && !isIpv6(word) ? SearchField.of(word.substring(0, colon)) : null;
        if (colon > 0 && field == null) {
            refuseSlip(word.substring(0, colon));
        }
        if (field != null) {
            for (char c : field.label().toCharArray()) {
                put(c);
                at++;
            }
            copy();
            if (at < end && (typed.charAt(at) == '[' || typed.charAt(at) == '{')) {
                return;
            }
        }
        copyWord(end);
    }

    /** A mistyped field would be text that is nowhere, and nothing found would be taken for an answer. */
    private void refuseSlip(String name) {
        SearchField meant = SearchField.meantBy(name);
        if (meant != null) {
            throw new ProblemException(new Problem(
                    "search.query",
                    "query, column " + (at + 1),
                    "a field",
                    Problem.quote(name + ":"),
                    "write " + meant.label() + ":, or put it in double quotes if it is text; fields are "
                            + SearchField.labels()));
        }
    }

    private void copyWord(int end) {
        Matcher tail = TAIL.matcher(typed.substring(at, end));
        int bodyEnd = tail.find() && tail.start() > 0 ? at + tail.start() : end;
        boolean url = typed.substring(at, end).contains("://");
        while (at < bodyEnd) {
            char c = typed.charAt(at);
            boolean escape = c == '\\' && at + 1 < bodyEnd && SIGNS.indexOf(typed.charAt(at + 1)) >= 0;
            boolean wildcard = c == '*' || (c == '?' && !url);
            if (escape) {
                copy();
                copy();
            } else if (SIGNS.indexOf(c) >= 0 && !wildcard) {
                literal();
            } else {
                copy();
            }
        }
        copyTo(end);
    }

    private static boolean isIpv6(String word) {
        return Ipv6.canonical(word) != null;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u3000';
    }

    private void copyTo(int end) {
        while (at < end) {
            copy();
        }
    }

    private void copy() {
        put(typed.charAt(at));
        at++;
    }

    private void literal() {
        put('\\');
        copy();
    }

    private void put(char c) {
        origin[escaped.length()] = at;
        escaped.append(c);
    }
}
