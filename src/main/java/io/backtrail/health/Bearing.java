package io.backtrail.health;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells which findings weaken the answer to a question. */
public final class Bearing {
    /** Words by which the SQL of a question shows that it asks for what a workload records. */
    private static final Map<String, List<String>> ASKS = Map.of(
            "Exchange",
            List.of("mail", "inbox", "'send", "transport", "forward", "'move", "delete'", "recipient"),
            "AzureActiveDirectory",
            List.of(
                    "logged",
                    "loginfailed",
                    "signin",
                    "sign-in",
                    "consent",
                    "mfa",
                    "role",
                    "user.",
                    "application",
                    "device"),
            "SharePoint",
            List.of("file", "sharing", "sharepoint"),
            "OneDrive",
            List.of("file", "sharing", "onedrive"),
            "MicrosoftTeams",
            List.of("teams", "chat"));

    /** The same for kinds of records that a case lacks altogether. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "absent-mail-access",
            List.of("mailitemsaccessed"),
            "absent-send",
            List.of("'send"),
            "absent-sign-ins",
            List.of("userloggedin", "userloginfailed", "'signin'"),
            "absent-inbox-rules",
            List.of("inboxrule"),
            "absent-consent",
            List.of("consent"),
            "absent-message-trace",
            List.of("message-trace"),
            "absent-non-interactive",
            List.of("'signin'"));

    private Bearing() {}

    /**
     * The findings that weaken an answer of nothing to the question that {@code sql} asks: those about what it asks for, and
     * the grave ones about all of the evidence.
     */
    public static List<HealthFinding> on(String sql, List<HealthFinding> findings) {
        String folded = sql.lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        return findings.stream().filter(finding -> bears(folded, finding)).toList();
    }

    private static boolean bears(String sql, HealthFinding finding) {
        List<String> kind = KINDS.get(finding.code());
        if (kind != null) {
            return asks(sql, kind);
        }
        if (finding.rank() > Severity.MEDIUM.ordinal()) {
            return false;
        }
        if (finding.code().equals("throttled")) {
            return sql.contains("mailitemsaccessed") || sql.contains("mail_item");
        }
        if (finding.code().equals("scope-filter")) {
            return true;
        }
        // A workload that nobody listed is not shown to be beside the question.
        return finding.workload() == null || asks(sql, ASKS.getOrDefault(finding.workload(), List.of("")));
    }

    private static boolean asks(String sql, List<String> words) {
        return words.stream().anyMatch(sql::contains);
    }
}
