--| id:       evidence-coverage-and-gaps
--| question: For which days, workloads and kinds of record is there evidence, where are the holes, and does it cover the time that conclusions are drawn on?
--| phase:    completeness
--| attack:   T1562.008
--| severity: info
--| engine:   duckdb
--| param:    gap_hours    integer   optional  default=24  Silence of a workload, week-ends taken off, from which it is a hole, hours
--| param:    tail_hours   integer   optional  default=24  How long before the end of the evidence records may still have been on their way, hours
--| param:    min_hours    integer   optional  default=24  Extent of the audit log from which a kind of record can be missed, hours
--| param:    window_from  timestamp optional  Begin of the time that conclusions are drawn on, UTC
--| param:    window_to    timestamp optional  Its end, UTC
--| param:    workloads    varchar[] optional  Only these workloads, as the records name them
--| column:   event_time   timestamp First record, or begin of the hole, UTC
--| column:   last_time    timestamp Last record, or end of the hole, UTC
--| column:   kind         varchar   held, hole, absent, tail, outside: the window asked for is not covered, or searched: somebody searched the audit log
--| column:   verdict      varchar   covered, thin, gap, absent or tail
--| column:   severity     varchar   medium for a hole, an absent kind and a window not covered; else info
--| column:   grade        varchar   C: counts of records
--| column:   workload     varchar   Workload, or the kind of log where a record names none
--| column:   record_type  integer   Record type, or null
--| column:   record_type_name varchar Its name, or null
--| column:   records      bigint    Records; 0 of a hole
--| column:   days         bigint    Days with a record
--| column:   span_days    bigint    Days from the first to the last record of the workload
--| column:   hole_hours   bigint    Length of a hole, hours, or null
--| column:   usual_hours  double    What 95 of 100 pauses of the workload stay below, hours, or null
--| column:   sentence     varchar   One line for a reader
--| column:   event_id     varchar   First record, the last before a hole, or for an absent kind the first of the audit log
--| covers:   every record in the case by workload and record type; pauses held against the workload's own rhythm
--| misses:   records that were never written; see what could be recorded for each mailbox
--| misses:   holes of one person in a full log
--| benign:   small organisations and week-ends are quiet; an export for one person is thin by its making
--| pivot:    workload -> evidence-capability-by-mailbox
--| source:   https://learn.microsoft.com/purview/audit-log-search
--| source:   https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema

WITH hour AS (
  SELECT coalesce(e.workload, e.family) AS workload, e.record_type, e.family, date_trunc('hour', e.event_time) AS hour, count(*) AS records,
    min(e.event_time) AS first_time, max(e.event_time) AS last_time, arg_min(e.event_id, row(e.event_time, e.event_id)) AS first_id,
    arg_max(e.event_id, row(e.event_time, e.event_id)) AS last_id
  FROM event_core AS e
  GROUP BY coalesce(e.workload, e.family), e.record_type, e.family, date_trunc('hour', e.event_time)
),
chosen AS (
  SELECT * FROM hour WHERE getvariable('workloads') IS NULL OR list_contains(getvariable('workloads'), workload)
),
whole AS (
  SELECT workload, min(first_time) AS first_time, max(last_time) AS last_time,
    date_diff('day', min(first_time), max(last_time)) + 1 AS span_days
  FROM chosen
  GROUP BY workload
),
held AS (
  SELECT c.workload, c.record_type, sum(c.records) AS records, count(DISTINCT date_trunc('day', c.hour)) AS days,
    count(DISTINCT date_trunc('day', c.hour)) FILTER (WHERE isodow(c.hour) <= 5) AS workdays,
    min(c.first_time) AS first_time, max(c.last_time) AS last_time, arg_min(c.first_id, row(c.first_time, c.first_id)) AS event_id
  FROM chosen AS c
  GROUP BY c.workload, c.record_type
),
workload_hour AS (
  SELECT workload, hour, min(first_time) AS first_time, max(last_time) AS last_time, arg_max(last_id, row(last_time, last_id)) AS last_id
  FROM chosen
  GROUP BY workload, hour
),
pause AS (
  SELECT workload, first_time AS until, lag(last_time) OVER (PARTITION BY workload ORDER BY hour) AS since,
    lag(last_id) OVER (PARTITION BY workload ORDER BY hour) AS event_id
  FROM workload_hour
),
weekend AS (
  SELECT workload, count(DISTINCT date_trunc('day', hour)) AS weekend_days FROM workload_hour WHERE isodow(hour) >= 6 GROUP BY workload
),
measured AS (
  SELECT p.*, date_diff('minute', p.since, p.until) / 60.0 AS hours,
    -- Whoever rests at week-ends is not silent then.
    CASE WHEN coalesce(w.weekend_days, 0) * 7 >= x.span_days THEN 0
      ELSE 24 * (SELECT count(*) FROM range(date_trunc('day', p.since), date_trunc('day', p.until) + interval '1' day, interval '1' day) AS d (day)
        WHERE isodow(d.day) >= 6) END AS rest,
    quantile_cont(date_diff('minute', p.since, p.until) / 60.0, 0.95) OVER (PARTITION BY p.workload) AS usual
  FROM pause AS p
  JOIN whole AS x ON x.workload = p.workload
  LEFT JOIN weekend AS w ON w.workload = p.workload
  WHERE p.since IS NOT NULL
),
log AS (
  SELECT min(first_time) AS first_time, max(last_time) AS last_time, arg_min(first_id, row(first_time, first_id)) AS event_id
  FROM hour
  WHERE family = 'ual'
),
expected AS (
  SELECT * FROM (VALUES
    (1, 'ExchangeAdmin', 'Exchange', 'rules, forwarding and rights that cmdlets set'),
    (2, 'ExchangeItem', 'Exchange', 'mail that was sent, moved or deleted'),
    (50, 'ExchangeItemAggregated', 'Exchange', 'mail that was read'),
    (8, 'AzureActiveDirectory', 'AzureActiveDirectory', 'changes of accounts, factors, roles and applications'),
    (15, 'AzureActiveDirectoryStsLogon', 'AzureActiveDirectory', 'sign-ins'),
    (6, 'SharePointFileOperation', 'SharePoint', 'files that were opened or downloaded'),
    (25, 'MicrosoftTeams', 'MicrosoftTeams', 'chats and teams')) AS v (record_type, name, workload, holds)
),
row_of AS (
  SELECT h.first_time AS event_time, h.last_time, 'held' AS kind,
    CASE WHEN h.workdays * 2 >= x.span_days * 5 / 7.0 THEN 'covered' ELSE 'thin' END AS verdict, h.workload, h.record_type,
    cast(h.records AS bigint) AS records, h.days, x.span_days, cast(NULL AS bigint) AS hole_hours, cast(NULL AS double) AS usual_hours,
    concat(h.records, ' records on ', h.days, ' of ', x.span_days, ' days') AS told, h.event_id
  FROM held AS h
  JOIN whole AS x ON x.workload = h.workload
  UNION ALL
  SELECT m.since, m.until, 'hole', 'gap', m.workload, cast(NULL AS integer), 0, 0, x.span_days, cast(floor(m.hours) AS bigint),
    round(cast(m.usual AS double), 1),
    concat('no record for ', cast(floor(m.hours) AS bigint), ' hours; 95 of 100 pauses stay below ', round(cast(m.usual AS double), 1)), m.event_id
  FROM measured AS m
  JOIN whole AS x ON x.workload = m.workload
  WHERE m.hours - m.rest >= getvariable('gap_hours') AND m.hours > 2 * m.usual
  UNION ALL
  SELECT l.first_time, l.last_time, 'absent', 'absent', e.workload, e.record_type, 0, 0, date_diff('day', l.first_time, l.last_time) + 1,
    cast(NULL AS bigint), cast(NULL AS double),
    concat('not one record: silence about ', e.holds, ' means nothing here'), l.event_id
  FROM expected AS e
  CROSS JOIN log AS l
  WHERE l.last_time >= l.first_time + interval '1' hour * getvariable('min_hours')
    AND NOT EXISTS (SELECT 1 FROM hour AS h WHERE h.record_type = e.record_type)
    AND (getvariable('workloads') IS NULL OR list_contains(getvariable('workloads'), e.workload))
  UNION ALL
  SELECT x.last_time - interval '1' hour * getvariable('tail_hours'), x.last_time, 'tail', 'tail', x.workload, cast(NULL AS integer),
    cast(sum(c.records) AS bigint), count(DISTINCT date_trunc('day', c.hour)), x.span_days, cast(NULL AS bigint), cast(NULL AS double),
    concat('the last ', getvariable('tail_hours'), ' hours: records arrive late, so this part is not yet complete'), arg_max(c.last_id, row(c.last_time, c.last_id))
  FROM whole AS x
  JOIN chosen AS c ON c.workload = x.workload AND c.last_time >= x.last_time - interval '1' hour * getvariable('tail_hours')
  GROUP BY x.workload, x.last_time, x.span_days
  UNION ALL
  SELECT x.first_time, x.last_time, 'outside', 'gap', x.workload, cast(NULL AS integer), 0, 0, x.span_days,
    greatest(coalesce(date_diff('hour', getvariable('window_from'), x.first_time), 0), 0)
      + greatest(coalesce(date_diff('hour', x.last_time, getvariable('window_to')), 0), 0), cast(NULL AS double),
    'the window asked for begins before the first record or ends after the last', (SELECT arg_min(c.first_id, row(c.first_time, c.first_id)) FROM chosen AS c WHERE c.workload = x.workload)
  FROM whole AS x
  WHERE getvariable('window_from') < x.first_time - interval '1' hour * getvariable('gap_hours')
    OR getvariable('window_to') > x.last_time + interval '1' hour * getvariable('gap_hours')
  UNION ALL
  SELECT min(c.first_time), max(c.last_time), 'searched', 'covered', c.workload, c.record_type, cast(sum(c.records) AS bigint),
    count(DISTINCT date_trunc('day', c.hour)), 0, cast(NULL AS bigint), cast(NULL AS double),
    'somebody searched or exported the audit log', arg_min(c.first_id, row(c.first_time, c.first_id))
  FROM chosen AS c
  WHERE c.record_type = 295
  GROUP BY c.workload, c.record_type
)
SELECT r.event_time, r.last_time, r.kind, r.verdict, CASE WHEN r.kind IN ('hole', 'absent', 'outside') THEN 'medium' ELSE 'info' END AS severity,
  'C' AS grade, r.workload, r.record_type, coalesce(t.record_type_name, e.name) AS record_type_name, r.records, r.days, r.span_days,
  r.hole_hours, r.usual_hours,
  concat(r.workload, CASE WHEN r.record_type IS NULL THEN '' ELSE concat(' ', coalesce(t.record_type_name, e.name, cast(r.record_type AS varchar))) END,
    ': ', r.told) AS sentence,
  r.event_id
FROM row_of AS r
LEFT JOIN record_type AS t ON t.record_type = r.record_type
LEFT JOIN expected AS e ON e.record_type = r.record_type
ORDER BY CASE r.kind WHEN 'absent' THEN 0 WHEN 'outside' THEN 1 WHEN 'hole' THEN 2 WHEN 'held' THEN 3 ELSE 4 END, r.workload, r.event_time,
  r.record_type NULLS FIRST, r.kind, r.event_id;
