--| id:       evidence-actor-inventory
--| question: Who and what acts in this tenant, people, guests, applications and services, and which of them or of their acts are new?
--| phase:    completeness
--| attack:   T1078.004
--| severity: info
--| engine:   duckdb
--| param:    incident_start  timestamp optional  From when something counts as new, UTC; without it nothing does
--| param:    baseline_days   integer   optional  default=14  Evidence that must lie before incident_start for new to mean something, days
--| param:    own_domains     varchar[] optional  Mail domains of the organisation, lower case
--| param:    classes         varchar[] optional  Only these classes
--| column:   event_time      timestamp First record, UTC
--| column:   last_time       timestamp Last, UTC
--| column:   account         varchar   The actor
--| column:   class           varchar   person, administrator, guest, outside person, application, service, or unnamed
--| column:   severity        varchar   low for a person, guest or application that is new since incident_start; else info
--| column:   grade           varchar   C: counts of records; S: a service
--| column:   domain          varchar   Domain of its name, or null
--| column:   own_domain      boolean   Whether that is a domain of the organisation, where those are known, else null
--| column:   records         bigint    Records by it
--| column:   operations      bigint    Different operations
--| column:   addresses       bigint    Addresses
--| column:   new_actor       boolean   Whether it is first seen after incident_start; null without one, or with too little evidence before
--| column:   new_operations  varchar   Operations that it does only since incident_start, at most ten, or null
--| column:   history         varchar   Warm-up note: how much evidence lies before incident_start
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   Its first record, or its first new one
--| covers:   every actor that a record names, in all logs; services of Microsoft's in a class of their own, and not as outside people
--| misses:   actors under two names that no record joins
--| misses:   senders of mail, who are no actors
--| benign:   new staff and new programs
--| pivot:    account -> signin-first-seen-properties
--| source:   https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema

WITH done AS (
  SELECT coalesce(e.account, e.user_id) AS account, e.actor_kind, e.operation, min(e.event_time) AS first_time, max(e.event_time) AS last_time,
    count(*) AS records, arg_min(e.event_id, row(e.event_time, e.event_id)) AS event_id
  FROM event_core AS e
  WHERE e.family <> 'message-trace' AND coalesce(e.account, e.user_id) IS NOT NULL AND e.result IN ('success', 'unknown')
  GROUP BY coalesce(e.account, e.user_id), e.actor_kind, e.operation
),
placed AS (
  SELECT coalesce(account, user_id) AS account, count(DISTINCT client_ip) AS addresses
  FROM event_core
  WHERE family <> 'message-trace' AND result IN ('success', 'unknown')
  GROUP BY coalesce(account, user_id)
),
extent AS (
  SELECT min(first_time) AS since FROM done
),
system_actor AS (
  SELECT value FROM reference_set WHERE set_name = 'system-actor'
),
judged AS (
  SELECT d.*, d.account IN (SELECT value FROM system_actor) OR lower(d.account) IN (SELECT value FROM system_actor) AS is_system,
    CASE WHEN getvariable('incident_start') IS NULL THEN NULL
      WHEN x.since > getvariable('incident_start') - interval '1' day * getvariable('baseline_days') THEN NULL
      ELSE d.first_time >= getvariable('incident_start') END AS is_new
  FROM done AS d
  CROSS JOIN extent AS x
),
one AS (
  SELECT account, min(first_time) AS event_time, max(last_time) AS last_time, cast(sum(records) AS bigint) AS records, count(DISTINCT operation) AS operations,
    bool_or(is_system OR actor_kind = 'system') AS is_service, bool_or(actor_kind = 'app') AS is_app, bool_or(actor_kind = 'guest') AS is_guest,
    bool_or(actor_kind = 'admin') AS is_admin, bool_or(actor_kind = 'user') AS is_user,
    bool_and(is_new) AS new_actor, array_agg(DISTINCT operation) FILTER (WHERE is_new) AS fresh,
    coalesce(arg_min(event_id, row(first_time, event_id)) FILTER (WHERE is_new), arg_min(event_id, row(first_time, event_id))) AS event_id
  FROM judged
  GROUP BY account
),
classed AS (
  SELECT o.*, CASE WHEN o.account LIKE '%@%' THEN lower(split_part(o.account, '@', 2)) END AS domain,
    CASE WHEN getvariable('own_domains') IS NULL OR o.account NOT LIKE '%@%' THEN NULL
      ELSE EXISTS (SELECT 1 FROM (SELECT unnest(getvariable('own_domains')) AS own) AS w
        WHERE lower(split_part(o.account, '@', 2)) = w.own OR lower(split_part(o.account, '@', 2)) LIKE concat('%.', w.own)) END AS own_domain
  FROM one AS o
),
named AS (
  SELECT c.*,
    CASE WHEN is_service THEN 'service' WHEN is_app THEN 'application' WHEN is_guest THEN 'guest'
      WHEN (is_admin OR is_user) AND own_domain = false AND domain NOT LIKE '%.onmicrosoft.com' THEN 'outside person'
      -- The mark of an administrator also stands on owners of mailboxes who act on themselves.
      WHEN is_admin AND NOT is_user THEN 'administrator' WHEN is_user OR is_admin THEN 'person' ELSE 'unnamed' END AS class
  FROM classed AS c
)
SELECT n.event_time, n.last_time, n.account, n.class,
  CASE WHEN n.new_actor AND n.class <> 'service' THEN 'low' ELSE 'info' END AS severity, CASE WHEN n.class = 'service' THEN 'S' ELSE 'C' END AS grade,
  n.domain, n.own_domain, n.records, n.operations, coalesce(p.addresses, 0) AS addresses, n.new_actor,
  array_to_string(list_sort(n.fresh)[1:10], ', ') AS new_operations,
  CASE WHEN getvariable('incident_start') IS NULL THEN 'no incident_start given: nothing is called new'
    WHEN x.since > getvariable('incident_start') - interval '1' day * getvariable('baseline_days')
      THEN concat('only ', greatest(date_diff('day', x.since, getvariable('incident_start')), 0), ' days of evidence before incident_start: too few to call anything new')
    ELSE concat(date_diff('day', x.since, getvariable('incident_start')), ' days of evidence before incident_start') END AS history,
  concat(n.account, ' (', n.class, '): ', n.records, ' records of ', n.operations, ' operations from ', coalesce(p.addresses, 0), ' addresses',
    CASE WHEN n.new_actor THEN '; first seen after incident_start' WHEN len(n.fresh) > 0 THEN concat('; new: ', array_to_string(list_sort(n.fresh)[1:10], ', ')) ELSE '' END) AS sentence,
  n.event_id
FROM named AS n
CROSS JOIN extent AS x
LEFT JOIN placed AS p ON p.account = n.account
WHERE getvariable('classes') IS NULL OR list_contains(getvariable('classes'), n.class)
ORDER BY CASE WHEN n.new_actor THEN 0 ELSE 1 END, n.class, n.account, n.event_id;
