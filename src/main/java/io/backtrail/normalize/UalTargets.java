package io.backtrail.normalize;

import io.backtrail.model.Property;
import io.backtrail.model.Target;
import java.util.ArrayList;
import java.util.List;

/** What an audit record names as its targets, each with its kind. */
final class UalTargets {
    private UalTargets() {}

    static List<Target> of(UalRecord record) {
        List<Target> targets = new ArrayList<>();
        for (Json target : record.body().at("Target", "AADTarget").unfolded().elements()) {
            String id = target.word("ID");
            if (id != null) {
                targets.add(new Target(kind(Numbers.small(target.word("Type")), id), id));
            }
        }
        add(targets, "user", record.word("TargetUserOrGroupName"));
        role(record, targets);
        if (record.folded().indexOf("permission") > 0) {
            add(targets, "grantee", record.parameter("User"));
            add(targets, "grantee", record.parameter("Trustee"));
        }
        return targets;
    }

    private static void add(List<Target> targets, String kind, String value) {
        if (value != null) {
            targets.add(new Target(kind, value));
        }
    }

    /** The types of Entra's {@code Target}: 0 claim, 1 name, 2 other, 3 PUID, 4 SPN, 5 UPN. */
    private static String kind(Integer type, String id) {
        return switch (type == null ? 2 : type) {
            case 0 -> "claim";
            case 1 -> "name";
            case 3 -> "puid";
            case 4 -> "spn";
            case 5 -> "upn";
            default -> Ids.isGuid(id) ? "id" : "other";
        };
    }

    private static void role(UalRecord record, List<Target> targets) {
        Property role = record.bags().property("ModifiedProperties", "Role.DisplayName");
        if (role != null) {
            String name = bare(role.value());
            add(targets, "role", name == null ? bare(role.oldValue()) : name);
        }
    }

    /** A value without the quotes and brackets in which directory records wrap it, or null when nothing is left. */
    static String bare(String value) {
        if (value == null) {
            return null;
        }
        int start = 0;
        int end = value.length();
        while (start < end && isWrapping(value.charAt(start))) {
            start++;
        }
        while (end > start && isWrapping(value.charAt(end - 1))) {
            end--;
        }
        return start == end ? null : value.substring(start, end);
    }

    private static boolean isWrapping(char c) {
        return c == '"' || c == '[' || c == ']' || c <= ' ' || c == '\\';
    }
}
