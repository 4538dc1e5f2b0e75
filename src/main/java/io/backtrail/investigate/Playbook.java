package io.backtrail.investigate;

import java.util.List;

/** The first questions after a takeover, as the guides of 2018 taught them, each with the investigations that answer it. */
public final class Playbook {
    /** The questions in the order in which they are asked. */
    public static final List<PlaybookStep> STEPS = List.of(
            new PlaybookStep(
                    "mfa",
                    "Were there sign-ins without a second factor, or was it evaded or changed?",
                    List.of(
                            "posture-mfa-use",
                            "aitm-phish-kit-signin",
                            "device-code-signin",
                            "legacy-auth-signin",
                            "mfa-fatigue",
                            "mfa-method-added",
                            "mfa-removed-or-disabled",
                            "conditional-access-changed")),
            new PlaybookStep(
                    "mailbox-auditing",
                    "Was auditing of mailboxes off, or bypassed?",
                    List.of("posture-mailbox-auditing", "audit-logging-tampered")),
            new PlaybookStep(
                    "forwarding",
                    "Does or did mail leave by itself?",
                    List.of(
                            "posture-external-forwarding",
                            "inbox-rule-forward-external",
                            "mailbox-forwarding",
                            "mail-connector-journal-change")),
            new PlaybookStep(
                    "failed-logins",
                    "Did logins fail in numbers, and did one of them succeed in the end?",
                    List.of("posture-failed-logins", "password-spray", "spray-then-success", "brute-force-by-account")),
            new PlaybookStep(
                    "countries",
                    "Were accounts used from countries that are not theirs?",
                    List.of("posture-countries", "signin-new-country", "signin-impossible-travel")),
            new PlaybookStep("alerts", "Did alerts fire?", List.of("alerts-fired")),
            new PlaybookStep(
                    "mail-flow",
                    "Were encryption or the rules of mail flow changed?",
                    List.of("posture-mailflow-encryption", "transport-rule-change")),
            new PlaybookStep(
                    "mail-activity",
                    "What was done with mail: read, hidden, sent, deleted?",
                    List.of(
                            "mail-accessed-exposure",
                            "inbox-rule-hide-or-delete",
                            "mail-sent-by-suspect-session",
                            "send-then-delete",
                            "security-mail-deleted",
                            "mail-purge-volume")));

    private Playbook() {}
}
