package io.backtrail.investigate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the needs of a head: names that exist, and beside operations the workload that records them. */
final class NeedsCheck {
    /** The families that records are read into. */
    private static final Set<String> FAMILIES =
            Set.of("ual", "signin", "directory-audit", "message-trace", "mailbox-audit", "alert", "legacy-activity");

    private final Head head;
    private final Investigation said;
    private final SelectCheck.Teller teller;

    NeedsCheck(Head head, Investigation said, SelectCheck.Teller teller) {
        this.head = head;
        this.said = said;
        this.teller = teller;
    }

    void all() {
        for (Need need : said.needs()) {
            switch (need.kind()) {
                case FAMILY -> known(need, FAMILIES);
                case STATE -> known(need, Set.copyOf(Holdings.STATES));
                case WORKLOAD -> {
                    if (!need.value().matches("[A-Za-z0-9]+")) {
                        tell("a workload as records spell it", need.value(), "as Exchange or AzureActiveDirectory");
                    }
                }
                default -> {}
            }
        }
        List<Need> needs = said.needs();
        boolean isPlaced = needs.stream().anyMatch(need -> need.kind() != Need.Kind.OPERATION);
        if (!needs.isEmpty() && !isPlaced) {
            tell(
                    "the workload or family that records these operations",
                    needs.get(0).value(),
                    "add a line '--| needs: workload …': a hole in that log is a hole in this answer");
        }
    }

    private void known(Need need, Set<String> names) {
        if (!names.contains(need.value())) {
            tell("a " + need.kind().word() + " that there is", need.value(), String.join(", ", new TreeSet<>(names)));
        }
    }

    private void tell(String expected, String found, String help) {
        teller.tell("query.needs", head.lineOf("needs"), expected, found, help);
    }
}
