package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.Problem;
import io.backtrail.reconstruct.Difference;
import io.backtrail.store.CaseReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The result of a reconstruction as it stands in the case, for the terminal and for scripts.
 *
 * @param accounts accounts with a verdict
 * @param patientZero the first account taken over, or null
 * @param persistence what was set up to stay
 * @param lateral what led from one account to another
 * @param messages exposed messages
 * @param folders exposed folders
 * @param fraud mails that look like the fraud
 * @param openItems what is still open
 * @param changes how it differs from the result before
 */
record Story(
        Table accounts,
        String patientZero,
        Table persistence,
        Table lateral,
        Table messages,
        Table folders,
        Table fraud,
        Table openItems,
        Difference changes) {
    /**
     * Reads it.
     *
     * @param account only this account, or null for all
     */
    static Story of(CaseReader reader, String account) {
        List<Object> only = Arrays.asList(lower(account), lower(account));
        List<List<Object>> zero = reader.query(
                        "SELECT value FROM reconstruction_fact WHERE name = 'patient_zero'", List.of())
                .rows();
        return new Story(
                reader.query(
                        "SELECT account, verdict, entry_vector, first_attempt, first_success, last_attacker, contained, score"
                                + " FROM account_verdict WHERE (? IS NULL OR account = ?)"
                                + " ORDER BY CASE verdict WHEN 'attacker' THEN 0 WHEN 'suspect' THEN 1 ELSE 2 END,"
                                + " first_success NULLS LAST, account",
                        only),
                zero.isEmpty() ? null : (String) zero.get(0).get(0),
                reader.query(
                        "SELECT type, account, target, started AS start, ended AS \"end\", event_id FROM persistence"
                                + " WHERE (? IS NULL OR account = ?) ORDER BY started, event_id, type, target NULLS LAST",
                        only),
                reader.query(
                        "SELECT from_account AS \"from\", to_account AS \"to\", kind, event_id FROM lateral_movement"
                                + " WHERE (? IS NULL OR from_account = ?) ORDER BY from_account, to_account, kind, event_id",
                        only),
                reader.query(
                        "SELECT mailbox, value AS internet_message_id, class FROM exposure WHERE kind = 'message'"
                                + " AND (? IS NULL OR mailbox = ?) ORDER BY mailbox, first_time, value",
                        only),
                reader.query(
                        "SELECT mailbox, value AS folder, class, event_id FROM exposure WHERE kind = 'folder'"
                                + " AND (? IS NULL OR mailbox = ?) ORDER BY mailbox, first_time, value",
                        only),
                reader.query(
                        "SELECT account, event_time, subject, recipients, verdict, why, event_id FROM fraud"
                                + " WHERE (? IS NULL OR account = ?) ORDER BY event_time, event_id",
                        only),
                reader.query(
                        "SELECT account, kind, text, event_id FROM open_item WHERE (? IS NULL OR account = ?)"
                                + " ORDER BY ordinal",
                        only),
                Difference.of(reader, account));
    }

    /** Prints it for people: a heading and a table a part; other formats than tables get the accounts alone. */
    void print(Backtrail top) {
        if (top.format() != OutputFormat.TABLE && top.format() != OutputFormat.MD) {
            top.print(accounts);
            return;
        }
        part(
                top,
                "Accounts taken over or suspect",
                accused(),
                "no account shows an intruder in this evidence; that is no proof of absence");
        top.out()
                .println((accounts.rows().size() - accused().rows().size())
                        + " other accounts show nothing against their owners; 'accounts' lists all");
        top.out().println();
        if (patientZero != null) {
            top.out().println("First taken over: " + Problem.clean(patientZero));
            top.out().println();
        }
        part(top, "Persistence", persistence, "nothing set up to stay was found");
        part(top, "Mails that look like the fraud", fraud, "none found");
        part(top, "To other accounts", lateral, "nothing found");
        top.out().println(exposed());
        top.out().println();
        part(top, "Open", openItems, "nothing known to be open");
        printChanges(top);
    }

    /** Writes it for scripts, in the shape of the contract. */
    void write(JsonText json) {
        json.beginObject().field("accounts", accounts).field("patient_zero", patientZero);
        json.field("persistence", persistence).field("lateral", lateral);
        json.name("exposure").beginObject().field("messages", messages).field("folders", folders);
        json.endObject().field("fraud", fraud).field("open_items", openItems);
        json.name("changes").beginObject().field("facts", changes.facts()).field("accounts", changes.accounts());
        json.field("events", changes.events()).field("persistence", changes.persistence());
        json.field("exposure", changes.exposure()).endObject().endObject();
    }

    private void printChanges(Backtrail top) {
        if (!changes.known()) {
            return;
        }
        if (changes.isNothing()) {
            top.out().println("Against the result before: nothing changed");
            top.out().println();
            return;
        }
        part(top, "Against the result before", changes.facts(), "made with the same events, seeds and judgements");
        part(top, "Accounts that changed", changes.accounts(), "none");
        part(top, "Events that changed, with examples", changes.events(), "none");
        part(top, "Persistence that changed", changes.persistence(), "none");
        part(top, "Exposed things that changed", changes.exposure(), "none");
    }

    private Table accused() {
        List<List<Object>> rows = accounts.rows().stream()
                .filter(row -> !"owner".equals(row.get(1)))
                .toList();
        return new Table(accounts.columns(), rows);
    }

    private String exposed() {
        return String.format(
                Locale.ROOT,
                "Exposed: %,d messages and %,d folders; 'exposure' lists them",
                messages.rows().size(),
                folders.rows().size());
    }

    private static void part(Backtrail top, String heading, Table table, String none) {
        top.out().println(heading);
        if (table.rows().isEmpty()) {
            top.out().println("  " + none);
        } else {
            top.print(table);
        }
        top.out().println();
        top.out().flush();
    }

    private static String lower(String account) {
        return account == null ? null : account.toLowerCase(Locale.ROOT);
    }
}
