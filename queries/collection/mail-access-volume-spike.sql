--| id:       mail-access-volume-spike
--| question: Which mailboxes were read far beyond their habit, or so much that the service stopped logging?
--| phase:    collection
--| attack:   T1114.002 T1119
--| severity: high
--| engine:   duckdb
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| param:    min_ops        integer   optional  default=100  Messages in one record from which it is shown
--| param:    min_hour       integer   optional  default=50  Messages in an hour below which no habit is broken
--| param:    z              double    optional  default=3  Standard deviations above the other hours
--| param:    min_hours      integer   optional  default=8  Hours with mail access that make a habit
--| param:    known_apps     varchar[] optional  Ids of applications for backup, migration or search; left out
--| column:   event_time     timestamp The hour, UTC
--| column:   account        varchar   Who read in the largest record
--| column:   mailbox        varchar   Whose mail
--| column:   messages       bigint    Messages that the records of the hour list
--| column:   records        bigint    Records of the hour
--| column:   greatest       bigint    Messages in the largest record, as it counts or lists them
--| column:   baseline_mean  double    Messages in the other hours in which the mailbox was read, or null: too few
--| column:   deviations     double    Standard deviations above them, or null
--| column:   day_share      double    Part of the day's messages that were read in this hour, 0 to 1
--| column:   throttled      boolean   True: the service stopped logging for 24 hours, so more was read than is told
--| column:   why            varchar   throttled, large record, beyond habit
--| column:   app_id         varchar   Application of the largest record, or null
--| column:   client_info    varchar   Client program of the largest record, or null
--| column:   client_ip      varchar   From where in the largest record, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Its session, or null
--| column:   severity       varchar   critical with a part of the intruder; else high
--| column:   grade          varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The largest record
--| covers:   MailItemsAccessed, by mailbox and hour; a message is logged once an hour for a client, so listed ones are counted as they stand
--| misses:   synchronised folders, which count no messages, see mail-sync-new-client; what was read while logging was throttled
--| benign:   migration, backup and search: give their ids in known_apps; the first day of a new client
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    mailbox -> mail-items-accessed-throttled
--| pivot:    app_id -> mail-access-by-app
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts

WITH access AS (
  SELECT e.event_seq, e.event_time, date_trunc('hour', e.event_time) AS hour, lower(coalesce(e.mailbox, e.account)) AS mailbox
  FROM event AS e
  WHERE e.operation = 'MailItemsAccessed' AND e.actor_kind <> 'system'
    AND (getvariable('known_apps') IS NULL OR e.app_id IS NULL OR NOT list_contains(getvariable('known_apps'), e.app_id))
),
listed AS (
  SELECT m.event_seq, count(*) AS messages FROM mail_item AS m WHERE m.access = 'bind' GROUP BY m.event_seq
),
told AS (
  SELECT event_seq, max(CASE WHEN lower(name) = 'operationcount' THEN try_cast(value AS bigint) END) AS counted,
    max(CASE WHEN lower(name) = 'isthrottled' AND lower(value) = 'true' THEN 1 ELSE 0 END) AS throttled
  FROM event_property
  WHERE lower(name) IN ('operationcount', 'isthrottled') AND event_seq IN (SELECT event_seq FROM access)
  GROUP BY event_seq
),
record AS (
  SELECT a.*, coalesce(l.messages, 0) AS messages, greatest(coalesce(l.messages, 0), coalesce(t.counted, 0)) AS counted,
    coalesce(t.throttled, 0) AS throttled
  FROM access AS a
  LEFT JOIN listed AS l ON l.event_seq = a.event_seq
  LEFT JOIN told AS t ON t.event_seq = a.event_seq
),
hourly AS (
  SELECT mailbox, hour, cast(sum(messages) AS bigint) AS messages, count(*) AS records, max(counted) AS greatest,
    max(throttled) AS throttled, arg_max(event_seq, (throttled, counted, -event_seq)) AS event_seq
  FROM record
  GROUP BY mailbox, hour
),
habit AS (
  SELECT h.*, count(*) OVER box AS hours, sum(cast(messages AS double)) OVER box AS total,
    sum(cast(messages AS double) * messages) OVER box AS squares,
    messages / nullif(sum(cast(messages AS double)) OVER (PARTITION BY mailbox, date_trunc('day', hour)), 0) AS day_share
  FROM hourly AS h
  WINDOW box AS (PARTITION BY mailbox)
),
-- Mean and deviation of the other hours: an hour must not raise the bar for itself.
others AS (
  SELECT h.*, CASE WHEN hours > getvariable('min_hours') THEN (total - messages) / (hours - 1) END AS mean
  FROM habit AS h
),
measured AS (
  SELECT o.*, sqrt(greatest((squares - cast(messages AS double) * messages) / nullif(hours - 1, 0) - mean * mean, 0)) AS deviation
  FROM others AS o
),
found AS (
  SELECT m.*, concat_ws(', ', CASE WHEN throttled = 1 THEN 'throttled' END,
    CASE WHEN greatest >= getvariable('min_ops') THEN 'large record' END,
    CASE WHEN messages >= getvariable('min_hour') AND messages > mean + getvariable('z') * deviation THEN 'beyond habit' END) AS why
  FROM measured AS m
),
part AS (
  SELECT f.mailbox, f.hour, min(CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM found AS f
  JOIN record AS r ON r.mailbox = f.mailbox AND r.hour = f.hour
  LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
  WHERE f.why <> ''
  GROUP BY f.mailbox, f.hour
)
SELECT f.hour AS event_time, e.account, f.mailbox, f.messages, f.records, f.greatest, round(f.mean, 1) AS baseline_mean,
  -- Equal hours deviate by nothing; a single message counts as the least step.
  CASE WHEN f.mean IS NOT NULL THEN round((f.messages - f.mean) / greatest(f.deviation, 1), 1) END AS deviations,
  round(f.day_share, 2) AS day_share, f.throttled = 1 AS throttled, f.why, e.app_id, e.client_info, e.client_ip, e.country,
  e.session_id, CASE WHEN p.grade <> 'C' THEN 'critical' ELSE 'high' END AS severity, p.grade,
  concat(f.messages, ' messages of ', f.mailbox, ' were read in an hour',
    CASE WHEN f.mean IS NOT NULL THEN concat(' against ', round(f.mean, 1), ' in others') ELSE '' END, ': ', f.why) AS sentence,
  e.event_id
FROM found AS f
JOIN part AS p ON p.mailbox = f.mailbox AND p.hour = f.hour
JOIN event AS e ON e.event_seq = f.event_seq
ORDER BY f.hour, e.event_id;
