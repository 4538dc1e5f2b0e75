package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Kinds of records that an opinion on a takeover rests on, and of which the case has none. */
final class AbsentKinds implements HealthTest {
    private static final String SQL = """
            SELECT count(*) AS events,
              coalesce(bool_or(operation = 'MailItemsAccessed'), false) AS mail_access,
              coalesce(bool_or(operation IN ('Send', 'SendAs', 'SendOnBehalf')), false) AS send,
              coalesce(bool_or(family = 'signin' OR operation IN ('UserLoggedIn', 'UserLoginFailed')), false) AS sign_ins,
              coalesce(bool_or(operation ILIKE '%InboxRule%'), false) AS inbox_rules,
              coalesce(bool_or(operation ILIKE 'Consent to application%' OR operation ILIKE 'Add OAuth2PermissionGrant%'
                OR operation ILIKE 'Add delegated permission grant%'), false) AS consent,
              coalesce(bool_or(family = 'message-trace'), false) AS message_trace,
              EXISTS (SELECT 1 FROM event_property AS p WHERE p.bag = 'SignIn' AND lower(p.name) = 'isinteractive'
                AND lower(p.value) = 'false') AS non_interactive
            FROM event_core""";

    private enum Kind {
        MAIL_ACCESS(
                "absent-mail-access",
                Severity.MEDIUM,
                "Exchange",
                "MailItemsAccessed",
                "What was read in mailboxes is not recorded here; it may not be concluded that nothing was read."),
        SEND(
                "absent-send",
                Severity.MEDIUM,
                "Exchange",
                "Send, SendAs or SendOnBehalf",
                "It may not be concluded that nothing was sent from a mailbox."),
        SIGN_INS(
                "absent-sign-ins",
                Severity.HIGH,
                "AzureActiveDirectory",
                "sign-ins, neither of the audit log nor of Entra",
                "Who came in from where cannot be told; no sign-in from a strange place may not be taken for none."),
        INBOX_RULES(
                "absent-inbox-rules",
                Severity.INFO,
                "Exchange",
                "inbox rules being made or changed",
                "Either none was, or the export left them out; the rules that exist now can be listed in the mailboxes."),
        CONSENT(
                "absent-consent",
                Severity.INFO,
                "AzureActiveDirectory",
                "consent to applications",
                "Either none was given, or the export left it out; the grants that exist now can be listed in the tenant."),
        MESSAGE_TRACE(
                "absent-message-trace",
                Severity.LOW,
                "Exchange",
                "a message trace",
                "Who received what was sent cannot be checked against a second source, and mail sent without an audit record"
                        + " cannot be seen."),
        NON_INTERACTIVE(
                "absent-non-interactive",
                Severity.LOW,
                "AzureActiveDirectory",
                "non-interactive sign-ins",
                "A stolen token that was only refreshed leaves no trace here; that no session is seen after a date does not"
                        + " show that access ended.");

        private final String code;
        private final Severity severity;
        private final String workload;
        private final String name;
        private final String warning;

        Kind(String code, Severity severity, String workload, String name, String warning) {
            this.code = code;
            this.severity = severity;
            this.workload = workload;
            this.name = name;
            this.warning = warning;
        }

        HealthFinding finding() {
            return HealthFinding.of(severity, code, "The case has no record of " + name + ". " + warning)
                    .in(workload);
        }
    }

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> absent(row).forEach(kind -> found.add(kind.finding())));
        return found;
    }

    /** The columns stand in the order of the kinds, behind the number of events. */
    private static List<Kind> absent(Row row) {
        List<Kind> absent = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (row.number(0) > 0 && !row.truth(kind.ordinal() + 1)) {
                absent.add(kind);
            }
        }
        return absent;
    }
}
