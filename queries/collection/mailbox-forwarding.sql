--| id:       mailbox-forwarding
--| question: Was a whole mailbox forwarded, to whom, did the owner keep a copy, and is it still on?
--| phase:    collection
--| attack:   T1114.003 T1020
--| severity: critical
--| engine:   duckdb
--| needs:    operation Set-Mailbox
--| needs:    workload Exchange
--| param:    own_domains       varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    include_internal  boolean   optional  default=false  Show also forwarding inside the organisation
--| column:   event_time        timestamp When it was set, UTC
--| column:   account           varchar   Who set it
--| column:   mailbox           varchar   Whose mail goes out, as the record names it
--| column:   operation         varchar   The record's operation
--| column:   via               varchar   ForwardingSmtpAddress or ForwardingAddress
--| column:   target            varchar   Where it goes
--| column:   domain_class      varchar   external; unknown: a name or id that the record does not resolve; internal
--| column:   keep_copy         boolean   False: the owner gets nothing; null: the record does not say, which is false
--| column:   severity          varchar   critical external, high unknown, low internal
--| column:   client_ip         varchar   From where, or null
--| column:   country           varchar   Its country, or null
--| column:   session_id        varchar   Session, or null
--| column:   ended_time        timestamp When it was cleared, UTC, or null: still on
--| column:   ended_by          varchar   Who cleared it, or null
--| column:   grade             varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record
--| covers:   ForwardingSmtpAddress and ForwardingAddress of Set-Mailbox; an empty value clears, but not beside a filled one in the same command
--| misses:   forwarding set before the evidence begins; inbox rules, see inbox-rule-forward-external; transport rules
--| benign:   leavers whose mail goes to a manager, set by the usual administrators
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    mailbox -> inbox-rule-forward-external
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-mailbox

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
command AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.target)) AS mailbox, e.operation,
    e.client_ip, e.country, e.session_id,
    max(CASE WHEN lower(p.name) = 'forwardingsmtpaddress' THEN coalesce(p.value, '') END) AS smtp,
    max(CASE WHEN lower(p.name) = 'forwardingaddress' THEN coalesce(p.value, '') END) AS recipient,
    max(CASE WHEN lower(p.name) = 'delivertomailboxandforward' THEN lower(p.value) END) AS keeps
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) = 'set-mailbox' AND e.result <> 'failure' AND e.actor_kind <> 'system'
    AND lower(p.name) IN ('forwardingsmtpaddress', 'forwardingaddress', 'delivertomailboxandforward')
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.mailbox, e.target, e.operation, e.client_ip, e.country,
    e.session_id
),
folded AS (
  SELECT *, CASE WHEN lower(trim(smtp)) IN ('$null', 'null') THEN '' ELSE trim(smtp) END AS smtp_value,
    CASE WHEN lower(trim(recipient)) IN ('$null', 'null') THEN '' ELSE trim(recipient) END AS recipient_value
  FROM command
),
setting AS (
  SELECT *, 'ForwardingSmtpAddress' AS via, lower(regexp_replace(smtp_value, '(?i)^smtp:', '')) AS target
  FROM folded WHERE smtp_value <> ''
  UNION ALL
  SELECT *, 'ForwardingAddress' AS via, recipient_value AS target
  FROM folded WHERE recipient_value <> ''
),
clearing AS (
  SELECT * FROM folded
  WHERE coalesce(smtp_value, '') = '' AND coalesce(recipient_value, '') = '' AND (smtp IS NOT NULL OR recipient IS NOT NULL)
),
ended AS (
  SELECT s.event_seq, c.event_time AS ended_time, c.account AS ended_by,
    row_number() OVER (PARTITION BY s.event_seq ORDER BY c.event_time, c.event_id) AS nth
  FROM (SELECT DISTINCT event_seq, event_time, mailbox FROM setting) AS s
  JOIN clearing AS c ON c.mailbox = s.mailbox AND c.event_time > s.event_time
),
classed AS (
  SELECT s.*,
    CASE WHEN s.target NOT LIKE '%@%' THEN 'unknown'
      -- The suffix must begin at a dot: north.example.evil.example is not inside.
      WHEN EXISTS (SELECT 1 FROM own AS w WHERE lower(split_part(s.target, '@', 2)) = w.domain
        OR lower(split_part(s.target, '@', 2)) LIKE concat('%.', w.domain)) THEN 'internal'
      ELSE 'external' END AS domain_class
  FROM setting AS s
)
SELECT c.event_time, c.account, c.mailbox, c.operation, c.via, c.target, c.domain_class, c.keeps = 'true' AS keep_copy,
  CASE c.domain_class WHEN 'external' THEN 'critical' WHEN 'unknown' THEN 'high' ELSE 'low' END AS severity,
  c.client_ip, c.country, c.session_id, e.ended_time, e.ended_by,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat('All mail of ', c.mailbox, ' goes to ', c.target,
    CASE WHEN coalesce(c.keeps, 'false') <> 'true' THEN ' without a copy for the owner' ELSE '' END,
    CASE WHEN e.ended_time IS NULL THEN '; it is still on' ELSE '' END) AS sentence,
  c.event_id
FROM classed AS c
LEFT JOIN ended AS e ON e.event_seq = c.event_seq AND e.nth = 1
LEFT JOIN verdict AS v ON v.event_seq = c.event_seq
WHERE c.domain_class <> 'internal' OR getvariable('include_internal')
ORDER BY c.event_time, c.event_id, c.via;
