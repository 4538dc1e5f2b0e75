--| id:       posture-mailbox-auditing
--| question: Was auditing of mailboxes off or bypassed, for whom and since when?
--| phase:    posture
--| attack:   T1562.008
--| severity: high
--| engine:   duckdb
--| needs:    operation Set-Mailbox, Set-OrganizationConfig, Set-MailboxAuditBypassAssociation, Set-AdminAuditLogConfig, MailItemsAccessed, Send
--| needs:    workload Exchange
--| needs:    state mailbox_state
--| param:    all_mailboxes  boolean   optional  default=false  Show also mailboxes of which nothing bad is known, with what they recorded
--| column:   kind           varchar   organisation, log, bypass or mailbox
--| column:   mailbox        varchar   The mailbox or account, or null for all
--| column:   severity       varchar   critical while all auditing is off, high while bypassed, medium where it was off for a time, low where the organisation's default overrules it, info else
--| column:   verdict        varchar   off, was off, bypassed, overruled, or on
--| column:   event_time     timestamp When it was switched off, UTC, or as of when an export of mailboxes shows it
--| column:   until_time     timestamp When it was switched on again, UTC, or null: as far as recorded, still so
--| column:   account        varchar   Who did it, or null
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   observed       varchar   Operations that the mailbox did record, or null
--| column:   basis          varchar   command: a recorded change; export: the state of mailboxes
--| column:   grade          varchar   A: done in a session that the reconstruction calls an attacker's; C: nothing ties it to an intruder
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The change, or null
--| covers:   the switch of the organisation, the ingestion of the audit log, the bypass of an account and the setting of a mailbox, as changes and as the state of an export
--| misses:   changes before the evidence begins that no export of mailboxes shows; licences, with which reading and searches are recorded or not
--| benign:   AuditEnabled false of a mailbox has no effect while auditing is on for the organisation, as it is since 2019; migrations and backup accounts that are bypassed on purpose
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    session_id -> session-multiple-ips
--| source:   https://learn.microsoft.com/purview/audit-mailboxes
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation

WITH changed AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.session_id, lower(trim(e.operation)) AS verb,
    lower(p.name) AS name, lower(trim(replace(coalesce(p.value, ''), '$', ''))) AS folded,
    CASE WHEN lower(trim(e.operation)) IN ('set-organizationconfig', 'set-adminauditlogconfig') THEN NULL
      ELSE lower(coalesce(e.mailbox, e.target)) END AS mailbox
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE e.actor_kind <> 'system' AND e.result <> 'failure'
    AND (lower(trim(e.operation)) = 'set-organizationconfig' AND lower(p.name) = 'auditdisabled'
      OR lower(trim(e.operation)) = 'set-adminauditlogconfig' AND lower(p.name) = 'unifiedauditlogingestionenabled'
      OR lower(trim(e.operation)) = 'set-mailboxauditbypassassociation' AND lower(p.name) = 'auditbypassenabled'
      OR lower(trim(e.operation)) = 'set-mailbox' AND lower(p.name) = 'auditenabled')
),
switched AS (
  SELECT *,
    CASE verb WHEN 'set-organizationconfig' THEN 'organisation' WHEN 'set-adminauditlogconfig' THEN 'log'
      WHEN 'set-mailboxauditbypassassociation' THEN 'bypass' ELSE 'mailbox' END AS kind,
    CASE WHEN name IN ('auditdisabled', 'auditbypassenabled') THEN folded = 'true' ELSE folded = 'false' END AS off,
    lead(event_time) OVER (PARTITION BY verb, mailbox ORDER BY event_time, event_id) AS next_time
  FROM changed
),
by_command AS (
  SELECT s.kind, s.mailbox, s.event_time, s.next_time AS until_time, s.account, s.client_ip, s.session_id, s.event_seq,
    s.event_id, 'command' AS basis
  FROM switched AS s
  WHERE s.off
),
by_export AS (
  SELECT 'mailbox' AS kind, lower(m.mailbox) AS mailbox, min(m.as_of) AS event_time, cast(NULL AS timestamp) AS until_time,
    cast(NULL AS varchar) AS account, cast(NULL AS varchar) AS client_ip, cast(NULL AS varchar) AS session_id,
    cast(NULL AS bigint) AS event_seq, cast(NULL AS varchar) AS event_id, 'export' AS basis
  FROM mailbox_state AS m
  WHERE m.audit_enabled = false
  GROUP BY lower(m.mailbox)
),
seen AS (
  SELECT lower(mailbox) AS mailbox, array_to_string(list_sort(array_agg(DISTINCT operation)), ', ') AS observed
  FROM event_core
  WHERE mailbox IS NOT NULL AND record_type IN (2, 3, 50)
  GROUP BY lower(mailbox)
),
nothing_bad AS (
  SELECT 'mailbox' AS kind, s.mailbox, cast(NULL AS timestamp) AS event_time, cast(NULL AS timestamp) AS until_time,
    cast(NULL AS varchar) AS account, cast(NULL AS varchar) AS client_ip, cast(NULL AS varchar) AS session_id,
    cast(NULL AS bigint) AS event_seq, cast(NULL AS varchar) AS event_id, 'records' AS basis
  FROM seen AS s
  WHERE getvariable('all_mailboxes')
    AND s.mailbox NOT IN (SELECT mailbox FROM by_command WHERE mailbox IS NOT NULL UNION SELECT mailbox FROM by_export)
),
-- While the organisation's own switch is off, a mailbox has no default that would overrule its setting.
organisation_off AS (
  SELECT count(*) AS times FROM by_command WHERE kind = 'organisation' AND until_time IS NULL
),
row_of AS (
  SELECT * FROM by_command
  UNION ALL
  SELECT * FROM by_export
  UNION ALL
  SELECT * FROM nothing_bad
),
judged AS (
  SELECT r.*, s.observed,
    CASE WHEN r.basis = 'records' THEN 'on'
      WHEN r.kind = 'mailbox' AND o.times = 0 THEN 'overruled'
      WHEN r.until_time IS NOT NULL THEN 'was off'
      WHEN r.kind = 'bypass' THEN 'bypassed'
      ELSE 'off' END AS verdict,
    v.verdict AS whose
  FROM row_of AS r
  CROSS JOIN organisation_off AS o
  LEFT JOIN seen AS s ON s.mailbox = r.mailbox
  LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
)
SELECT kind, mailbox,
  CASE WHEN verdict = 'on' THEN 'info' WHEN verdict = 'overruled' THEN 'low' WHEN verdict = 'was off' THEN 'medium'
    WHEN kind IN ('organisation', 'log') THEN 'critical' ELSE 'high' END AS severity,
  verdict, event_time, until_time, account, client_ip, session_id, observed, basis,
  CASE WHEN whose = 'attacker' THEN 'A' ELSE 'C' END AS grade,
  concat(CASE kind WHEN 'organisation' THEN 'Auditing of all mailboxes' WHEN 'log' THEN 'The unified audit log'
      WHEN 'bypass' THEN concat('Auditing of what ', mailbox, ' does') ELSE concat('Auditing of the mailbox ', mailbox) END,
    CASE verdict WHEN 'on' THEN concat(' is on: it recorded ', observed)
      WHEN 'overruled' THEN ' is set to off, which the default of the organisation overrules'
      WHEN 'was off' THEN CASE WHEN kind = 'bypass' THEN ' was bypassed for a time' ELSE ' was off for a time' END
      WHEN 'bypassed' THEN ' is bypassed'
      ELSE ' is off' END,
    CASE WHEN account IS NOT NULL THEN concat('; switched off by ', account) ELSE '' END) AS sentence,
  event_id
FROM judged
ORDER BY CASE verdict WHEN 'off' THEN 0 WHEN 'bypassed' THEN 1 WHEN 'was off' THEN 2 WHEN 'overruled' THEN 3 ELSE 4 END,
  kind, mailbox NULLS FIRST, event_time NULLS LAST, event_id NULLS LAST;
