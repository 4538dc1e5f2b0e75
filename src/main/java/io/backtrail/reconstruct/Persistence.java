package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what was set up to stay: independent of verdicts where it speaks for itself, else where the actor is accused. A
 * thing that was removed is listed with its end; a change that failed is not listed.
 */
final class Persistence {
    private static final long TWIN = 60_000L;
    private static final int TELLING_RULE = 10;

    private final Story story;
    private final Case of;
    private final Changes changes;
    private final Set<String> takenOver;
    private final Set<String> accusedApps;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Finding, Act> ends = new HashMap<>();

    /**
     * Looks through all acts.
     *
     * @param takenOver accounts that somebody got into
     */
    Persistence(Story story, Set<String> takenOver) {
        this.story = story;
        this.of = story.of();
        this.changes = new Changes(of);
        this.takenOver = takenOver;
        this.accusedApps = story.accusedApps();
        of.acts().stream().filter(Act::succeeded).forEach(this::look);
    }

    List<Finding> findings() {
        return findings;
    }

    /** The act that removed it, or null. */
    Act end(Finding finding) {
        return ends.get(finding);
    }

    Table table() {
        Results results = Results.with(
                "type varchar",
                "account varchar",
                "target varchar",
                "started timestamp",
                "ended timestamp",
                "event_id varchar",
                "ended_by varchar",
                "verdict varchar",
                "detail varchar");
        for (Finding finding : findings) {
            Act end = ends.get(finding);
            results.add(
                    finding.type(),
                    finding.account(),
                    finding.target(),
                    Results.time(finding.opened().time()),
                    end == null ? null : Results.time(end.time()),
                    finding.opened().id(),
                    end == null ? null : end.id(),
                    story.word(finding.opened()),
                    finding.detail());
        }
        return results.table();
    }

    private void look(Act act) {
        switch (act.deed()) {
            case RULE_SET, RULE_REMOVED -> rule(act);
            case MAILBOX_SET -> mailbox(act);
            case AUDIT_SET -> audit(act);
            case TRANSPORT_RULE_SET -> transport(act);
            case CONNECTOR_SET -> named(act, "connector");
            case MAILBOX_GRANT -> granted(act, "mailbox-permission");
            case FOLDER_GRANT -> granted(act, "folder-permission");
            case CONSENT -> consent(act);
            case APP_ROLE, APP_CREDENTIAL ->
                application(act, act.deed() == Deed.APP_ROLE ? "oauth-grant" : "app-credential");
            case DEVICE_ADDED -> device(act);
            case MFA_ADDED -> factor(act);
            case USER_CHANGED -> {
                if (changes.factorAdded(act)) {
                    factor(act);
                } else if (changes.factorRemoved(act)) {
                    close(act, "mfa-method", first(changes.account(act), act.account()));
                }
            }
            case ROLE_ADDED -> role(act);
            case USER_ADDED -> created(act);
            case LINK_CREATED -> link(act);
            case TRANSPORT_RULE_REMOVED -> close(act, "transport-rule", lower(first(name(act), act.target())));
            case CONNECTOR_REMOVED -> close(act, "connector", lower(first(name(act), act.target())));
            case MAILBOX_GRANT_REMOVED -> close(act, "mailbox-permission", mailboxOf(act) + '|' + changes.grantee(act));
            case FOLDER_GRANT_REMOVED -> close(act, "folder-permission", mailboxOf(act) + '|' + changes.grantee(act));
            case CONSENT_REMOVED -> of.grants().apps(act).forEach(app -> close(act, "oauth-grant", app));
            case APP_CREDENTIAL_REMOVED -> of.grants().apps(act).forEach(app -> close(act, "app-credential", app));
            case DEVICE_REMOVED -> Devices.added(act, of.parts()).forEach(device -> close(act, "device", device));
            case MFA_REMOVED -> close(act, "mfa-method", first(changes.account(act), act.account()));
            case ROLE_REMOVED -> close(act, "role", changes.account(act) + '|' + lower(roleName(act)));
            case USER_REMOVED -> close(act, "account", changes.account(act));
            case LINK_REMOVED -> close(act, "sharing-link", lower(act.target()));
            case SIGN_IN,
                    PASSWORD_SET,
                    TOKENS_REVOKED,
                    LINK_USED,
                    SHARED,
                    MAIL_READ,
                    MAIL_SENT,
                    MAIL_DELETED,
                    FILE_READ,
                    SEARCHED,
                    OTHER -> {
                // These set nothing up.
            }
        }
    }

    /** True if the actor is accused, or is not resolved in an account that somebody got into. */
    private boolean doubtful(Act act) {
        if (story.accused(act)) {
            return true;
        }
        Atom atom = story.atom(act);
        return atom != null
                && takenOver.contains(atom.account())
                && story.attribution().verdict(atom).unresolved();
    }

    private void rule(Act act) {
        InboxRule rule = InboxRule.read(act, of.parts());
        String mailbox = mailboxOf(act);
        String name = rule.name().isEmpty() ? "(no name)" : rule.name();
        String key = mailbox + '|' + lower(name);
        if (rule.removal()) {
            close(act, "inbox-rule", key);
            close(act, "inbox-rule", mailbox + '|' + lower(rule.id()));
            return;
        }
        List<String> words = new ArrayList<>();
        int score = rule.score(of, words);
        if (doubtful(act) || score >= TELLING_RULE || !rule.external(of).isEmpty()) {
            Set<String> keys = new TreeSet<>(Set.of(key));
            if (rule.id() != null) {
                keys.add(mailbox + '|' + lower(rule.id()));
            }
            String forwards =
                    rule.external(of).isEmpty() ? "" : "; forwards to " + String.join(", ", rule.external(of));
            open(new Finding(
                    "inbox-rule",
                    mailbox,
                    name,
                    act,
                    keys,
                    "rule score " + score + ": " + String.join(", ", words) + forwards));
        }
    }

    private void mailbox(Act act) {
        Set<String> all = changes.forwards(act);
        String mailbox = mailboxOf(act);
        boolean outside = !changes.forwardsOutside(act).isEmpty();
        if (!all.isEmpty() && (outside || doubtful(act))) {
            open(new Finding(
                    "mailbox-forward", mailbox, String.join(", ", all), act, Set.of(mailbox), "mailbox forwarding"));
        } else if (changes.forwardRemoved(act)) {
            close(act, "mailbox-forward", mailbox);
        }
        audit(act);
    }

    private void audit(Act act) {
        String off = changes.auditSwitchedOff(act);
        if (off != null) {
            String target = first(act.target(), first(name(act), act.mailbox()));
            open(new Finding("audit-suppression", mailboxOf(act), target, act, Set.of(lower(target)), off));
        }
    }

    private void transport(Act act) {
        Set<String> outside = changes.forwardsOutside(act);
        if (!outside.isEmpty() || doubtful(act)) {
            String name = first(name(act), act.target());
            String detail = outside.isEmpty() ? null : "copies mail to " + String.join(", ", outside);
            open(new Finding("transport-rule", actor(act), name, act, Set.of(lower(name)), detail));
        }
    }

    private void named(Act act, String type) {
        if (doubtful(act)) {
            String name = first(name(act), act.target());
            open(new Finding(type, actor(act), name, act, Set.of(lower(name)), null));
        }
    }

    private void granted(Act act, String type) {
        String grantee = changes.grantee(act);
        boolean outside = grantee != null && of.outside(grantee);
        if (doubtful(act) || outside) {
            String key = mailboxOf(act) + '|' + grantee;
            open(new Finding(
                    type, mailboxOf(act), grantee, act, Set.of(key), of.parts().value(act, "AccessRights")));
        }
    }

    /** One that opens mail and of which nothing else is known is a question to its owner, and stands with the open items. */
    private void consent(Act act) {
        Set<String> apps = of.grants().apps(act);
        boolean accused = apps.stream().anyMatch(accusedApps::contains);
        if (doubtful(act) || of.grants().rogue(act) || accused) {
            open(new Finding("oauth-grant", actor(act), of.grants().name(act), act, apps, String.join(", ", apps)));
        }
    }

    private void application(Act act, String type) {
        if (doubtful(act) || of.grants().rogue(act)) {
            open(new Finding(
                    type, actor(act), of.grants().name(act), act, of.grants().apps(act), null));
        }
    }

    private void device(Act act) {
        if (doubtful(act)) {
            Set<String> ids = Devices.added(act, of.parts());
            String name = changes.deviceName(act);
            open(new Finding("device", actor(act), name, act, ids, String.join(", ", ids)));
        }
    }

    private void factor(Act act) {
        if (doubtful(act)) {
            String account = first(changes.account(act), actor(act));
            String method = first(changes.factorName(act), act.operation());
            open(new Finding("mfa-method", account, method, act, Set.of(account), null));
        }
    }

    private void role(Act act) {
        if (doubtful(act)) {
            String grantee = first(changes.account(act), actor(act));
            String role = roleName(act);
            open(new Finding(
                    "role", grantee, role, act, Set.of(grantee + '|' + lower(role)), "granted by " + actor(act)));
        }
    }

    private void created(Act act) {
        if (doubtful(act)) {
            String account = first(changes.account(act), act.target());
            open(new Finding("account", actor(act), account, act, Set.of(lower(account)), null));
        }
    }

    private void link(Act act) {
        if (doubtful(act)) {
            open(new Finding("sharing-link", actor(act), act.target(), act, Set.of(lower(act.target())), null));
        }
    }

    private void open(Finding finding) {
        for (Finding other : findings) {
            boolean same = other.type().equals(finding.type())
                    && other.account().equals(finding.account())
                    && (Objects.equals(other.target(), finding.target())
                            || finding.type().equals("mfa-method")
                            || finding.type().equals("device"));
            boolean again = finding.opened().time() - other.opened().time() <= TWIN
                    || finding.type().equals("inbox-rule");
            if (same && again && !ends.containsKey(other)) {
                if (prefers(finding, other)) {
                    findings.set(findings.indexOf(other), finding);
                }
                return;
            }
        }
        findings.add(finding);
    }

    /** Of two logs' records of one change the unified audit log's is named. */
    private static boolean prefers(Finding finding, Finding other) {
        return finding.opened().time() - other.opened().time() <= TWIN
                && finding.opened().family().equals("ual")
                && !other.opened().family().equals("ual");
    }

    private void close(Act act, String type, String key) {
        for (Finding finding : findings) {
            if (finding.type().equals(type) && key != null && finding.keys().contains(key)) {
                ends.putIfAbsent(finding, act);
            }
        }
    }

    private String mailboxOf(Act act) {
        return first(act.mailbox(), actor(act));
    }

    private static String actor(Act act) {
        return act.account() == null ? "(unknown)" : act.account();
    }

    private String name(Act act) {
        return first(of.parts().value(act, "Name"), of.parts().value(act, "Identity"));
    }

    private String roleName(Act act) {
        return first(of.parts().target(act, "role"), of.parts().value(act, "Role.DisplayName"));
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
