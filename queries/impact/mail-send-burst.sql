--| id:       mail-send-burst
--| question: Did an account send unusually many messages, one subject many times, or was it blocked for it?
--| phase:    impact
--| attack:   T1534 T1566.002 T1667
--| severity: high
--| engine:   duckdb
--| needs:    operation Send, SendAs, SendOnBehalf
--| needs:    workload Exchange
--| param:    min_hour       integer   optional  default=50  Least messages in an hour
--| param:    same_subject   integer   optional  default=25  Least messages of one subject on a day
--| param:    attach_hour    integer   optional  default=25  Least messages with attachments in an hour
--| param:    recipients_hour integer  optional  default=200 Least recipients in an hour, from records that name them or the message trace
--| param:    z              double    optional  default=3   How far above its own mean an hour of the account must lie, in standard deviations
--| param:    allowed        varchar[] optional  Accounts that send in bulk with leave, lower case; left out
--| column:   event_time     timestamp First message, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who sent, as recorded
--| column:   kind           varchar   hour, subject, attachments, recipients, or blocked: the service stopped the account
--| column:   messages       bigint    Messages, or null
--| column:   subjects       bigint    Different subjects, or null
--| column:   top_subject    varchar   The most frequent one, or null
--| column:   recipients     bigint    Recipients that the case knows of, or null
--| column:   usual_hour     double    The account's mean of hours in which it sends, or null
--| column:   client_ip      varchar   Most frequent address, or null
--| column:   session_id     varchar   Most frequent session, or null
--| column:   blocked_time   timestamp When the service blocked the account within a day after, UTC, or null
--| column:   severity       varchar   critical by the intruder or followed by a block; else high
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; S: a service says so; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First message or the block
--| covers:   Send, SendAs and SendOnBehalf by the hour, against the account's own habit; equal subjects without RE and FW; restrictions by the service
--| misses:   mail through Graph or SMTP that the mailbox audit does not hold, unless a message trace is in the case
--| benign:   newsletters and invoicing from system mailboxes; give them in allowed
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users
--| source:   https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account

WITH sent AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.session_id, e.subject, v.verdict,
    lower(trim(regexp_replace(coalesce(e.subject, ''), '(?i)^((re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|r|i)\s*:\s*)+', ''))) AS stem
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(e.operation) IN ('send', 'sendas', 'sendonbehalf') AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND e.account IS NOT NULL AND (getvariable('allowed') IS NULL OR NOT list_contains(getvariable('allowed'), e.account))
),
-- An audit record and a row of the trace tell of one message; where both do, the audit's count.
traced AS (
  SELECT e.account, date_trunc('hour', e.event_time) AS hour, count(*) AS rows, count(DISTINCT m.internet_message_id) AS messages,
    min(e.event_time) AS event_time, max(e.event_time) AS last_time, arg_min(e.event_id, (e.event_time, e.event_id)) AS event_id,
    count(DISTINCT e.subject) AS subjects, mode(e.subject ORDER BY e.subject) AS top_subject
  FROM event AS e
  JOIN mail_item AS m ON m.event_seq = e.event_seq
  WHERE e.family = 'message-trace' AND EXISTS (SELECT 1 FROM sent AS s WHERE s.account = e.account)
    AND (getvariable('allowed') IS NULL OR NOT list_contains(getvariable('allowed'), e.account))
  GROUP BY e.account, date_trunc('hour', e.event_time)
),
hourly AS (
  SELECT account, date_trunc('hour', event_time) AS hour, count(*) AS messages, min(event_time) AS event_time, max(event_time) AS last_time,
    arg_min(event_id, (event_time, event_id)) AS event_id, count(DISTINCT stem) AS subjects, mode(subject ORDER BY subject) AS top_subject,
    mode(client_ip ORDER BY client_ip) AS client_ip, mode(session_id ORDER BY session_id) AS session_id, max(CASE verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM sent
  GROUP BY account, date_trunc('hour', event_time)
),
-- Its other hours: a burst must not hide in the habit that it makes.
usual AS (
  SELECT h.account, h.hour, avg(o.messages) AS mean, coalesce(stddev_pop(o.messages), 0) AS spread
  FROM hourly AS h
  LEFT JOIN hourly AS o ON o.account = h.account AND o.hour <> h.hour
  WHERE h.messages >= getvariable('min_hour')
  GROUP BY h.account, h.hour
),
attached AS (
  -- Counted and not filtered, so that the text of no other record is read.
  SELECT s.account, h.hour, count(*) FILTER (WHERE regexp_matches(e.raw, '(?i)"Attachments\\?"\s*:\s*\\?"[^"\\]')) AS messages
  FROM sent AS s
  JOIN hourly AS h ON h.account = s.account AND h.hour = date_trunc('hour', s.event_time) AND h.messages >= getvariable('attach_hour')
  JOIN event_core AS e ON e.event_seq = s.event_seq
  GROUP BY s.account, h.hour
),
warned AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.operation, e.target FROM event AS e WHERE lower(trim(e.operation)) IN ('alerttriggered', 'alertentitygenerated', 'hygienetenantevents')
),
hygiene AS (
  SELECT w.event_seq, nullif(regexp_extract(e.raw, '"(?:Audit|UserId|ObjectId)\\?"\s*:\s*\\?"[^"]*?([A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)', 1), '') AS account, e.raw ILIKE '%delist%' AS freed
  FROM warned AS w JOIN event_core AS e ON e.event_seq = w.event_seq
  WHERE lower(trim(w.operation)) = 'hygienetenantevents'
),
blocked AS (
  SELECT w.event_time, w.event_id, w.operation,
    lower(coalesce(max(CASE WHEN lower(p.name) = 'alertentityid' AND p.value LIKE '%@%' THEN p.value END), max(nullif(regexp_extract(p.value, '"f3u"\s*:\s*"([^"]+@[^"]+)"', 1), '')),
      max(CASE WHEN w.target LIKE '%@%' THEN w.target END), max(h.account))) AS account,
    coalesce(max(CASE WHEN lower(p.name) = 'name' THEN p.value END), 'restricted by the outbound filter') AS said, coalesce(bool_or(h.freed), false) AS freed
  FROM warned AS w
  LEFT JOIN hygiene AS h ON h.event_seq = w.event_seq
  LEFT JOIN event_property AS p ON p.event_seq = w.event_seq AND p.bag IN ('Record', 'Alert')
  GROUP BY w.event_seq, w.event_time, w.event_id, w.operation
),
stopped AS (
  SELECT account, said, min(event_time) AS event_time, arg_min(event_id, (event_time, event_id)) AS event_id
  FROM blocked
  WHERE NOT freed AND account IS NOT NULL AND (lower(operation) = 'hygienetenantevents'
    OR regexp_matches(lower(said), 'restricted from sending|sending limit|sending patterns|outbound spam'))
    AND (getvariable('allowed') IS NULL OR NOT list_contains(getvariable('allowed'), account))
  GROUP BY account, said, date_trunc('day', event_time)
),
burst AS (
  SELECT h.event_time, h.last_time, h.account, 'hour' AS kind, h.messages, h.subjects, h.top_subject, t.rows AS recipients,
    round(u.mean, 1) AS usual_hour, h.client_ip, h.session_id, h.blame, h.event_id
  FROM hourly AS h
  JOIN usual AS u ON u.account = h.account AND u.hour = h.hour
  LEFT JOIN traced AS t ON t.account = h.account AND t.hour = h.hour
  WHERE h.messages > coalesce(u.mean, 0) + getvariable('z') * coalesce(u.spread, 0)
  UNION ALL
  SELECT h.event_time, h.last_time, h.account, 'attachments', a.messages, h.subjects, h.top_subject, cast(NULL AS bigint), cast(NULL AS double),
    h.client_ip, h.session_id, h.blame, h.event_id
  FROM attached AS a
  JOIN hourly AS h ON h.account = a.account AND h.hour = a.hour
  WHERE a.messages >= getvariable('attach_hour')
  UNION ALL
  SELECT min(event_time), max(event_time), account, 'subject', count(*), 1, mode(subject ORDER BY subject), cast(NULL AS bigint), cast(NULL AS double),
    mode(client_ip ORDER BY client_ip), mode(session_id ORDER BY session_id), max(CASE verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END),
    arg_min(event_id, (event_time, event_id))
  FROM sent
  WHERE stem <> ''
  GROUP BY account, stem, date_trunc('day', event_time)
  HAVING count(*) >= getvariable('same_subject')
  UNION ALL
  SELECT t.event_time, t.last_time, t.account, 'recipients', t.messages, t.subjects, t.top_subject, t.rows, cast(NULL AS double), h.client_ip,
    h.session_id, coalesce(h.blame, 0), t.event_id
  FROM traced AS t
  LEFT JOIN hourly AS h ON h.account = t.account AND h.hour = t.hour
  WHERE t.rows >= getvariable('recipients_hour')
),
named AS (
  SELECT b.*, s.event_time AS blocked_time FROM burst AS b
  LEFT JOIN (SELECT account, date_trunc('day', event_time) AS day, min(event_time) AS event_time FROM stopped GROUP BY ALL) AS s
    ON s.account = b.account AND s.event_time BETWEEN b.event_time AND b.last_time + interval '1' day
)
SELECT event_time, last_time, account, kind, messages, subjects, top_subject, recipients, usual_hour, client_ip, session_id,
  min(blocked_time) AS blocked_time,
  CASE WHEN blame = 2 OR min(blocked_time) IS NOT NULL THEN 'critical' ELSE 'high' END AS severity,
  CASE blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' sent ', messages, CASE kind WHEN 'hour' THEN ' messages in an hour' WHEN 'attachments' THEN ' messages with attachments in an hour'
      WHEN 'subject' THEN concat(' messages "', top_subject, '" on one day') ELSE concat(' messages to ', recipients, ' recipients in an hour') END,
    CASE WHEN usual_hour IS NOT NULL THEN concat('; its other hours have ', usual_hour) ELSE '' END,
    CASE WHEN min(blocked_time) IS NOT NULL THEN '; the service blocked it' ELSE '' END) AS sentence,
  event_id
FROM named
GROUP BY event_time, last_time, account, kind, messages, subjects, top_subject, recipients, usual_hour, client_ip, session_id, blame, event_id
UNION ALL
SELECT event_time, event_time, account, 'blocked', cast(NULL AS bigint), cast(NULL AS bigint), cast(NULL AS varchar), cast(NULL AS bigint),
  cast(NULL AS double), cast(NULL AS varchar), cast(NULL AS varchar), event_time, 'high', 'S',
  concat('The service says of ', account, ': ', said), event_id
FROM stopped
ORDER BY event_time, event_id, kind, top_subject NULLS LAST;
