package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** From which account an attacker reached which other. Rights over an account expose it; they do not make it taken over. */
final class Lateral {
    private static final long THREE_DAYS = 72 * 3_600_000L;

    private final Story story;
    private final Windows windows;
    private final Fraud fraud;
    private final Changes changes;
    private final Set<String> told = new HashSet<>();
    private final Results results =
            Results.with("from_account varchar", "to_account varchar", "kind varchar", "event_id varchar");

    Lateral(Story story, Windows windows, Fraud fraud) {
        this.story = story;
        this.windows = windows;
        this.fraud = fraud;
        this.changes = new Changes(story.of());
    }

    Table table() {
        for (Act act : story.accusedActs()) {
            if (story.attacker(act) && act.succeeded() && act.account() != null) {
                look(act);
            }
        }
        return results.table();
    }

    private void look(Act act) {
        switch (act.deed()) {
            case MAIL_SENT -> mail(act);
            case PASSWORD_SET -> edge(act, changes.account(act), "password-reset");
            case ROLE_ADDED -> edge(act, changes.account(act), "role");
            case MFA_ADDED -> edge(act, changes.account(act), "mfa-method");
            case USER_ADDED -> edge(act, changes.account(act), "account");
            case MAILBOX_GRANT -> edge(act, act.mailbox(), "mailbox-permission");
            case MAIL_READ -> edge(act, act.mailbox(), "mailbox-access");
            default -> {
                // Nothing that reaches another account.
            }
        }
    }

    /** Mail within the tenant counts only if somebody got in, or tried to, as its reader in the three days after. */
    private void mail(Act act) {
        for (String recipient : fraud.recipients(act)) {
            for (Window window : windows.all()) {
                boolean reached = window.account().equals(recipient)
                        && window.firstAttempt() != null
                        && window.firstAttempt() > act.time()
                        && window.firstAttempt() - act.time() <= THREE_DAYS;
                if (reached) {
                    edge(act, recipient, "internal-mail");
                }
            }
        }
    }

    private void edge(Act act, String to, String kind) {
        if (to == null
                || to.indexOf('@') < 0
                || to.equalsIgnoreCase(act.account())
                || story.of().outside(to)) {
            return;
        }
        String other = to.toLowerCase(Locale.ROOT);
        if (told.add(act.account() + '|' + other + '|' + kind)) {
            results.add(act.account(), other, kind, act.id());
        }
    }
}
