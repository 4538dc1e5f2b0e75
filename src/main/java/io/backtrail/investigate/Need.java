package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A kind of record that an answer is made of. One need of a question that the case meets is enough to ask it at all.
 *
 * @param kind how the records are named
 * @param value the name, as records have it; an operation may have {@code *} for any letters; empty for {@link Kind#ANY}
 */
public record Need(Kind kind, String value) {
    /** How records are named. */
    public enum Kind {
        /** The log that they come from, as {@code signin}. */
        FAMILY,
        /** The workload that wrote them, as {@code Exchange}. */
        WORKLOAD,
        /** What they record, as {@code MailItemsAccessed}; dashes, case and a full stop at the end do not matter. */
        OPERATION,
        /** A table of how things stand, as {@code mailbox_state}. */
        STATE,
        /** Whatever there is. */
        ANY;

        /** The word in a head. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Need {
        requireNonNull(kind, "kind is null");
        requireNonNull(value, "value is null");
    }

    /** Whether this names the family {@code family}. */
    public boolean isFamily(String family) {
        return kind == Kind.FAMILY && value.equalsIgnoreCase(family);
    }

    /** Whether records of this kind are of the operation {@code operation}. */
    public boolean isOperation(String operation) {
        return kind == Kind.OPERATION
                && Pattern.matches(Pattern.quote(folded(value)).replace("*", "\\E.*\\Q"), folded(operation));
    }

    /** Whether records of this kind are of the workload {@code workload}, as far as the name of the kind tells. */
    public boolean isOfWorkload(String workload) {
        return switch (kind) {
            case WORKLOAD -> value.equalsIgnoreCase(workload);
            case FAMILY ->
                switch (value) {
                    case "signin", "directory-audit" -> workload.equals("AzureActiveDirectory");
                    case "message-trace", "mailbox-audit", "legacy-activity" -> workload.equals("Exchange");
                    default -> true;
                };
            case ANY -> true;
            default -> false;
        };
    }

    private static String folded(String operation) {
        return Normalizer.normalize(operation, Normalizer.Form.NFC)
                .replaceAll("\\p{Pd}", "-")
                .strip()
                .replaceFirst("\\.$", "")
                .toLowerCase(Locale.ROOT);
    }
}
