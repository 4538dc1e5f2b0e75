package io.backtrail.cli;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.reconstruct.Silence;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what was exposed. */
@Command(
        name = "exposure",
        description = "Messages, folders and files that the intruder reached: proved, assumed, possible.")
final class ExposureCommand extends Worksheet {
    /** What of the audit log and the trace belongs to one message, however many records there are. */
    private static final String COUNSEL =
            "WITH hostile AS (SELECT coalesce(e.mailbox, e.account) AS mailbox, m.internet_message_id AS value,"
                    + " count(DISTINCT e.event_seq) AS records, max(e.event_time) AS last_access,"
                    + " arg_min(m.folder, (e.event_time, e.event_seq)) AS folder,"
                    + " list(DISTINCT e.event_id ORDER BY e.event_id) AS events FROM mail_item AS m"
                    + " JOIN event_core AS e USING (event_seq) JOIN verdict AS v USING (event_seq)"
                    + " WHERE v.verdict IN ('attacker', 'suspect') AND lower(e.operation) IN ('mailitemsaccessed',"
                    + " 'attachmentaccess') AND m.internet_message_id IS NOT NULL GROUP BY ALL),"
                    + " owner AS (SELECT coalesce(e.mailbox, e.account) AS mailbox, m.internet_message_id AS value,"
                    + " min(e.event_time) AS read_at FROM mail_item AS m JOIN event_core AS e USING (event_seq)"
                    + " JOIN verdict AS v USING (event_seq) WHERE v.verdict = 'owner'"
                    + " AND lower(e.operation) = 'mailitemsaccessed' AND m.internet_message_id IS NOT NULL GROUP BY ALL),"
                    + " letter AS (SELECT m.internet_message_id AS value, arg_min(e.account, e.event_time) AS sender,"
                    + " arg_min(coalesce(e.subject, m.subject), e.event_time) AS subject, min(e.event_time) AS sent"
                    + " FROM mail_item AS m JOIN event_core AS e USING (event_seq) WHERE e.family = 'message-trace'"
                    + " OR lower(e.operation) IN ('send', 'sendas', 'sendonbehalf') GROUP BY m.internet_message_id),"
                    + " addressed AS (SELECT m.internet_message_id AS value, list(DISTINCT r.address ORDER BY r.address)"
                    + " AS recipients FROM mail_item AS m JOIN event_core AS e USING (event_seq)"
                    + " JOIN recipient AS r USING (event_seq) WHERE e.family = 'message-trace'"
                    + " OR lower(e.operation) IN ('send', 'sendas', 'sendonbehalf') GROUP BY m.internet_message_id)"
                    + " SELECT x.mailbox, x.kind, x.value, x.class, l.subject, l.sender, a.recipients, l.sent, h.folder,"
                    + " x.first_time AS first_access, h.last_access, h.records, o.read_at < x.first_time AS owner_read_before,"
                    + " v.session_no, v.verdict, e.client_ip, e.country, concat_ws(' on ', e.agent_family, e.agent_os) AS client,"
                    + " x.detail, coalesce(h.events, [x.event_id]) AS events FROM exposure AS x"
                    + " LEFT JOIN hostile AS h ON x.kind = 'message' AND h.mailbox = x.mailbox AND h.value = x.value"
                    + " LEFT JOIN owner AS o ON x.kind = 'message' AND o.mailbox = x.mailbox AND o.value = x.value"
                    + " LEFT JOIN letter AS l ON x.kind = 'message' AND l.value = x.value"
                    + " LEFT JOIN addressed AS a ON x.kind = 'message' AND a.value = x.value"
                    + " LEFT JOIN (SELECT event_id, min(event_seq) AS event_seq FROM event_core GROUP BY event_id) AS k"
                    + " ON k.event_id = x.event_id LEFT JOIN event AS e ON e.event_seq = k.event_seq"
                    + " LEFT JOIN verdict AS v ON v.event_seq = k.event_seq"
                    + " WHERE (? IS NULL OR x.mailbox = ?) ORDER BY x.mailbox, x.first_time, x.kind, x.value";

    @Option(
            names = "--worksheet",
            description =
                    "For counsel: each thing with subject, sender, recipients, access, session, client and records.")
    private boolean worksheet;

    @Option(
            names = "--silence",
            description = "For each taken-over mailbox what may be said where no record shows access.")
    private boolean silence;

    @Override
    public Integer call() {
        if (silence) {
            top().print(reading(reader -> {
                Results.demand(top(), reader);
                return statements(Silence.of(reader, (String) only().get(0)));
            }));
            return Exit.DONE;
        }
        return printingResults(
                worksheet
                        ? COUNSEL
                        : "SELECT mailbox, kind, value, class, first_time, detail, event_id FROM exposure"
                                + " WHERE (? IS NULL OR mailbox = ?) ORDER BY mailbox, first_time, kind, value",
                only());
    }

    private static Table statements(List<Silence> all) {
        return new Table(
                List.of(
                        new Column("mailbox", "varchar"),
                        new Column("from", "timestamp"),
                        new Column("to", "timestamp"),
                        new Column("records", "bigint"),
                        new Column("auditing", "varchar"),
                        new Column("capability", "varchar"),
                        new Column("throttled", "boolean"),
                        new Column("session_percent", "bigint"),
                        new Column("silent_days", "bigint"),
                        new Column("other_ways", "varchar"),
                        new Column("further_access", "varchar"),
                        new Column("text", "varchar")),
                all.stream().map(ExposureCommand::row).toList());
    }

    private static List<Object> row(Silence one) {
        return List.of(
                one.mailbox(),
                one.from(),
                one.to(),
                one.records(),
                one.auditing(),
                one.capability(),
                one.isThrottled(),
                one.sessionPercent(),
                one.silentDays(),
                one.otherWays(),
                one.conclusion(),
                one.text(
                        one.from().truncatedTo(ChronoUnit.SECONDS).toString(),
                        one.to().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
