--| id:       send-as-or-on-behalf
--| question: Who sent as somebody else, or on behalf of somebody else, and was it new?
--| phase:    impact
--| attack:   T1534 T1098.002 T1656
--| severity: high
--| engine:   duckdb
--| needs:    operation SendAs, SendOnBehalf, Send
--| needs:    workload Exchange
--| param:    max_per_day    integer   optional  default=10  Messages a day above which a known pair is shown too
--| param:    baseline_days  integer   optional  default=30  A pair seen for the first time later than this after the evidence begins is new, days
--| param:    grant_days     integer   optional  default=7   How long before it a grant counts as its preparation, days
--| param:    shared_mailboxes varchar[] optional  Mailboxes that many send from, lower case; left out unless the intruder does it
--| param:    vip_mailboxes  varchar[] optional  Mailboxes whose name in a mail moves money, lower case
--| column:   event_time     timestamp First message of the pair and day, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who sent
--| column:   identity       varchar   As whom, or on whose behalf
--| column:   operation      varchar   SendAs or SendOnBehalf
--| column:   messages       bigint    Messages on that day
--| column:   subjects       varchar   Up to five subjects
--| column:   new_pair       boolean   True if the two were not seen together before this day although the evidence reaches back
--| column:   granted_time   timestamp When the right was granted, if within grant_days before, UTC, or null
--| column:   granted_by     varchar   Who granted it, or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   critical by the intruder or as a VIP of a new pair; high new or freshly granted; medium above max_per_day
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First message
--| covers:   SendAs and SendOnBehalf by people; grants of SendAs, full access and on-behalf rights before them
--| misses:   pairs whose history lies before the evidence, when the evidence is shorter than baseline_days: then only grants, numbers and verdicts speak
--| benign:   shared mailboxes and assistants
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    identity -> mailbox-delegation
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH sent AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.subject, e.mailbox,
    lower(max(CASE WHEN lower(p.name) IN ('sendasusersmtp', 'sendonbehalfofusersmtp') THEN p.value END)) AS named
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(e.operation) IN ('sendas', 'sendonbehalf') AND e.actor_kind <> 'system' AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.subject, e.mailbox
),
pair AS (
  SELECT s.*, coalesce(s.named, s.mailbox) AS identity, date_trunc('day', s.event_time) AS day, v.verdict
  FROM sent AS s
  LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
  -- Whoever sends as himself sends.
  WHERE coalesce(s.named, s.mailbox) IS NOT NULL AND coalesce(s.named, s.mailbox) <> s.account
),
history AS (
  SELECT min(event_time) AS since FROM event WHERE family = 'ual' OR family = 'mailbox-audit'
),
first_seen AS (
  SELECT account, identity, min(event_time) AS since FROM pair GROUP BY account, identity
),
granted AS (
  SELECT e.event_time, e.account AS granted_by, lower(e.mailbox) AS mailbox, lower(max(p.value)) AS grantee
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('add-recipientpermission', 'add-mailboxpermission', 'set-mailbox') AND e.result <> 'failure'
    AND lower(p.name) IN ('user', 'trustee', 'grantsendonbehalfto')
  GROUP BY e.event_seq, e.event_time, e.account, e.mailbox
),
prepared AS (
  SELECT p.event_seq, max(g.event_time) AS granted_time, arg_max(g.granted_by, g.event_time) AS granted_by
  FROM pair AS p
  JOIN granted AS g ON (g.mailbox = p.identity OR g.mailbox = split_part(p.identity, '@', 1)) AND strpos(g.grantee, p.account) > 0
    AND g.event_time BETWEEN p.event_time - interval '1' day * getvariable('grant_days') AND p.event_time
  GROUP BY p.event_seq
),
one AS (
  SELECT p.account, p.identity, p.day, p.operation, min(p.event_time) AS event_time, max(p.event_time) AS last_time, count(*) AS messages,
    arg_min(p.event_id, (p.event_time, p.event_id)) AS event_id, arg_min(p.client_ip, (p.event_time, p.event_id)) AS client_ip,
    arg_min(p.country, (p.event_time, p.event_id)) AS country, arg_min(p.session_id, (p.event_time, p.event_id)) AS session_id,
    array_to_string(list_slice(list_sort(array_agg(DISTINCT p.subject) FILTER (WHERE p.subject IS NOT NULL)), 1, 5), '; ') AS subjects,
    max(r.granted_time) AS granted_time, max(r.granted_by) AS granted_by,
    bool_or(coalesce(p.verdict, '') = 'attacker') AS hostile, bool_or(coalesce(p.verdict, '') = 'suspect') AS doubtful
  FROM pair AS p
  LEFT JOIN prepared AS r ON r.event_seq = p.event_seq
  GROUP BY p.account, p.identity, p.day, p.operation
),
judged AS (
  SELECT o.*, date_trunc('day', f.since) = o.day AND h.since <= o.event_time - interval '1' day * getvariable('baseline_days') AS new_pair,
    coalesce(list_contains(getvariable('vip_mailboxes'), o.identity), false) AS vip
  FROM one AS o
  JOIN first_seen AS f ON f.account = o.account AND f.identity = o.identity
  CROSS JOIN history AS h
)
SELECT event_time, last_time, account, identity, operation, messages, nullif(subjects, '') AS subjects, new_pair, granted_time, granted_by,
  client_ip, country, session_id,
  CASE WHEN hostile OR vip AND new_pair THEN 'critical' WHEN doubtful OR new_pair OR granted_time IS NOT NULL THEN 'high' ELSE 'medium' END AS severity,
  CASE WHEN hostile THEN 'A' WHEN doubtful THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' sent ', messages, CASE WHEN messages = 1 THEN ' message' ELSE ' messages' END,
    CASE WHEN lower(operation) = 'sendas' THEN ' as ' ELSE ' on behalf of ' END, identity,
    CASE WHEN new_pair THEN ', for the first time' ELSE '' END,
    CASE WHEN granted_time IS NOT NULL THEN concat('; ', coalesce(granted_by, 'somebody'), ' had granted it shortly before') ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE hostile OR doubtful OR (new_pair OR granted_time IS NOT NULL OR messages > getvariable('max_per_day'))
  AND (getvariable('shared_mailboxes') IS NULL OR NOT list_contains(getvariable('shared_mailboxes'), identity))
ORDER BY event_time, event_id, identity;
