package io.backtrail.investigate.sigma;

/** A value of a rule with its wildcards, as a pattern of SQL. */
final class SigmaValue {
    /** Stands before a character of a pattern that means itself. */
    private static final char ESCAPE = '!';

    private SigmaValue() {}

    /** A comparison of {@code column} with the text of a rule, where {@code *} and {@code ?} are wildcards unless escaped. */
    static SqlPart matches(String column, String value, boolean cased) {
        StringBuilder pattern = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        boolean isPattern = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escaped = c == '\\' && i + 1 < value.length() && "*?\\".indexOf(value.charAt(i + 1)) >= 0;
            if (escaped) {
                c = value.charAt(++i);
            } else if (c == '*' || c == '?') {
                isPattern = true;
                pattern.append(c == '*' ? '%' : '_');
                continue;
            }
            plain.append(c);
            if (c == '%' || c == '_' || c == ESCAPE) {
                pattern.append(ESCAPE);
            }
            pattern.append(c);
        }
        String left = cased ? column : "lower(" + column + ")";
        String right = cased ? "?" : "lower(?)";
        return isPattern
                ? SqlPart.of(left + " LIKE " + right + " ESCAPE '" + ESCAPE + "'", pattern.toString())
                : SqlPart.of(left + " = " + right, plain.toString());
    }
}
