--| id:       security-policy-tampered
--| question: Were protections of mail, links, attachments, data or Teams weakened?
--| phase:    evasion
--| attack:   T1562.001 T1562
--| severity: high
--| engine:   duckdb
--| needs:    operation Set-*, Remove-*, Disable-*
--| needs:    workload Exchange, SecurityComplianceCenter
--| param:    change_admins  varchar[] optional  Accounts that change policies with leave, lower case; shown as low
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   target         varchar   Policy or rule, or null
--| column:   protection     varchar   What it protects
--| column:   change         varchar   What was changed: removed, disabled, or setting and value
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   restored_time  timestamp When the same setting was changed back or the policy made or enabled again, UTC, or null: still so
--| column:   weak_hours     double    Hours until then, or to the end of the evidence
--| column:   severity       varchar   critical by the intruder; low by change_admins; else high
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   policies and rules removed or disabled, settings set to the weaker value, addresses exempted from safe links; parameters as a list and as one text
--| misses:   settings that were weak before the evidence begins; auditing, see audit-logging-tampered; retention, see purge-or-retention-change
--| benign:   changes by plan: a ticket, the usual administrator, the usual hour
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/defender-office-365/recommended-settings-for-eop-and-office365
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, nullif(e.target, '') AS target, e.client_ip, e.country, e.session_id
  FROM event AS e
  WHERE regexp_matches(e.operation, '(?i)^(set|remove|disable|enable|new)-(anti|safe|atp|malware|hosted|dlp|dkim|cs|remotedomain|transportconfig|organizationconfig|irm|inboundconnector|ome|quarantine|teamsprotection|phish)')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
-- Purview's cmdlets come with all parameters in one text.
pair AS (
  SELECT a.event_seq, lower(p.name) AS name, p.value FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'Parameters' AND lower(p.name) <> 'parameters'
  UNION ALL
  SELECT event_seq, lower(regexp_extract(text, '-([A-Za-z]+)', 1)), trim(regexp_extract(text, '-[A-Za-z]+:?\s*(.*)$', 1), '" ')
  FROM (SELECT a.event_seq, unnest(regexp_extract_all(p.value, '-[A-Za-z]+:?(?:\s+"[^"]*"|\s+[^\s"-][^\s"]*)?')) AS text
    FROM act AS a
    JOIN event_property AS p ON p.event_seq = a.event_seq
    WHERE lower(p.name) = 'parameters') AS t
),
folded AS (
  SELECT event_seq, name, value, lower(trim(replace(coalesce(value, ''), '$', ''))) AS folded FROM pair
),
named AS (
  SELECT a.*, coalesce(a.target, i.identity, i.name) AS shown, lower(coalesce(a.target, i.identity, i.name, '')) AS policy
  FROM act AS a
  LEFT JOIN (SELECT event_seq, max(value) FILTER (WHERE name = 'identity') AS identity, max(value) FILTER (WHERE name = 'name') AS name FROM folded GROUP BY event_seq)
    AS i ON i.event_seq = a.event_seq
),
weak AS (
  SELECT n.*, r.note AS protection, CASE WHEN n.verb LIKE 'remove-%' THEN 'removed' ELSE 'disabled' END AS change, '' AS setting, '' AS value
  FROM named AS n
  JOIN reference_set AS r ON r.set_name = 'weakening-setting' AND r.value = n.verb
  UNION ALL
  SELECT n.*, r.note, concat(f.name, ' ', f.value), f.name, f.folded
  FROM named AS n
  JOIN folded AS f ON f.event_seq = n.event_seq
  JOIN reference_set AS r ON r.set_name = 'weakening-setting' AND r.value = concat(n.verb, ' ', f.name, '=', f.folded)
  UNION ALL
  -- Exemptions: whatever is named is no longer looked at.
  SELECT n.*, 'safe links', concat(f.name, ' ', f.value), f.name, f.folded
  FROM named AS n
  JOIN folded AS f ON f.event_seq = n.event_seq
  WHERE n.verb IN ('set-safelinkspolicy', 'set-atppolicyforo365') AND f.name IN ('donotrewriteurls', 'whitelistedurls') AND f.folded NOT IN ('', 'null')
),
-- The same setting with another value, or the policy made or enabled again.
restored AS (
  SELECT w.event_seq, w.setting, min(n.event_time) AS restored_time
  FROM weak AS w
  JOIN named AS n ON n.event_time > w.event_time AND n.policy = w.policy AND regexp_replace(n.verb, '^[a-z]+-', '') = regexp_replace(w.verb, '^[a-z]+-', '')
  LEFT JOIN folded AS f ON f.event_seq = n.event_seq AND f.name = w.setting
  WHERE w.setting = '' AND (n.verb LIKE 'new-%' OR n.verb LIKE 'enable-%') OR w.setting <> '' AND n.verb = w.verb AND f.folded <> w.value
  GROUP BY w.event_seq, w.setting
),
ending AS (
  SELECT max(event_time) AS last_time FROM event WHERE family <> 'alert'
),
judged AS (
  SELECT w.*, r.restored_time, v.verdict, coalesce(list_contains(getvariable('change_admins'), w.account), false) AS usual
  FROM weak AS w
  LEFT JOIN restored AS r ON r.event_seq = w.event_seq AND r.setting = w.setting
  LEFT JOIN verdict AS v ON v.event_seq = w.event_seq
  WHERE w.protection NOT IN ('auditing', 'retention')
)
SELECT j.event_time, j.account, j.operation, j.shown AS target, j.protection, j.change, j.client_ip, j.country, j.session_id, j.restored_time,
  round(date_diff('minute', j.event_time, coalesce(j.restored_time, e.last_time)) / 60.0, 1) AS weak_hours,
  CASE WHEN j.verdict = 'attacker' THEN 'critical' WHEN j.usual AND coalesce(j.verdict, '') <> 'suspect' THEN 'low' ELSE 'high' END AS severity,
  CASE j.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(j.account, 'somebody'), ' weakened ', j.protection, ': ', j.operation, CASE WHEN j.shown IS NOT NULL THEN concat(' ', j.shown) ELSE '' END,
    CASE WHEN j.setting <> '' THEN concat(' (', j.change, ')') ELSE '' END, CASE WHEN j.restored_time IS NULL THEN '; not put back on record' ELSE '; put back' END) AS sentence,
  j.event_id
FROM judged AS j
CROSS JOIN ending AS e
ORDER BY j.event_time, j.event_id, j.change;
