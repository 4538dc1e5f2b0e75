package io.backtrail.investigate;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which kinds of records a case holds at all. Immutable; any thread. */
public final class Holdings {
    /** The tables of how things stand. */
    static final List<String> STATES = List.of(
            "mailbox_state",
            "mailbox_permission_state",
            "inbox_rule_state",
            "transport_rule_state",
            "oauth_grant_state",
            "mfa_state",
            "device_state");

    private final Set<String> families = new TreeSet<>();
    private final Set<String> workloads = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> operations = new TreeSet<>();
    private final Set<String> states = new TreeSet<>();

    private Holdings() {}

    /** Looks into a case: one pass over the records' kinds. */
    public static Holdings of(CaseReader reader) {
        Holdings held = new Holdings();
        reader.scan("SELECT DISTINCT family, coalesce(workload, ''), operation FROM event_core", List.of(), row -> {
            held.families.add(row.text(0));
            held.workloads.add(row.text(1));
            held.operations.add(row.text(2));
        });
        List<String> selects = new ArrayList<>();
        STATES.forEach(table -> selects.add("SELECT '" + table + "' WHERE EXISTS (SELECT 1 FROM " + table + ")"));
        reader.scan(String.join(" UNION ALL ", selects), List.of(), row -> held.states.add(row.text(0)));
        return held;
    }

    /**
     * Whether the case holds any record of the logs in which the answer would stand. A question that names no needs takes any
     * record.
     */
    public boolean meet(Investigation investigation) {
        List<Need> needs = investigation.needs();
        return needs.isEmpty() || needs.stream().anyMatch(this::holds);
    }

    private boolean holds(Need need) {
        return switch (need.kind()) {
            case FAMILY -> families.contains(need.value());
            case WORKLOAD -> workloads.contains(need.value());
            case OPERATION -> operations.stream().anyMatch(need::isOperation);
            case STATE -> states.contains(need.value());
            case ANY -> !families.isEmpty();
        };
    }
}
