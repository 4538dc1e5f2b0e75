package io.backtrail.report;

/**
 * What a report asks of a case. Each order is total, so that the same case gives the same report. Counts over all events
 * read {@code event_core}, which spares them the tables beside the records.
 */
enum ReportQuery {
    SOURCES(
            "SELECT source_id, path, shape, shape_reason, sha256, size_bytes, container, encoding, dialect, rows, stored,"
                    + " repeated, rejected, first_time, last_time, import_started, tool_version, pack_versions"
                    + " FROM source ORDER BY source_id"),
    EVENT_RANGE("SELECT count(*) AS events, min(event_time) AS first_time, max(event_time) AS last_time,"
            + " count(*) FILTER (WHERE time_inferred) AS inferred FROM event_core"),
    ACCOUNTS("SELECT account, verdict, entry_vector, entry_confidence, first_attempt, first_success, last_attacker,"
            + " contained, score, why FROM account_verdict"
            + " ORDER BY CASE verdict WHEN 'attacker' THEN 0 WHEN 'suspect' THEN 1 ELSE 2 END,"
            + " first_success NULLS LAST, account"),
    SESSIONS("SELECT session_no, account, label, started, ended, events, ips, countries, agents, verdict, confidence,"
            + " score, unresolved, purpose, would_change FROM session"
            + " WHERE verdict IN ('attacker', 'suspect') OR session_no IN"
            + " (SELECT session_no FROM verdict WHERE verdict IN ('attacker', 'suspect'))"
            + " ORDER BY started, session_no"),
    REASONS("SELECT r.session_no, r.ordinal, r.family, r.db, r.text, r.events FROM reason AS r"
            + " JOIN session AS s ON s.session_no = r.session_no"
            + " WHERE s.verdict IN ('attacker', 'suspect') OR s.session_no IN"
            + " (SELECT session_no FROM verdict WHERE verdict IN ('attacker', 'suspect'))"
            + " ORDER BY r.session_no, r.ordinal, r.family, r.text"),
    STORY("SELECT coalesce(v.session_no, -1) AS session_no, v.verdict, v.confidence, v.score, v.phase, e.event_time,"
            + " e.account, e.operation, e.summary, e.subject, e.client_ip, e.country, e.result, e.event_id, s.path,"
            + " e.record_no, e.byte_offset, t.technique"
            + " FROM verdict AS v JOIN event AS e ON e.event_seq = v.event_seq JOIN source AS s ON s.source_id = e.source_id"
            + " LEFT JOIN event_technique AS t ON t.event_seq = v.event_seq"
            + " WHERE v.verdict IN ('attacker', 'suspect') ORDER BY e.event_time, e.event_id, e.event_seq LIMIT 20000"),
    VERDICT_COUNTS("SELECT verdict, count(*) AS events, count(*) FILTER (WHERE unresolved) AS unresolved FROM verdict"
            + " GROUP BY verdict ORDER BY verdict"),
    PHASES("SELECT v.phase, count(*) AS events, count(DISTINCT v.session_no) AS sessions,"
            + " count(DISTINCT e.account) AS accounts, min(e.event_time) AS first_time, max(e.event_time) AS last_time,"
            + " list(DISTINCT concat_ws(' ', t.technique, t.name) ORDER BY concat_ws(' ', t.technique, t.name))"
            + " FILTER (WHERE t.technique IS NOT NULL) AS techniques"
            + " FROM verdict AS v JOIN event_core AS e ON e.event_seq = v.event_seq"
            + " LEFT JOIN event_technique AS t ON t.event_seq = v.event_seq"
            + " WHERE v.verdict IN ('attacker', 'suspect') AND v.phase IS NOT NULL"
            + " GROUP BY v.phase ORDER BY first_time, v.phase"),
    CONTEXT_COUNTS("SELECT e.account, v.verdict, count(*) AS events, count(*) FILTER (WHERE v.unresolved) AS unresolved"
            + " FROM verdict AS v JOIN event_core AS e ON e.event_seq = v.event_seq"
            + " JOIN account_verdict AS a ON a.account = e.account AND a.verdict IN ('attacker', 'suspect')"
            + " WHERE v.verdict NOT IN ('attacker', 'suspect') GROUP BY e.account, v.verdict"
            + " ORDER BY e.account, v.verdict"),
    CONTEXT(
            "SELECT e.event_time, e.account, v.verdict, v.unresolved, e.summary, e.subject, e.client_ip, e.event_id, s.path,"
                    + " e.record_no FROM verdict AS v JOIN event AS e ON e.event_seq = v.event_seq"
                    + " JOIN source AS s ON s.source_id = e.source_id"
                    + " JOIN account_verdict AS a ON a.account = e.account AND a.verdict IN ('attacker', 'suspect')"
                    + " WHERE v.verdict = 'owner' AND e.event_time >= coalesce(a.first_attempt, a.first_success)"
                    + " AND e.event_time <= a.last_attacker ORDER BY e.event_time, e.event_id, e.event_seq LIMIT 300"),
    /** Owners' acts on an account in the same and the next quarters of an hour as its accused session, at most 20 a session. */
    AROUND(
            "WITH accused AS (SELECT DISTINCT v.session_no, e.account, epoch_ms(e.event_time) // 900000 + d.shift AS quarter,"
                    + " abs(d.shift) AS apart FROM verdict AS v JOIN event_core AS e USING (event_seq)"
                    + " CROSS JOIN (VALUES (-1), (0), (1)) AS d(shift)"
                    + " WHERE v.verdict IN ('attacker', 'suspect') AND v.session_no IS NOT NULL),"
                    + " near AS (SELECT a.session_no, e.event_seq, min(a.apart) AS apart FROM accused AS a JOIN event_core AS e"
                    + " ON e.account = a.account AND epoch_ms(e.event_time) // 900000 = a.quarter"
                    + " JOIN verdict AS v ON v.event_seq = e.event_seq AND v.verdict = 'owner'"
                    + " GROUP BY a.session_no, e.event_seq"
                    + " QUALIFY row_number() OVER (PARTITION BY a.session_no ORDER BY min(a.apart), min(e.event_time), e.event_seq) <= 20)"
                    + " SELECT n.session_no, v.verdict, v.confidence, v.score, v.phase, e.event_time, e.account, e.operation,"
                    + " e.summary, e.subject, e.client_ip, e.country, e.result, e.event_id, s.path, e.record_no, e.byte_offset,"
                    + " v.unresolved, CAST(NULL AS VARCHAR) AS technique FROM near AS n JOIN event AS e ON e.event_seq = n.event_seq"
                    + " JOIN verdict AS v ON v.event_seq = n.event_seq JOIN source AS s ON s.source_id = e.source_id"
                    + " ORDER BY n.session_no, e.event_time, e.event_id, e.event_seq"),
    ACTIVITY("SELECT date_trunc('hour', e.event_time) AS hour, count(*) AS events,"
            + " count(*) FILTER (WHERE v.verdict = 'attacker') AS attacker,"
            + " count(*) FILTER (WHERE v.verdict = 'suspect') AS suspect"
            + " FROM event_core AS e LEFT JOIN verdict AS v ON v.event_seq = e.event_seq GROUP BY hour ORDER BY hour"),
    PERSISTENCE("SELECT type, account, target, started, ended, ended_by, event_id, verdict, detail FROM persistence"
            + " ORDER BY started, type, account, event_id"),
    CAPABILITIES("SELECT account, kind, target, opened, opened_by, closed, closed_by, verdict FROM capability"
            + " ORDER BY account, opened, kind, target, opened_by"),
    EXPOSURE_COUNTS("SELECT mailbox, kind, count(DISTINCT value) FILTER (WHERE class = 'proved') AS proved,"
            + " count(DISTINCT value) FILTER (WHERE class = 'assumed') AS assumed,"
            + " count(DISTINCT value) FILTER (WHERE class = 'possible') AS possible"
            + " FROM exposure GROUP BY mailbox, kind ORDER BY mailbox, kind"),
    EXPOSURE("SELECT mailbox, kind, value, class, first_time, event_id, detail FROM exposure"
            + " ORDER BY CASE kind WHEN 'folder' THEN 0 WHEN 'message' THEN 2 ELSE 1 END, kind,"
            + " CASE class WHEN 'proved' THEN 0 WHEN 'assumed' THEN 1 ELSE 2 END, mailbox, first_time, value, event_id"
            + " LIMIT 200"),
    FRAUD("SELECT account, event_id, event_time, subject, recipients, internet_message_id, verdict, why FROM fraud"
            + " ORDER BY event_time, event_id, account"),
    LATERAL("SELECT from_account, to_account, kind, event_id FROM lateral_movement"
            + " ORDER BY from_account, to_account, kind, event_id"),
    OPEN_ITEMS("SELECT account, kind, text, event_id FROM open_item ORDER BY ordinal, text"),
    RESPONSE(
            "SELECT e.event_time, e.account, e.operation, e.summary, e.subject, e.event_id, s.path, e.record_no, e.byte_offset"
                    + " FROM verdict AS v JOIN event AS e ON e.event_seq = v.event_seq JOIN source AS s ON s.source_id = e.source_id"
                    + " WHERE v.phase = 'response' AND v.verdict NOT IN ('attacker', 'suspect')"
                    + " ORDER BY e.event_time, e.event_id, e.event_seq LIMIT 200"),
    FACTS("SELECT name, value FROM reconstruction_fact ORDER BY name, value"),
    REJECTS("SELECT s.path, r.code, min(r.reason) AS reason, count(*) AS rows, min(r.record_no) AS first_row"
            + " FROM reject AS r JOIN source AS s ON s.source_id = r.source_id"
            + " GROUP BY s.source_id, s.path, r.code ORDER BY s.source_id, r.code"),
    CONFLICTS(
            "SELECT count(*) AS copies, count(*) FILTER (WHERE NOT identical AND coalesce(difference, 'content') NOT IN ('writing', 'letters', 'form'))"
                    + " AS conflicts FROM copy"),
    COVERAGE(
            "SELECT coalesce(workload, 'workload not named') AS workload, date_trunc('day', event_time)::TIMESTAMP AS day,"
                    + " count(*) AS events FROM event_core GROUP BY ALL ORDER BY workload, day"),
    THROTTLED(
            "SELECT coalesce(e.mailbox, e.account, 'mailbox not named') AS mailbox, count(DISTINCT e.event_seq) AS events,"
                    + " min(e.event_time) AS first_time, max(e.event_time) AS last_time"
                    + " FROM event_property AS p JOIN event_core AS e ON e.event_seq = p.event_seq"
                    + " WHERE p.name = 'IsThrottled' AND lower(p.value) = 'true' GROUP BY ALL ORDER BY mailbox");

    private final String sql;

    ReportQuery(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
