--| id:       directory-recon-tools
--| question: Are there signs that users, groups, roles and policies were read in bulk?
--| phase:    discovery
--| attack:   T1087.004 T1069.003 T1526 T1538
--| severity: medium
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    fan_out_resources integer   optional  default=5  Different resources that one session got tokens for within fifteen minutes
--| param:    admins         varchar[] optional  Accounts whose work this is, lower case; left out unless a tool of attackers is named
--| param:    history_days   integer   optional  default=7  Without so much evidence of the account before, no use can be called its first, days
--| column:   event_time     timestamp First sign of its kind on that day, UTC
--| column:   account        varchar   Who
--| column:   marker         varchar   tool of attackers, shell on the directory, many resources, first use of a shell or portal, many queries by cmdlets
--| column:   client         varchar   Program or application
--| column:   resources      varchar   What was asked for, in order, the first 20; or null
--| column:   records        bigint    Records of that kind on that day
--| column:   succeeded      boolean   True: one of them at least did succeed
--| column:   client_ip      varchar   From where first, or null
--| column:   country        varchar   Its country, or null
--| column:   as_org         varchar   Its network's operator, or null
--| column:   user_agent     varchar   Agent of the first record, or null
--| column:   session_id     varchar   Its session, or null
--| column:   severity       varchar   high a tool of attackers that got in, or the intruder; low without success; else medium
--| column:   grade          varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The first record
--| covers:   agents of tools, sign-ins of shells to the directory, tokens for many resources, first use of a shell or portal, Get- cmdlets in bulk
--| misses:   the reading itself, which only the log of Graph activity holds; tools that name themselves as a browser
--| benign:   administrators: give them in admins; scanners for compliance
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> device-code-signin
--| source:   https://learn.microsoft.com/graph/microsoft-graph-activity-logs-overview
--| source:   https://github.com/dirkjanm/ROADtools

WITH shell AS (
  SELECT value AS app_id, note AS name FROM reference_set WHERE set_name = 'watch-app'
),
signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.app_id, e.client_ip, e.country, e.as_org, e.user_agent, e.session_id,
    e.result <> 'failure' AS succeeded, lower(coalesce(e.resource_id, e.target)) AS resource, lower(e.user_agent) AS agent
  FROM event AS e
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')) AND e.actor_kind NOT IN ('system', 'app')
    AND e.account IS NOT NULL
),
tool_agent AS (
  SELECT a.agent, min(r.value) AS tool
  FROM (SELECT DISTINCT agent FROM signin WHERE agent IS NOT NULL) AS a
  JOIN reference_set AS r ON r.set_name = 'tool-agent' AND r.note = 'offensive'
    -- A short word stands at the beginning only.
    AND CASE WHEN length(r.value) <= 6 THEN starts_with(a.agent, r.value) ELSE strpos(a.agent, r.value) > 0 END
  GROUP BY a.agent
),
begun AS (
  SELECT account, min(event_time) AS event_time FROM signin GROUP BY account
),
first_shell AS (
  SELECT s.account, s.app_id, min(s.event_time) AS event_time FROM signin AS s JOIN shell AS h ON h.app_id = s.app_id
  WHERE s.succeeded
  GROUP BY s.account, s.app_id
),
fanned AS (
  SELECT account, session_id, time_bucket(interval '15' minute, event_time) AS slot
  FROM signin
  WHERE session_id IS NOT NULL AND succeeded AND resource IS NOT NULL
  GROUP BY account, session_id, time_bucket(interval '15' minute, event_time)
  HAVING count(DISTINCT resource) >= getvariable('fan_out_resources')
),
command AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.country, e.as_org, e.user_agent, e.session_id, trim(e.operation) AS operation,
    count(*) OVER (PARTITION BY e.account, date_trunc('hour', e.event_time)) AS in_hour
  FROM event AS e
  WHERE e.operation LIKE 'Get-%' AND e.actor_kind NOT IN ('system', 'app') AND e.result <> 'failure'
),
sign AS (
  SELECT s.event_seq, s.account, 'tool of attackers' AS marker, t.tool AS client, s.resource, s.succeeded, 1 AS rank
  FROM signin AS s
  JOIN tool_agent AS t ON t.agent = s.agent
  UNION ALL
  -- The old directory interface, and Graph, to a shell.
  SELECT s.event_seq, s.account, 'shell on the directory', h.name, s.resource, true, 2
  FROM signin AS s
  JOIN shell AS h ON h.app_id = s.app_id
  -- Without success nothing was read: a spray with the shell's id is no reconnaissance.
  WHERE s.succeeded AND s.resource = '00000002-0000-0000-c000-000000000000'
  UNION ALL
  SELECT s.event_seq, s.account, 'many resources', 'one session', s.resource, true, 3
  FROM signin AS s
  JOIN fanned AS f ON f.account = s.account AND f.session_id = s.session_id AND f.slot = time_bucket(interval '15' minute, s.event_time)
  WHERE s.succeeded
    -- Only with a shell: a portal in a browser asks for as many by itself.
    AND s.app_id IN (SELECT app_id FROM shell)
  UNION ALL
  SELECT s.event_seq, s.account, 'first use of a shell or portal', h.name, s.resource, true, 4
  FROM signin AS s
  JOIN shell AS h ON h.app_id = s.app_id
  JOIN first_shell AS f ON f.account = s.account AND f.app_id = s.app_id AND f.event_time = s.event_time
  JOIN begun AS b ON b.account = s.account AND b.event_time <= s.event_time - interval '1' day * getvariable('history_days')
  WHERE s.succeeded
  UNION ALL
  SELECT c.event_seq, c.account, 'many queries by cmdlets', 'cmdlets', c.operation, true, 5
  FROM command AS c
  WHERE c.in_hour >= 10 * getvariable('fan_out_resources')
),
dated AS (
  SELECT g.*, e.event_time, e.event_id, v.verdict
  FROM sign AS g
  JOIN event AS e ON e.event_seq = g.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = g.event_seq
),
folded AS (
  SELECT account, marker, client, min(event_time) AS event_time, count(DISTINCT event_seq) AS records, bool_or(succeeded) AS succeeded,
    array_to_string(list_sort(array_agg(DISTINCT resource) FILTER (WHERE resource IS NOT NULL))[1:20], ', ') AS resources,
    arg_min(event_seq, (event_time, event_id)) AS event_seq,
    min(CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM dated
  GROUP BY account, marker, client, date_trunc('day', event_time)
)
SELECT f.event_time, f.account, f.marker, f.client, nullif(f.resources, '') AS resources, f.records, f.succeeded, e.client_ip, e.country, e.as_org,
  e.user_agent, e.session_id,
  CASE WHEN NOT f.succeeded THEN 'low' WHEN f.grade <> 'C' OR f.marker = 'tool of attackers' THEN 'high' ELSE 'medium' END AS severity,
  f.grade,
  concat(f.account, ': ', f.marker, ' (', f.client, ')', CASE WHEN f.succeeded THEN '' ELSE ', which did not get in' END) AS sentence,
  e.event_id
FROM folded AS f
JOIN event AS e ON e.event_seq = f.event_seq
WHERE getvariable('admins') IS NULL OR f.marker = 'tool of attackers' OR NOT list_contains(getvariable('admins'), f.account)
ORDER BY f.event_time, e.event_id, f.marker, f.client;
