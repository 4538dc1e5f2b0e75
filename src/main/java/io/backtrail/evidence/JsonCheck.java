package io.backtrail.evidence;

/**
 * Looks whether a text is one whole, plain JSON object, without making anything of it. A yes is certain; a no only says that
 * {@link JsonText#isObject} has to look. One thread.
 */
final class JsonCheck {
    /** Brackets open at once in what is still plain. */
    private static final int DEEPEST = 64;
    /** Digits of a number that is still plain. */
    private static final int LONGEST_NUMBER = 100;
    /** Characters of a name that is still plain. */
    private static final int LONGEST_NAME = 1 << 12;

    private String text = "";
    private int at;

    boolean isPlainObject(String json) {
        text = json;
        at = 0;
        passSpace();
        if (peek() != '{' || !passObject(1)) {
            return false;
        }
        passSpace();
        return at == text.length();
    }

    /** The character here, or 0 at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean pass(char c) {
        boolean here = peek() == c;
        at += here ? 1 : 0;
        return here;
    }

    private void passSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private boolean passObject(int depth) {
        at++;
        passSpace();
        if (pass('}')) {
            return true;
        }
        do {
            passSpace();
            int start = at;
            if (!passString() || at - start > LONGEST_NAME) {
                return false;
            }
            passSpace();
            if (!pass(':') || !passValue(depth)) {
                return false;
            }
            passSpace();
        } while (pass(','));
        return pass('}');
    }

    private boolean passArray(int depth) {
        at++;
        passSpace();
        if (pass(']')) {
            return true;
        }
        do {
            if (!passValue(depth)) {
                return false;
            }
            passSpace();
        } while (pass(','));
        return pass(']');
    }

    private boolean passValue(int depth) {
        passSpace();
        return switch (peek()) {
            case '"' -> passString();
            case '{' -> depth < DEEPEST && passObject(depth + 1);
            case '[' -> depth < DEEPEST && passArray(depth + 1);
            case 't' -> passWord("true");
            case 'f' -> passWord("false");
            case 'n' -> passWord("null");
            default -> passNumber();
        };
    }

    private boolean passWord(String word) {
        boolean here = text.startsWith(word, at);
        at += here ? word.length() : 0;
        return here && !isOfWord(peek());
    }

    private static boolean isOfWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '$' || c > '~';
    }

    /** Whole numbers only; any other is for the parser. */
    private boolean passNumber() {
        at += peek() == '-' ? 1 : 0;
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int digits = at - start;
        boolean plain = digits > 0 && digits <= LONGEST_NUMBER && (digits == 1 || text.charAt(start) != '0');
        return plain && !isOfWord(peek()) && peek() != '.' && peek() != '+' && peek() != '-';
    }

    private boolean passString() {
        if (!pass('"')) {
            return false;
        }
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '"') {
                at = i;
                return true;
            }
            if (c < ' ') {
                return false;
            }
            if (c == '\\') {
                i = afterEscape(i);
                if (i < 0) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Where the escape ends whose letter stands at {@code i}, or -1 if it is none. */
    private int afterEscape(int i) {
        if (i >= text.length()) {
            return -1;
        }
        char letter = text.charAt(i);
        if (letter != 'u') {
            return "\"\\/bfnrt".indexOf(letter) < 0 ? -1 : i + 1;
        }
        for (int k = i + 1; k <= i + 4; k++) {
            if (k >= text.length() || text.charAt(k) > 'f' || Character.digit(text.charAt(k), 16) < 0) {
                return -1;
            }
        }
        return i + 5;
    }
}
