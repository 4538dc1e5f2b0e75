--| id:       inbox-rule-forward-external
--| question: Does an inbox rule send mail out of the organisation?
--| phase:    collection
--| attack:   T1114.003 T1020
--| severity: critical
--| engine:   duckdb
--| needs:    operation New-InboxRule, Set-InboxRule, Enable-InboxRule, UpdateInboxRules
--| needs:    workload Exchange
--| param:    own_domains       varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    allowed_domains   varchar[] optional  Outside domains that mail may go to, such as a ticket system; left out
--| param:    include_internal  boolean   optional  default=false  Show also rules that forward inside the organisation
--| column:   event_time        timestamp When the rule was written or switched on, UTC
--| column:   account           varchar   Who wrote it
--| column:   mailbox           varchar   Whose mail goes out
--| column:   operation         varchar   The record's operation
--| column:   rule_name         varchar   Name of the rule, or null
--| column:   via               varchar   Action that carries the mail out
--| column:   target            varchar   Where it goes; one row a target
--| column:   domain_class      varchar   external; unknown: a name or id that the record does not resolve; internal
--| column:   lookalike_of      varchar   Own domain that the target's differs from in at most two letters, or null
--| column:   conditions        varchar   Which mail, or null: all of it
--| column:   severity          varchar   critical external, high unknown, low internal
--| column:   client_ip         varchar   From where, or null
--| column:   country           varchar   Its country, or null
--| column:   session_id        varchar   Session, or null
--| column:   ended_time        timestamp When the rule was removed or switched off, UTC, or null: still on
--| column:   grade             varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record
--| covers:   New-InboxRule and Set-InboxRule; UpdateInboxRules as Outlook and as EWS write it; Enable-InboxRule of a rule that the case knows
--| misses:   rules from before the evidence begins; forwarding of the mailbox itself, see mailbox-forwarding; transport rules
--| benign:   staff who forward to a private address with leave to do so; ticket systems and archives
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    mailbox -> mailbox-forwarding
--| source:   https://learn.microsoft.com/powershell/module/exchange/new-inboxrule
--| source:   https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-forwarding-rules

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
rule_event AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.operation,
    e.client_ip, e.country, e.session_id, e.target AS rule_name, lower(trim(e.operation)) AS verb,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN lower(p.value) END) AS rule_operation
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('new-inboxrule', 'set-inboxrule', 'enable-inboxrule', 'disable-inboxrule',
      'remove-inboxrule', 'updateinboxrules')
    AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.mailbox, e.operation, e.client_ip, e.country, e.session_id,
    e.target
),
condition AS (
  SELECT r.event_seq, array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal), '; ') AS conditions
  FROM rule_event AS r
  JOIN event_property AS p ON p.event_seq = r.event_seq
  -- So clients write that there is no condition.
  WHERE lower(trim(coalesce(p.value, ''))) NOT IN ('', '{}', '{()}', '[]', 'none', 'null')
    AND (lower(p.name) IN ('from', 'sentto', 'rulecondition', 'conditions', 'hasattachment')
      OR lower(p.name) LIKE '%containswords')
  GROUP BY r.event_seq
),
-- One destination a row. Cmdlets have lists with semicolons; clients have JSON text, in which only an action that forwards counts.
sent AS (
  SELECT r.*, p.name AS via, unnest(string_split(p.value, ';')) AS target
  FROM rule_event AS r
  JOIN event_property AS p ON p.event_seq = r.event_seq
  WHERE r.verb IN ('new-inboxrule', 'set-inboxrule')
    AND lower(p.name) IN ('forwardto', 'forwardasattachmentto', 'redirectto')
  UNION ALL
  SELECT r.*, regexp_extract(p.value, '(?i)(forwardasattachment|forward|redirect)', 1) AS via,
    unnest(CASE WHEN len(regexp_extract_all(p.value, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+')) > 0
      THEN regexp_extract_all(p.value, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+') ELSE [p.value] END) AS target
  FROM rule_event AS r
  JOIN event_property AS p ON p.event_seq = r.event_seq
  WHERE r.verb = 'updateinboxrules' AND lower(p.name) IN ('ruleactions', 'actions')
    AND regexp_matches(p.value, '(?i)(forward|redirect)')
    AND coalesce(r.rule_operation, '') NOT IN ('removemailboxrule', 'delete')
),
addressed AS (
  SELECT s.* REPLACE (CASE WHEN regexp_matches(s.target, '@[A-Za-z0-9-]')
      THEN lower(regexp_extract(s.target, '([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)', 1)) ELSE trim(s.target) END AS target)
  FROM sent AS s
  -- An empty value takes the forwarding away.
  WHERE trim(coalesce(s.target, '')) NOT IN ('', '$null', 'null')
),
classed AS (
  SELECT a.*, split_part(a.target, '@', 2) AS domain,
    CASE WHEN a.target NOT LIKE '%@%' THEN 'unknown'
      -- The suffix must begin at a dot: north.example.evil.example is not inside.
      WHEN EXISTS (SELECT 1 FROM own AS w WHERE split_part(a.target, '@', 2) = w.domain
        OR split_part(a.target, '@', 2) LIKE concat('%.', w.domain)) THEN 'internal'
      ELSE 'external' END AS domain_class
  FROM addressed AS a
),
-- Switching an old rule on counts as much as making one.
shown AS (
  SELECT c.* FROM classed AS c
  UNION ALL
  SELECT e.*, c.via, c.target, c.domain, c.domain_class
  FROM rule_event AS e
  JOIN classed AS c ON c.mailbox = e.mailbox AND lower(c.rule_name) = lower(e.rule_name) AND c.event_time < e.event_time
  WHERE e.verb = 'enable-inboxrule'
),
ended AS (
  SELECT s.event_seq, min(r.event_time) AS ended_time
  FROM shown AS s
  JOIN rule_event AS r ON r.mailbox = s.mailbox AND lower(r.rule_name) = lower(s.rule_name) AND r.event_time > s.event_time
  WHERE r.verb IN ('remove-inboxrule', 'disable-inboxrule')
    OR r.verb = 'updateinboxrules' AND r.rule_operation IN ('removemailboxrule', 'delete')
  GROUP BY s.event_seq
),
alike AS (
  SELECT s.domain, min(w.domain) AS lookalike_of
  FROM (SELECT DISTINCT domain FROM classed WHERE domain_class = 'external') AS s
  -- Two letters are what a reader overlooks.
  JOIN own AS w ON levenshtein(s.domain, w.domain) BETWEEN 1 AND 2
  GROUP BY s.domain
)
SELECT s.event_time, s.account, s.mailbox, s.operation, s.rule_name, s.via, s.target, s.domain_class, l.lookalike_of,
  c.conditions,
  CASE s.domain_class WHEN 'external' THEN 'critical' WHEN 'unknown' THEN 'high' ELSE 'low' END AS severity,
  s.client_ip, s.country, s.session_id, e.ended_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat('A rule sends mail of ', s.mailbox, ' to ', s.target,
    CASE WHEN l.lookalike_of IS NOT NULL THEN concat(', which looks like ', l.lookalike_of) ELSE '' END,
    CASE WHEN e.ended_time IS NULL THEN '; it is still on' ELSE '' END) AS sentence,
  s.event_id
FROM shown AS s
LEFT JOIN condition AS c ON c.event_seq = s.event_seq
LEFT JOIN ended AS e ON e.event_seq = s.event_seq
LEFT JOIN alike AS l ON l.domain = s.domain
LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
WHERE (s.domain_class <> 'internal' OR getvariable('include_internal'))
  AND (getvariable('allowed_domains') IS NULL OR NOT list_contains(getvariable('allowed_domains'), s.domain))
ORDER BY s.event_time, s.event_id, s.via, s.target;
