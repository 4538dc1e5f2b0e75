--| id:       posture-external-forwarding
--| question: Which ways are there, now or before, on which mail leaves by itself?
--| phase:    posture
--| attack:   T1114.003 T1020
--| severity: high
--| engine:   duckdb
--| needs:    operation New-InboxRule, Set-InboxRule, UpdateInboxRules, Set-Mailbox, New-TransportRule, Set-TransportRule
--| needs:    operation Set-RemoteDomain, New-RemoteDomain, Set-HostedOutboundSpamFilterPolicy, New-JournalRule, Set-JournalRule
--| needs:    workload Exchange
--| needs:    state mailbox_state, inbox_rule_state, transport_rule_state
--| param:    own_domains       varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    allowed_domains   varchar[] optional  Outside domains to which mail may go by itself; left out
--| param:    include_internal  boolean   optional  default=false  Show also ways that end inside the organisation
--| column:   kind              varchar   inbox rule, mailbox, transport rule, journal, or policy (which lets others forward)
--| column:   mailbox           varchar   Whose mail leaves, or null when it is everybody's
--| column:   target            varchar   Where it goes, or the policy that allows it
--| column:   domain_class      varchar   external, internal, unknown (no address in the record), or policy
--| column:   severity          varchar   critical external or of everybody, high unknown or policy, low internal; one less where it is over
--| column:   event_time        timestamp When it was set, UTC, or as of when an export shows it
--| column:   until_time        timestamp When it was taken away, UTC, or null: as far as recorded, still so
--| column:   basis             varchar   command: a recorded change; export: as the state shows it
--| column:   account           varchar   Who set it, or null
--| column:   client_ip         varchar   From where, or null
--| column:   session_id        varchar   Session, or null
--| column:   shared_by         bigint    Mailboxes whose mail goes to the same target
--| column:   grade             varchar   A: set in a session that the reconstruction calls an attacker's; C: nothing ties it to an intruder
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record, or null
--| covers:   inbox rules of all three shapes, forwarding of a mailbox, transport rules that copy or divert, journaling, and policies that allow automatic forwarding; changes and, where exports of the state are in the case, what stands
--| misses:   flows of Power Automate, connectors and delegates; what was set before the evidence begins and no export of the state shows
--| benign:   archives, ticket systems and second brands of one's own: name their domains in allowed_domains
--| pivot:    mailbox -> inbox-rule-forward-external
--| pivot:    mailbox -> mailbox-forwarding
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding
--| source:   https://learn.microsoft.com/powershell/module/exchange/new-transportrule

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event_core
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
command AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.session_id, lower(trim(e.operation)) AS verb,
    lower(coalesce(e.mailbox, e.account)) AS mailbox, e.target AS object
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('new-inboxrule', 'set-inboxrule', 'remove-inboxrule', 'disable-inboxrule', 'updateinboxrules',
      'set-mailbox', 'new-transportrule', 'set-transportrule', 'remove-transportrule', 'disable-transportrule', 'new-journalrule',
      'set-journalrule', 'remove-journalrule', 'disable-journalrule', 'set-remotedomain', 'new-remotedomain', 'remove-remotedomain',
      'set-hostedoutboundspamfilterpolicy', 'new-hostedoutboundspamfilterpolicy')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
property AS (
  SELECT c.*, lower(p.name) AS name, trim(coalesce(p.value, '')) AS value
  FROM command AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
),
-- One destination a row: cmdlets have lists with semicolons or commas, clients have JSON text.
sent AS (
  SELECT 'inbox rule' AS kind, p.mailbox, p.object, unnest(string_split(p.value, ';')) AS target, p.event_time, p.event_seq,
    p.event_id, p.account, p.client_ip, p.session_id
  FROM property AS p
  WHERE p.verb IN ('new-inboxrule', 'set-inboxrule') AND p.name IN ('forwardto', 'forwardasattachmentto', 'redirectto')
  UNION ALL
  SELECT 'inbox rule', p.mailbox, p.object,
    unnest(CASE WHEN len(regexp_extract_all(p.value, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+')) > 0
      THEN regexp_extract_all(p.value, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+') ELSE [p.value] END),
    p.event_time, p.event_seq, p.event_id, p.account, p.client_ip, p.session_id
  FROM property AS p
  WHERE p.verb = 'updateinboxrules' AND p.name IN ('ruleactions', 'actions') AND regexp_matches(p.value, '(?i)(forward|redirect)')
    AND p.event_seq NOT IN (SELECT event_seq FROM property
      WHERE name = 'ruleoperation' AND lower(value) IN ('removemailboxrule', 'delete'))
  UNION ALL
  SELECT 'mailbox', lower(coalesce(p.mailbox, p.object)), cast(NULL AS varchar), p.value, p.event_time, p.event_seq, p.event_id,
    p.account, p.client_ip, p.session_id
  FROM property AS p
  WHERE p.verb = 'set-mailbox' AND p.name IN ('forwardingsmtpaddress', 'forwardingaddress')
  UNION ALL
  SELECT 'transport rule', cast(NULL AS varchar), p.object, unnest(string_split(replace(p.value, ',', ';'), ';')), p.event_time,
    p.event_seq, p.event_id, p.account, p.client_ip, p.session_id
  FROM property AS p
  WHERE p.verb IN ('new-transportrule', 'set-transportrule')
    AND p.name IN ('blindcopyto', 'copyto', 'redirectmessageto', 'addtorecipients')
  UNION ALL
  SELECT 'journal', cast(NULL AS varchar), p.object, p.value, p.event_time, p.event_seq, p.event_id, p.account, p.client_ip,
    p.session_id
  FROM property AS p
  WHERE p.verb IN ('new-journalrule', 'set-journalrule') AND p.name = 'journalemailaddress'
),
addressed AS (
  SELECT s.* REPLACE (CASE WHEN regexp_matches(s.target, '@[A-Za-z0-9-]')
      THEN lower(regexp_extract(s.target, '([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)', 1)) ELSE trim(s.target) END AS target)
  FROM sent AS s
  -- An empty value takes the forwarding away.
  WHERE lower(trim(coalesce(s.target, ''))) NOT IN ('', '$null', 'null', '{}', '[]')
),
-- What ends a way: the rule removed or switched off, or the forwarding of the mailbox emptied.
ending AS (
  SELECT 'inbox rule' AS kind, mailbox, lower(object) AS object, event_time FROM command
  WHERE verb IN ('remove-inboxrule', 'disable-inboxrule')
  UNION ALL
  SELECT 'inbox rule', mailbox, lower(object), event_time FROM property
  WHERE verb = 'updateinboxrules' AND name = 'ruleoperation' AND lower(value) IN ('removemailboxrule', 'delete')
  UNION ALL
  SELECT 'transport rule', cast(NULL AS varchar), lower(object), event_time FROM command
  WHERE verb IN ('remove-transportrule', 'disable-transportrule')
  UNION ALL
  SELECT 'journal', cast(NULL AS varchar), lower(object), event_time FROM command
  WHERE verb IN ('remove-journalrule', 'disable-journalrule')
  UNION ALL
  SELECT 'mailbox', lower(coalesce(mailbox, object)), cast(NULL AS varchar), event_time FROM property
  WHERE verb = 'set-mailbox' AND name IN ('forwardingsmtpaddress', 'forwardingaddress')
  GROUP BY event_seq, event_time, mailbox, object
  HAVING bool_and(lower(value) IN ('', '$null', 'null'))
),
by_command AS (
  SELECT a.kind, a.mailbox, a.target, a.event_time, min(e.event_time) AS until_time, 'command' AS basis, a.account, a.client_ip,
    a.session_id, a.event_seq, a.event_id
  FROM addressed AS a
  LEFT JOIN ending AS e ON e.kind = a.kind AND e.mailbox IS NOT DISTINCT FROM a.mailbox
    AND e.object IS NOT DISTINCT FROM CASE WHEN a.kind = 'mailbox' THEN NULL ELSE lower(a.object) END
    AND e.event_time > a.event_time
  GROUP BY a.kind, a.mailbox, a.target, a.event_time, a.account, a.client_ip, a.session_id, a.event_seq, a.event_id
),
-- A policy sends nothing itself; it opens the gate for what others forward.
policy AS (
  SELECT 'policy' AS kind, cast(NULL AS varchar) AS mailbox,
    concat(p.verb, ' ', coalesce(p.object, '*'), ': ', p.name, ' ', p.value) AS target, p.event_time,
    cast(NULL AS timestamp) AS until_time, 'command' AS basis, p.account, p.client_ip, p.session_id, p.event_seq, p.event_id
  FROM property AS p
  WHERE p.verb IN ('set-remotedomain', 'new-remotedomain') AND p.name = 'autoforwardenabled'
      AND lower(replace(p.value, '$', '')) = 'true'
    OR p.verb LIKE '%hostedoutboundspamfilterpolicy' AND p.name = 'autoforwardingmode' AND lower(p.value) = 'on'
),
state AS (
  SELECT 'mailbox' AS kind, lower(mailbox) AS mailbox, forwarding_smtp_address AS target, as_of FROM mailbox_state
  UNION ALL
  SELECT 'mailbox', lower(mailbox), forwarding_address, as_of FROM mailbox_state
  UNION ALL
  SELECT 'inbox rule', lower(mailbox), unnest(string_split(concat_ws(';', forward_to, forward_as_attachment_to, redirect_to), ';')), as_of
  FROM inbox_rule_state WHERE enabled IS DISTINCT FROM false
  UNION ALL
  SELECT 'transport rule', cast(NULL AS varchar), unnest(string_split(replace(concat_ws(';', redirect_to, blind_copy_to, copy_to), ',', ';'), ';')), as_of
  FROM transport_rule_state WHERE lower(coalesce(state, 'enabled')) <> 'disabled'
),
by_export AS (
  SELECT s.kind, s.mailbox,
    CASE WHEN regexp_matches(s.target, '@[A-Za-z0-9-]') THEN lower(regexp_extract(s.target, '([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)', 1))
      ELSE trim(s.target) END AS target, min(s.as_of) AS event_time
  FROM state AS s
  WHERE trim(coalesce(s.target, '')) <> ''
  GROUP BY 1, 2, 3
),
way AS (
  SELECT * FROM by_command
  UNION ALL
  SELECT * FROM policy
  UNION ALL
  SELECT x.kind, x.mailbox, x.target, x.event_time, cast(NULL AS timestamp), 'export', cast(NULL AS varchar), cast(NULL AS varchar),
    cast(NULL AS varchar), cast(NULL AS bigint), cast(NULL AS varchar)
  FROM by_export AS x
  -- What a recorded change explains is told once, by the change.
  WHERE NOT EXISTS (SELECT 1 FROM by_command AS c WHERE c.kind = x.kind AND c.target = x.target
    AND c.mailbox IS NOT DISTINCT FROM x.mailbox AND c.until_time IS NULL)
),
classed AS (
  SELECT w.*,
    CASE WHEN w.kind = 'policy' THEN 'policy'
      WHEN w.target NOT LIKE '%@%' THEN 'unknown'
      -- The suffix must begin at a dot: north.example.evil.example is not inside.
      WHEN EXISTS (SELECT 1 FROM own AS o WHERE split_part(w.target, '@', 2) = o.domain
        OR split_part(w.target, '@', 2) LIKE concat('%.', o.domain)) THEN 'internal'
      ELSE 'external' END AS domain_class
  FROM way AS w
),
shared AS (
  SELECT target, count(DISTINCT mailbox) AS shared_by FROM classed GROUP BY target
),
judged AS (
  SELECT c.*, s.shared_by, v.verdict AS whose,
    CASE WHEN c.domain_class = 'internal' THEN 'low'
      WHEN c.domain_class = 'external' THEN CASE WHEN c.until_time IS NULL THEN 'critical' ELSE 'high' END
      ELSE CASE WHEN c.until_time IS NULL THEN 'high' ELSE 'medium' END END AS severity
  FROM classed AS c
  JOIN shared AS s ON s.target = c.target
  LEFT JOIN verdict AS v ON v.event_seq = c.event_seq
)
SELECT kind, mailbox, target, domain_class, severity, event_time, until_time, basis, account, client_ip, session_id, shared_by,
  CASE WHEN whose = 'attacker' THEN 'A' ELSE 'C' END AS grade,
  concat(CASE kind WHEN 'policy' THEN concat('Automatic forwarding was allowed: ', target)
      WHEN 'inbox rule' THEN concat('A rule sends mail of ', mailbox, ' to ', target)
      WHEN 'mailbox' THEN concat('All mail of ', mailbox, ' goes to ', target)
      WHEN 'journal' THEN concat('Copies of mail are journaled to ', target)
      ELSE concat('A transport rule sends mail of the organisation to ', target) END,
    CASE WHEN until_time IS NOT NULL THEN '; it was ended' WHEN basis = 'export' THEN ', as the export of the state shows'
      ELSE '; no end of it is recorded' END,
    CASE WHEN shared_by > 1 THEN concat('; ', shared_by, ' mailboxes go there') ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE (domain_class <> 'internal' OR getvariable('include_internal'))
  AND (getvariable('allowed_domains') IS NULL OR NOT list_contains(getvariable('allowed_domains'), split_part(target, '@', 2)))
ORDER BY shared_by DESC, CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, target,
  mailbox NULLS FIRST, kind, event_time, event_id NULLS LAST;
