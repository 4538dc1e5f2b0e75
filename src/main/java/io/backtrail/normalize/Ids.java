package io.backtrail.normalize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Forms of identifiers. */
final class Ids {
    private static final int GUID_LENGTH = 36;
    private static final String NIL = "00000000-0000-0000-0000-000000000000";
    private static final int DERIVED_DIGITS = 32;

    private Ids() {}

    static boolean isGuid(String text) {
        if (text == null || text.length() != GUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < GUID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /** The GUID in lower case, or null when it is none or all zeros. */
    static String guid(String text) {
        if (!isGuid(text)) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals(NIL) ? null : lower;
    }

    /** A GUID in lower case, any other id as it stood; null for null and for all zeros. */
    static String id(String text) {
        return isGuid(text) ? guid(text) : text;
    }

    /** An id made of the record's own text, for records that have none. */
    static String derived(String raw) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
            return "derived:" + HexFormat.of().formatHex(hash).substring(0, DERIVED_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
