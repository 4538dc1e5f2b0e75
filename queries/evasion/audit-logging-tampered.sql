--| id:       audit-logging-tampered
--| question: Did a person switch logging off or thin it out?
--| phase:    evasion
--| attack:   T1562.008
--| severity: critical
--| engine:   duckdb
--| needs:    operation Set-AdminAuditLogConfig, Set-Mailbox, Set-MailboxAuditBypassAssociation, Set-OrganizationConfig
--| needs:    workload Exchange
--| column:   event_time   timestamp When, UTC
--| column:   account      varchar   Who
--| column:   operation    varchar   The record's operation
--| column:   target       varchar   What it was done to, or null
--| column:   setting      varchar   The setting
--| column:   value        varchar   Its new value
--| column:   client_ip    varchar   From where, or null
--| column:   country      varchar   Its country, or null
--| column:   session_id   varchar   Session, or null
--| column:   ended_time   timestamp When the same setting of the same object was changed back, UTC, or null: still so
--| column:   grade        varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence     varchar   One line for a reader
--| column:   event_id     varchar   The record
--| covers:   unified audit ingestion off, mailbox auditing off for the organisation or a mailbox, audit bypass, a short age limit, audited actions taken out, retention policies removed
--| misses:   licences taken away, by which premium auditing ends; changes before the evidence begins
--| misses:   what happened while it was dark; compare the coverage of the evidence
--| benign:   an administrator who tidies up retention policies; the service's own Set-AdminAuditLogConfig is left out
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-enable-disable
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-mailboxauditbypassassociation

WITH setting AS (
  SELECT e.event_time, e.event_id, e.account, e.operation, coalesce(e.mailbox, e.target) AS target, e.client_ip, e.country,
    e.session_id, p.name AS setting, p.value,
    lower(trim(replace(coalesce(p.value, ''), '$', ''))) AS folded, lower(p.name) AS name, lower(trim(e.operation)) AS verb
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE e.actor_kind <> 'system' AND e.result <> 'failure'
    AND lower(trim(e.operation)) IN ('set-adminauditlogconfig', 'set-mailbox', 'set-mailboxauditbypassassociation',
      'set-organizationconfig', 'remove-unifiedauditlogretentionpolicy')
),
dark AS (
  SELECT *
  FROM setting
  WHERE name IN ('unifiedauditlogingestionenabled', 'adminauditlogenabled', 'auditenabled') AND folded = 'false'
    OR name IN ('auditbypassenabled', 'auditdisabled') AND folded = 'true'
    -- An age limit is days.hours:minutes:seconds; without whole days, or with few, records are gone before anybody looks.
    OR name IN ('auditlogagelimit', 'adminauditlogagelimit')
      AND (folded LIKE '00:%' OR regexp_matches(folded, '^[0-9]\.') OR regexp_matches(folded, '^[0-9]$'))
    OR name IN ('auditowner', 'auditdelegate', 'auditadmin') AND (folded LIKE '%remove=%' OR folded = '')
    OR verb = 'remove-unifiedauditlogretentionpolicy' AND name = 'identity'
),
ended AS (
  SELECT d.event_id, d.name, min(s.event_time) AS ended_time
  FROM dark AS d
  JOIN setting AS s ON s.verb = d.verb AND s.name = d.name AND s.target IS NOT DISTINCT FROM d.target
    AND s.event_time > d.event_time AND s.folded <> d.folded
  WHERE d.folded IN ('true', 'false')
  GROUP BY d.event_id, d.name
)
SELECT d.event_time, d.account, d.operation, d.target, d.setting, d.value, d.client_ip, d.country, d.session_id, e.ended_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(d.account, 'somebody'), ' set ', d.setting, ' to ', coalesce(nullif(d.value, ''), 'nothing'),
    CASE WHEN d.target IS NOT NULL THEN concat(' on ', d.target) ELSE '' END) AS sentence,
  d.event_id
FROM dark AS d
LEFT JOIN ended AS e ON e.event_id = d.event_id AND e.name = d.name
LEFT JOIN verdict AS v ON v.event_id = d.event_id
ORDER BY d.event_time, d.event_id, d.setting;
