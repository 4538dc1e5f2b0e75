package io.backtrail.reconstruct;

import java.util.Set;

/** Which phase of a takeover an act belongs to; reading mail is no collection when its owner does it. */
final class Phases {
    private final Story story;
    private final Fraud fraud;
    private final Changes changes;
    private final Set<String> accusedApps;

    /**
     * Looks at a finished attribution.
     *
     * @param fraud knows who received what was sent
     */
    Phases(Story story, Fraud fraud) {
        this.story = story;
        this.fraud = fraud;
        this.changes = new Changes(story.of());
        this.accusedApps = story.accusedApps();
    }

    /** The phase, or null for what belongs to none. */
    String of(Act act) {
        if (story.accused(act)) {
            return accused(act);
        }
        if (act.deed() == Deed.CONSENT && act.succeeded() && letIn(act)) {
            return "initial-access";
        }
        if (Integer.valueOf(28).equals(act.recordType())) {
            return "preparation";
        }
        return response(act) ? "response" : null;
    }

    /** The owner's own hand opened the door to an application that is accused. */
    private boolean letIn(Act consent) {
        return !accusedApps.isEmpty()
                && story.of().grants().apps(consent).stream().anyMatch(accusedApps::contains);
    }

    private String accused(Act act) {
        return switch (act.deed()) {
            case SIGN_IN -> signIn(act);
            case RULE_SET -> rule(act);
            case MAILBOX_SET -> changes.auditSwitchedOff(act) == null ? "persistence" : "evasion";
            case AUDIT_SET, RULE_REMOVED, MAIL_DELETED -> "evasion";
            case TRANSPORT_RULE_SET,
                    CONNECTOR_SET,
                    MAILBOX_GRANT,
                    FOLDER_GRANT,
                    CONSENT,
                    APP_ROLE,
                    APP_CREDENTIAL,
                    DEVICE_ADDED,
                    MFA_ADDED,
                    USER_ADDED,
                    LINK_CREATED -> "persistence";
            case USER_CHANGED, PASSWORD_SET -> otherAccount(act) ? "lateral" : "persistence";
            case ROLE_ADDED -> "escalation";
            case SEARCHED -> "discovery";
            case MAIL_READ, FILE_READ -> "collection";
            case MAIL_SENT -> sent(act);
            case LINK_USED, SHARED -> "lateral";
            case TRANSPORT_RULE_REMOVED,
                    CONNECTOR_REMOVED,
                    MAILBOX_GRANT_REMOVED,
                    FOLDER_GRANT_REMOVED,
                    CONSENT_REMOVED,
                    APP_CREDENTIAL_REMOVED,
                    DEVICE_REMOVED,
                    MFA_REMOVED,
                    ROLE_REMOVED,
                    USER_REMOVED,
                    TOKENS_REVOKED,
                    LINK_REMOVED -> "evasion";
            case OTHER -> act.operation().toLowerCase(java.util.Locale.ROOT).startsWith("get-") ? "discovery" : null;
        };
    }

    private String signIn(Act act) {
        Atom atom = story.atom(act);
        if (act.attempt() && (atom.attemptOnly() || story.of().knowledge().passwordWrong(act.code()))) {
            return "credential-attack";
        }
        return atom.continued() ? "token-bypass" : "initial-access";
    }

    private String rule(Act act) {
        InboxRule rule = InboxRule.read(act, story.of().parts());
        if (rule.removal()) {
            return "evasion";
        }
        return rule.external(story.of()).isEmpty() ? "evasion" : "persistence";
    }

    private String sent(Act act) {
        var recipients = fraud.recipients(act);
        boolean outside = recipients.stream().anyMatch(story.of()::outside);
        return recipients.isEmpty() || outside ? "fraud" : "lateral";
    }

    private boolean otherAccount(Act act) {
        String account = changes.account(act);
        return account != null && !account.equals(act.account());
    }

    private static boolean response(Act act) {
        return switch (act.deed()) {
            case PASSWORD_SET,
                    TOKENS_REVOKED,
                    RULE_REMOVED,
                    CONSENT_REMOVED,
                    APP_CREDENTIAL_REMOVED,
                    TRANSPORT_RULE_REMOVED,
                    CONNECTOR_REMOVED,
                    MAILBOX_GRANT_REMOVED,
                    FOLDER_GRANT_REMOVED,
                    DEVICE_REMOVED,
                    MFA_REMOVED,
                    ROLE_REMOVED,
                    USER_REMOVED,
                    LINK_REMOVED -> true;
            default -> false;
        };
    }
}
