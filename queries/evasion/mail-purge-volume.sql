--| id:       mail-purge-volume
--| question: Was mail destroyed in quantity or by the intruder, and can it be recovered?
--| phase:    evasion
--| attack:   T1070.008
--| severity: high
--| engine:   duckdb
--| needs:    operation HardDelete, SoftDelete, MoveToDeletedItems
--| needs:    workload Exchange
--| param:    min_items      integer   optional  default=50  Messages deleted from one mailbox within the window
--| param:    window_minutes integer   optional  default=60  Length of the window, minutes
--| param:    z              double    optional  default=3   How far above its own mean the mailbox's day must lie, in standard deviations
--| param:    retain_days    integer   optional  default=14  How long the organisation keeps what was deleted softly, days
--| column:   event_time     timestamp First deletion, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who deleted
--| column:   mailbox        varchar   From which mailbox, or null for a purge of many
--| column:   kind           varchar   burst; intruder: deletions of accused sessions, however few; purge: a compliance search destroyed mail
--| column:   items          bigint    Messages
--| column:   peak           bigint    Most of them within one window
--| column:   hard           bigint    Of them destroyed for good
--| column:   soft           bigint    Of them deleted out of the folders, recoverable for retain_days
--| column:   moved          bigint    Of them moved to the deleted items
--| column:   from_sent      bigint    Of them out of the sent items
--| column:   second_stage   bigint    Of them out of the recoverable items: destroyed once more
--| column:   usual_day      double    The mailbox's mean of the other days, or null
--| column:   subjects       varchar   Up to five subjects
--| column:   recoverable_until timestamp Until when the soft ones can be recovered, UTC, or null where there are none
--| column:   client_ip      varchar   Most frequent address, or null
--| column:   session_id     varchar   Most frequent session, or null
--| column:   client_info    varchar   Most frequent client, or null
--| column:   severity       varchar   critical by the intruder; high a burst with hard deletions, or a purge; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First deletion
--| covers:   hard and soft deletions and moves to the deleted items by people, counted by message; purges by compliance search
--| misses:   whether single item recovery or a hold keeps what was destroyed for good: ask for the mailbox's settings
--| benign:   people who empty their deleted items; retention and archiving, which are left out
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    mailbox -> send-then-delete
--| source:   https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder/recoverable-items-folder
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.account) AS mailbox, lower(trim(e.operation)) AS verb, e.client_ip, e.session_id,
    e.client_info, v.verdict, date_trunc('day', e.event_time) AS day
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('harddelete', 'softdelete', 'movetodeleteditems', 'recorddelete') AND e.actor_kind <> 'system' AND e.result <> 'failure'
    -- The managed folder assistant and other housekeeping.
    AND coalesce(e.client_info, '') NOT ILIKE 'client=tba%' AND coalesce(e.client_info, '') NOT ILIKE '%elc%' AND coalesce(e.logon_type, 0) NOT IN (3, 4)
),
item AS (
  SELECT a.*, coalesce(m.subject, '') AS subject, lower(coalesce(m.folder, '')) AS folder
  FROM act AS a
  LEFT JOIN mail_item AS m ON m.event_seq = a.event_seq
),
slid AS (
  SELECT *, count(*) OVER (PARTITION BY mailbox, coalesce(account, '') ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS within,
    regexp_matches(folder, '(^|[\\/])(sent|sent items|gesendete elemente|gesendete objekte|verzonden items|éléments envoyés|elementos enviados|itens enviados|posta inviata|skickat|sendt post|sendte elementer|lähetetyt|elementy wysłane|odeslaná pošta|отправленные|送信済みアイテム|已发送邮件)$') AS sent_folder,
    regexp_matches(folder, '(recoverable items|[\\/](deletions|purges|versions)$)') AS recoverable
  FROM item
),
daily AS (
  SELECT mailbox, coalesce(account, '') AS who, day, count(*) AS items, max(within) AS peak FROM slid GROUP BY mailbox, coalesce(account, ''), day
),
big AS (
  SELECT d.mailbox, d.who, d.day, d.peak, d.items, avg(o.items) AS mean, coalesce(stddev_pop(o.items), 0) AS spread
  FROM daily AS d
  LEFT JOIN daily AS o ON o.mailbox = d.mailbox AND o.who = d.who AND o.day <> d.day
  WHERE d.peak >= getvariable('min_items')
  GROUP BY d.mailbox, d.who, d.day, d.peak, d.items
),
chosen AS (
  SELECT s.*, 'burst' AS kind, b.mean, '' AS part FROM slid AS s
  JOIN big AS b ON b.mailbox = s.mailbox AND b.who = coalesce(s.account, '') AND b.day = s.day AND b.items > coalesce(b.mean, 0) + getvariable('z') * b.spread
  UNION ALL
  SELECT s.*, 'intruder', cast(NULL AS double), s.verdict FROM slid AS s
  WHERE s.verdict IN ('attacker', 'suspect') AND NOT EXISTS (SELECT 1 FROM big AS b WHERE b.mailbox = s.mailbox AND b.who = coalesce(s.account, '') AND b.day = s.day
    AND b.items > coalesce(b.mean, 0) + getvariable('z') * b.spread)
),
one AS (
  SELECT mailbox, account, kind, part, day, min(event_time) AS event_time, max(event_time) AS last_time, arg_min(event_id, (event_time, event_id)) AS event_id, count(*) AS items,
    max(within) AS peak, count(*) FILTER (WHERE verb = 'harddelete') AS hard, count(*) FILTER (WHERE verb = 'softdelete') AS soft,
    count(*) FILTER (WHERE verb = 'movetodeleteditems') AS moved, count(*) FILTER (WHERE sent_folder) AS from_sent, count(*) FILTER (WHERE recoverable) AS second_stage,
    round(max(mean), 1) AS usual_day, array_to_string(list_slice(list_sort(array_agg(DISTINCT subject) FILTER (WHERE subject <> '')), 1, 5), '; ') AS subjects,
    max(event_time) FILTER (WHERE verb = 'softdelete') + interval '1' day * getvariable('retain_days') AS recoverable_until, mode(client_ip ORDER BY client_ip) AS client_ip,
    mode(session_id ORDER BY session_id) AS session_id, mode(client_info ORDER BY client_info) AS client_info, max(CASE verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM chosen
  GROUP BY mailbox, account, kind, part, day
),
-- Purview tells of a purge in an activity of its own, or as the cmdlet.
action AS MATERIALIZED (
  SELECT e.event_seq, p.name, p.value FROM event_core AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) = 'new-compliancesearchaction'
),
purging AS (
  SELECT event_seq FROM action
  WHERE lower(name) = 'purge' AND lower(coalesce(value, '')) NOT LIKE '%false%' OR regexp_matches(value, '(?i)-purge(\s|$)')
),
purge AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.session_id, v.verdict, coalesce(e.target, '') AS target
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE e.actor_kind <> 'system' AND e.result <> 'failure' AND (lower(trim(e.operation)) = 'searchresultspurged' OR e.event_seq IN (SELECT event_seq FROM purging))
),
row_of AS (
  SELECT event_time, last_time, account, mailbox, kind, items, peak, hard, soft, moved, from_sent, second_stage, usual_day, nullif(subjects, '') AS subjects, recoverable_until,
    client_ip, session_id, client_info,
    CASE WHEN blame = 2 THEN 'critical' WHEN hard > 0 AND kind = 'burst' OR blame = 1 THEN 'high' ELSE 'medium' END AS severity,
    CASE blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
    concat(coalesce(account, 'somebody'), ' deleted ', items, CASE WHEN items = 1 THEN ' message' ELSE ' messages' END, ' of ', mailbox,
      CASE WHEN hard > 0 THEN concat(', ', hard, ' for good') ELSE '' END, CASE WHEN from_sent > 0 THEN concat(', ', from_sent, ' out of the sent items') ELSE '' END,
      CASE WHEN recoverable_until IS NOT NULL THEN concat('; the soft ones can be recovered until ', strftime(recoverable_until, '%Y-%m-%d')) ELSE '' END) AS sentence,
    event_id
  FROM one
  UNION ALL
  SELECT event_time, event_time, account, cast(NULL AS varchar), 'purge', cast(NULL AS bigint), cast(NULL AS bigint), cast(NULL AS bigint), cast(NULL AS bigint), cast(NULL AS bigint),
    cast(NULL AS bigint), cast(NULL AS bigint), cast(NULL AS double), cast(NULL AS varchar), cast(NULL AS timestamp), client_ip, session_id, cast(NULL AS varchar),
    CASE WHEN verdict = 'attacker' THEN 'critical' ELSE 'high' END, CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END,
    concat(coalesce(account, 'somebody'), ' destroyed mail found by a compliance search', CASE WHEN target <> '' THEN concat(' (', target, ')') ELSE '' END), event_id
  FROM purge
)
SELECT event_time, last_time, account, mailbox, kind, items, peak, hard, soft, moved, from_sent, second_stage, usual_day, subjects, recoverable_until, client_ip, session_id,
  client_info, severity, grade, sentence, event_id
FROM row_of
ORDER BY event_time, event_id, kind, mailbox NULLS LAST;
