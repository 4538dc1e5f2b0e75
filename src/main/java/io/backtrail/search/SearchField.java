package io.backtrail.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a query can name before a colon. */
enum SearchField {
    /** The whole raw record; what is meant if no field is named. */
    TEXT(Kind.WORDS),
    /** Names of the JSON members of the raw record. */
    KEY(Kind.WHOLE),
    ACCOUNT(Kind.WORDS),
    OPERATION(Kind.WORDS),
    MAILBOX(Kind.WORDS),
    SUBJECT(Kind.WORDS),
    SUMMARY(Kind.WORDS),
    IP(Kind.WHOLE),
    SESSION(Kind.WHOLE),
    APP(Kind.WHOLE),
    COUNTRY(Kind.PLACE),
    RESULT(Kind.WHOLE),
    WORKLOAD(Kind.WHOLE),
    ID(Kind.WHOLE),
    TIME(Kind.INSTANT);

    /** How a field is indexed and asked. */
    enum Kind {
        /** Words and identifiers, in order. */
        WORDS,
        /** The lower-case value as one term. */
        WHOLE,
        /** What the addresses of a case are known to lie in; asked, but not indexed. */
        PLACE,
        /** Microseconds since 1970, UTC. */
        INSTANT
    }

    private static final int SHORTEST_GUESSED = 5;

    private final Kind kind;

    SearchField(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** How it is written in a query, and the name in the index. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of this label in any case, or null. */
    static SearchField of(String label) {
        for (SearchField field : values()) {
            if (field.label().equalsIgnoreCase(label)) {
                return field;
            }
        }
        return null;
    }

    /** The field that the word probably means, one slip away from a label of five letters or more, or null. */
    static SearchField meantBy(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (SearchField field : values()) {
            if (field.label().length() >= SHORTEST_GUESSED && isOneSlipAway(lower, field.label())) {
                return field;
            }
        }
        return null;
    }

    /** A letter too many, too few, another one, or two that changed places. */
    private static boolean isOneSlipAway(String word, String label) {
        int same = 0;
        while (same < Math.min(word.length(), label.length()) && word.charAt(same) == label.charAt(same)) {
            same++;
        }
        String wordTail = word.substring(same);
        String labelTail = label.substring(same);
        return (!labelTail.isEmpty() && wordTail.equals(labelTail.substring(1)))
                || (!wordTail.isEmpty() && wordTail.substring(1).equals(labelTail))
                || (!wordTail.isEmpty()
                        && !labelTail.isEmpty()
                        && wordTail.substring(1).equals(labelTail.substring(1)))
                || areSwapped(wordTail, labelTail);
    }

    private static boolean areSwapped(String wordTail, String labelTail) {
        return wordTail.length() >= 2
                && labelTail.length() >= 2
                && wordTail.charAt(0) == labelTail.charAt(1)
                && wordTail.charAt(1) == labelTail.charAt(0)
                && wordTail.substring(2).equals(labelTail.substring(2));
    }

    /** All labels with commas between, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(SearchField::label).collect(Collectors.joining(", "));
    }
}
