package io.backtrail.reconstruct;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The property bags, targets and recipients of those acts that cannot be understood without them. */
final class Parts {
    /** One property. Value and old value may be null. */
    record Named(String bag, String name, String value, String oldValue) {}

    /** One directory target. */
    record Aim(String kind, String value) {}

    private final Map<Long, List<Named>> properties = new HashMap<>();
    private final Map<Long, List<Aim>> targets = new HashMap<>();
    private final Map<Long, List<String>> recipients = new HashMap<>();
    private final Map<Long, Integer> messages = new HashMap<>();
    private final Set<Long> throttled = new HashSet<>();
    private final Set<Long> deviceCode = new HashSet<>();
    private final Set<Long> compliant = new HashSet<>();
    private final Set<Long> strongMethod = new HashSet<>();
    private final Set<Long> legacy = new HashSet<>();
    private final Set<Long> synced = new HashSet<>();
    private final Map<Long, String> requestIds = new HashMap<>();

    /** Reads what the operations in {@code acts} call for. */
    static Parts read(CaseReader reader, List<Act> acts) {
        Parts parts = new Parts();
        Set<String> operations = new TreeSet<>();
        for (Act act : acts) {
            if (act.deed().needsProperties()) {
                operations.add(act.operation());
            }
        }
        if (!operations.isEmpty()) {
            parts.readChanges(reader, new ArrayList<>(operations));
        }
        parts.readSignIns(reader);
        parts.readMail(reader);
        return parts;
    }

    /** The first non-empty value of {@code name} in any bag, or null. */
    String value(Act act, String name) {
        for (Named property : properties(act)) {
            if (property.name().equalsIgnoreCase(name)
                    && property.value() != null
                    && !property.value().isEmpty()) {
                return property.value();
            }
        }
        return null;
    }

    List<Named> properties(Act act) {
        return properties.getOrDefault(act.seq(), List.of());
    }

    List<Aim> targets(Act act) {
        return targets.getOrDefault(act.seq(), List.of());
    }

    /** The first target of one of these kinds, or null. */
    String target(Act act, String... kinds) {
        for (String kind : kinds) {
            for (Aim aim : targets(act)) {
                if (aim.kind().equalsIgnoreCase(kind)) {
                    return aim.value();
                }
            }
        }
        return null;
    }

    List<String> recipients(Act act) {
        return recipients.getOrDefault(act.seq(), List.of());
    }

    /** How many messages the record lists. */
    int messages(Act act) {
        return messages.getOrDefault(act.seq(), 0);
    }

    boolean throttled(Act act) {
        return throttled.contains(act.seq());
    }

    /** True if the record says that whole folders were copied. */
    boolean synced(Act act) {
        return synced.contains(act.seq());
    }

    boolean deviceCode(Act act) {
        return deviceCode.contains(act.seq());
    }

    boolean compliant(Act act) {
        return compliant.contains(act.seq());
    }

    boolean phishingResistant(Act act) {
        return strongMethod.contains(act.seq());
    }

    boolean legacy(Act act) {
        return legacy.contains(act.seq());
    }

    /** The request id that a sign-in of the audit log carries beside its own, or null. */
    String requestId(Act act) {
        return requestIds.get(act.seq());
    }

    private void readChanges(CaseReader reader, List<String> operations) {
        String marks = "(" + String.join(", ", Collections.nCopies(operations.size(), "?")) + ")";
        List<Object> values = new ArrayList<>(operations);
        String join = " JOIN event_core AS e ON e.event_seq = p.event_seq WHERE e.operation IN " + marks
                + " ORDER BY p.event_seq, p.ordinal";
        reader.scan(
                "SELECT p.event_seq, p.bag, p.name, p.value, p.old_value FROM event_property AS p" + join,
                values,
                row -> add(properties, row.number(0), new Named(row.text(1), row.text(2), row.text(3), row.text(4))));
        reader.scan(
                "SELECT p.event_seq, p.kind, p.value FROM event_target AS p" + join,
                values,
                row -> add(targets, row.number(0), new Aim(row.text(1), row.text(2))));
    }

    private void readSignIns(CaseReader reader) {
        String sql = """
                SELECT event_seq,
                  bool_or(lower(value) LIKE '%devicecode%' OR lower(value) = 'cmsi:cmsi'),
                  bool_or((lower(name) LIKE '%iscompliant' OR lower(name) LIKE '%iscompliantandmanaged') AND lower(value) = 'true'),
                  bool_or(lower(name) LIKE '%method%' AND (lower(value) LIKE '%fido%' OR lower(value) LIKE '%passkey%'
                    OR lower(value) LIKE '%windows hello%' OR lower(value) LIKE '%certificate%')),
                  bool_or(lower(value) LIKE '%bav2ropc%'
                    OR lower(name) LIKE '%clientappused' AND (lower(value) LIKE '%imap%' OR lower(value) LIKE '%pop%'
                    OR lower(value) LIKE '%smtp%' OR lower(value) LIKE 'other clients%')),
                  max(CASE WHEN lower(name) IN ('intrasystemid', 'originalrequestid') THEN lower(value) END)
                FROM event_property
                WHERE lower(name) IN ('requesttype', 'intrasystemid', 'originalrequestid', 'iscompliant',
                    'iscompliantandmanaged', 'originaltransfermethod', 'authenticationprotocol', 'useragent')
                  OR lower(name) LIKE '%clientappused' OR lower(name) LIKE '%iscompliant'
                  OR lower(name) LIKE '%authenticationmethod%'
                GROUP BY event_seq
                """;
        reader.scan(sql, List.of(), row -> {
            Long seq = row.number(0);
            mark(deviceCode, seq, row.truth(1));
            mark(compliant, seq, row.truth(2));
            mark(strongMethod, seq, row.truth(3));
            mark(legacy, seq, row.truth(4));
            if (row.text(5) != null) {
                requestIds.put(seq, row.text(5));
            }
        });
    }

    private void readMail(CaseReader reader) {
        reader.scan(
                "SELECT event_seq, count(DISTINCT internet_message_id), bool_or(access = 'sync') FROM mail_item GROUP BY event_seq",
                List.of(),
                row -> {
                    messages.put(row.number(0), row.number(1).intValue());
                    mark(synced, row.number(0), row.truth(2));
                });
        reader.scan(
                "SELECT event_seq FROM event_property WHERE name = 'IsThrottled' AND lower(value) = 'true'",
                List.of(),
                row -> throttled.add(row.number(0)));
        reader.scan(
                "SELECT event_seq, address FROM recipient ORDER BY event_seq, ordinal",
                List.of(),
                row -> add(recipients, row.number(0), row.text(1).toLowerCase(Locale.ROOT)));
    }

    private static <T> void add(Map<Long, List<T>> all, Long seq, T value) {
        all.computeIfAbsent(seq, key -> new ArrayList<>(2)).add(value);
    }

    private static void mark(Set<Long> set, Long seq, Boolean truth) {
        if (truth != null && truth) {
            set.add(seq);
        }
    }
}
