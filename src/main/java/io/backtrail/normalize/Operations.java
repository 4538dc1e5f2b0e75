package io.backtrail.normalize;

import java.util.Locale;

/** Names of operations as we compare them; the event keeps them as recorded. */
final class Operations {
    private Operations() {}

    /**
     * Lower case, blanks and the last full stop off, every dash a hyphen: Entra writes {@code Update user.} and
     * {@code Update application – Certificates and secrets management } with a blank behind it.
     */
    static String folded(String operation) {
        String text = operation.strip();
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        StringBuilder folded = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            folded.append(Character.getType(c) == Character.DASH_PUNCTUATION ? '-' : c);
        }
        return folded.toString().strip().toLowerCase(Locale.ROOT);
    }
}
