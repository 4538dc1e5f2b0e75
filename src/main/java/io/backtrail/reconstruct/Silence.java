package io.backtrail.reconstruct;

import static java.util.Objects.requireNonNull;

import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What may be said of a taken-over mailbox beyond the reads on record: whether access that no record shows is unlikely,
 * possible, or cannot be excluded. It never says that something was not accessed.
 *
 * @param mailbox the mailbox
 * @param from first success of the attacker
 * @param to last act of the attacker
 * @param records reads of this mailbox on record for attacker or suspect
 * @param auditing {@code on}, {@code unknown} or {@code off}: whether reads were recorded at all
 * @param capability {@code web} or {@code app}: what the attacker's sessions could do
 * @param isThrottled whether recording was throttled
 * @param sessionPercent share of the mailbox's reads in the window that name a session; 0 without reads
 * @param silentDays days of the window on which the mailbox was active and no read of anybody is on record
 * @param otherWays forwards, rules and applications that take mail without a read on record, joined with commas; may be empty
 * @param conclusion {@code unlikely}, {@code possible} or {@code cannot be excluded}
 */
public record Silence(
        String mailbox,
        Instant from,
        Instant to,
        long records,
        String auditing,
        String capability,
        boolean isThrottled,
        long sessionPercent,
        long silentDays,
        String otherWays,
        String conclusion) {
    private static final int FEW_SESSIONS = 95;
    private static final String READS = "WITH days AS (SELECT date_trunc('day', e.event_time) AS day,"
            + " count(*) FILTER (WHERE lower(e.operation) = 'mailitemsaccessed') AS reads,"
            + " count(e.session_id) FILTER (WHERE lower(e.operation) = 'mailitemsaccessed') AS named,"
            + " count(*) FILTER (WHERE lower(e.operation) = 'mailitemsaccessed' AND v.verdict IN ('attacker', 'suspect')"
            + " AND e.event_time BETWEEN CAST(? AS TIMESTAMP) AND CAST(? AS TIMESTAMP)) AS hostile"
            + " FROM event_core AS e LEFT JOIN verdict AS v USING (event_seq)"
            + " WHERE coalesce(e.mailbox, e.account) = ? AND e.workload = 'Exchange' AND e.family <> 'message-trace'"
            + " AND e.event_time >= date_trunc('day', CAST(? AS TIMESTAMP))"
            + " AND e.event_time < date_trunc('day', CAST(? AS TIMESTAMP)) + INTERVAL 1 DAY GROUP BY day)"
            + " SELECT coalesce(sum(reads), 0)::BIGINT, coalesce(sum(named), 0)::BIGINT, coalesce(sum(hostile), 0)::BIGINT,"
            + " count(*) FILTER (WHERE reads = 0) FROM days";
    private static final String FACTS = "SELECT EXISTS (SELECT 1 FROM persistence WHERE type = 'audit-suppression'"
            + " AND account = a.name) OR EXISTS (SELECT 1 FROM mailbox_state WHERE lower(mailbox) = a.name"
            + " AND audit_enabled = false), EXISTS (SELECT 1 FROM verdict AS v JOIN event AS e USING (event_seq)"
            + " WHERE v.verdict IN ('attacker', 'suspect') AND coalesce(e.mailbox, e.account) = a.name"
            + " AND e.agent_kind IN ('mail-client', 'mobile', 'script')), EXISTS (SELECT 1 FROM event_property AS p"
            + " JOIN event_core AS e USING (event_seq) WHERE p.name = 'IsThrottled' AND lower(p.value) = 'true'"
            + " AND coalesce(e.mailbox, e.account) = a.name), coalesce((SELECT string_agg(DISTINCT type, ', ' ORDER BY type)"
            + " FROM persistence WHERE account = a.name AND (type IN ('mailbox-forward', 'oauth-grant', 'transport-rule',"
            + " 'mailbox-permission', 'folder-permission') OR detail LIKE '%forwards to%')), '')"
            + " FROM (SELECT CAST(? AS VARCHAR) AS name) AS a";

    public Silence {
        requireNonNull(mailbox, "mailbox is null");
        requireNonNull(conclusion, "conclusion is null");
    }

    /**
     * One for each account that was taken over and whose window is known, by name.
     *
     * @param account only this account, or null for all
     */
    public static List<Silence> of(CaseReader reader, String account) {
        List<Silence> all = new ArrayList<>();
        List<List<Object>> windows = reader.query(
                        "SELECT account, first_success, last_attacker FROM account_verdict WHERE verdict = 'attacker'"
                                + " AND first_success IS NOT NULL AND last_attacker IS NOT NULL ORDER BY account",
                        List.of())
                .rows();
        for (List<Object> window : windows) {
            if (account == null || account.equalsIgnoreCase((String) window.get(0))) {
                all.add(of(reader, (String) window.get(0), (Instant) window.get(1), (Instant) window.get(2)));
            }
        }
        return all;
    }

    private static Silence of(CaseReader reader, String mailbox, Instant from, Instant to) {
        List<Object> reads =
                reader.query(READS, List.of(from, to, mailbox, from, to)).rows().get(0);
        List<Object> facts = reader.query(FACTS, List.of(mailbox)).rows().get(0);
        long all = (Long) reads.get(0);
        long percent = all == 0 ? 0 : (Long) reads.get(1) * 100 / all;
        String auditing = all > 0 ? "on" : Boolean.TRUE.equals(facts.get(0)) ? "off" : "unknown";
        boolean app = Boolean.TRUE.equals(facts.get(1));
        boolean throttled = Boolean.TRUE.equals(facts.get(2));
        long silent = (Long) reads.get(3);
        String ways = (String) facts.get(3);
        boolean open = !auditing.equals("on") || Boolean.TRUE.equals(facts.get(0)) || throttled || !ways.isEmpty();
        boolean doubtful = app || silent > 0 || percent < FEW_SESSIONS;
        return new Silence(
                mailbox,
                from,
                to,
                (Long) reads.get(2),
                auditing,
                app ? "app" : "web",
                throttled,
                percent,
                silent,
                ways,
                open ? "cannot be excluded" : doubtful ? "possible" : "unlikely");
    }

    /**
     * The statement for a report.
     *
     * @param fromText the first success as the report writes times
     * @param toText the last act likewise
     */
    public String text(String fromText, String toText) {
        StringBuilder text = new StringBuilder();
        if (records == 0) {
            text.append("No MailItemsAccessed record of the attacker exists for ")
                    .append(mailbox);
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    records == 1
                            ? "%,d MailItemsAccessed record of the attacker exists for %s"
                            : "%,d MailItemsAccessed records of the attacker exist for %s",
                    records,
                    mailbox));
        }
        text.append(" between ")
                .append(fromText)
                .append(" and ")
                .append(toText)
                .append(". Auditing of this operation was ");
        text.append(auditing).append(" for this mailbox").append(ground());
        text.append("; the attacker's sessions had ").append(capability).append(" capability");
        text.append("; repeats within one hour are not logged again");
        if (isThrottled) {
            text.append("; recording was throttled, which hides reads of single messages for 24 hours");
        }
        if (auditing.equals("on") && sessionPercent < FEW_SESSIONS) {
            text.append("; only ").append(sessionPercent).append(" % of its reads name a session");
        }
        if (silentDays > 0) {
            text.append("; on ")
                    .append(silentDays)
                    .append(silentDays == 1 ? " day of the window" : " days of the window")
                    .append(" it was active and no read of anybody is on record");
        }
        if (!otherWays.isEmpty()) {
            text.append("; mail could leave without such a record (")
                    .append(otherWays)
                    .append(')');
        }
        text.append(records == 0 ? ". Therefore access " : ". Therefore access beyond what is on record ");
        return text.append(conclusion.startsWith("cannot") ? "" : "is ")
                .append(conclusion)
                .append('.')
                .toString();
    }

    private String ground() {
        return switch (auditing) {
            case "on" -> " (reads of it are on record on these days)";
            case "off" -> " (recording was switched off, or its settings say so)";
            default -> " (no read of it by anybody is on record on these days)";
        };
    }
}
