package io.backtrail.health;

import io.backtrail.investigate.Holdings;
import io.backtrail.investigate.Investigation;
import io.backtrail.investigate.Need;
import java.util.List;
import java.util.Map;

/** Tells which findings weaken the answer to a question. */
public final class Bearing {
    /** The operations that a case lacks when it lacks a whole kind of records; or, with {@code family:}, the family. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "absent-mail-access",
            List.of("MailItemsAccessed"),
            "absent-send",
            List.of("Send", "SendAs", "SendOnBehalf"),
            "absent-sign-ins",
            List.of("family:signin", "UserLoggedIn", "UserLoginFailed"),
            "absent-inbox-rules",
            List.of("New-InboxRule", "UpdateInboxRules"),
            "absent-consent",
            List.of("Consent to application.", "Add delegated permission grant.", "Add OAuth2PermissionGrant."),
            "absent-message-trace",
            List.of("family:message-trace"),
            "absent-non-interactive",
            List.of("family:signin"),
            "throttled",
            List.of("MailItemsAccessed"));

    private Bearing() {}

    /**
     * The findings that weaken an answer of nothing to a question: those about the records it is made of, and the grave ones
     * about all of the evidence. A question that does not say what it is made of takes them all.
     */
    public static List<HealthFinding> on(Investigation question, List<HealthFinding> findings) {
        return findings.stream()
                .filter(finding -> bears(question.needs(), finding))
                .toList();
    }

    /**
     * Whether nothing may be concluded from finding nothing: the case holds no record of the logs in which the answer would
     * stand, or a grave hole lies in them, or of all the kinds of records that would show it there is none.
     */
    public static boolean forbids(Investigation question, Holdings held, List<HealthFinding> bearing) {
        return !held.meet(question)
                || bearing.stream()
                        .anyMatch(finding -> finding.rank() == Severity.HIGH.ordinal()
                                || finding.rank() == Severity.MEDIUM.ordinal() && isAllOf(question, finding));
    }

    /** Whether the kind of records that a finding misses is the only one that the question is made of. */
    private static boolean isAllOf(Investigation question, HealthFinding finding) {
        List<String> kind = finding.code().startsWith("absent-") ? KINDS.get(finding.code()) : null;
        List<Need> shown = question.needs().stream()
                .filter(need -> need.kind() != Need.Kind.WORKLOAD)
                .toList();
        return kind != null
                && !shown.isEmpty()
                && shown.stream().allMatch(need -> kind.stream().anyMatch(name -> names(need, name)));
    }

    private static boolean bears(List<Need> needs, HealthFinding finding) {
        boolean takesAll = needs.isEmpty() || needs.stream().anyMatch(need -> need.kind() == Need.Kind.ANY);
        List<String> kind = KINDS.get(finding.code());
        if (kind != null) {
            return takesAll || needs.stream().anyMatch(need -> kind.stream().anyMatch(name -> names(need, name)));
        }
        if (finding.rank() > Severity.MEDIUM.ordinal()) {
            return false;
        }
        boolean isOfAll =
                takesAll || finding.workload() == null || finding.code().equals("scope-filter");
        return isOfAll || needs.stream().anyMatch(need -> need.isOfWorkload(finding.workload()));
    }

    private static boolean names(Need need, String name) {
        return name.startsWith("family:") ? need.isFamily(name.substring(7)) : need.isOperation(name);
    }
}
