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
    COUNTRY(Kind.WHOLE),
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
        /** Microseconds since 1970, UTC. */
        INSTANT
    }

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

    /** All labels with commas between, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(SearchField::label).collect(Collectors.joining(", "));
    }
}
