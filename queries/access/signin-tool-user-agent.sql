--| id:       signin-tool-user-agent
--| question: Did a script or an offensive tool, and not a browser or Office, sign in or call the services?
--| phase:    access
--| attack:   T1078.004 T1087.004 T1110
--| severity: high
--| engine:   duckdb
--| param:    os_mismatch     boolean   optional  default=true   Whether to show agents whose system is not that of the device in the record
--| param:    show_known      boolean   optional  default=false  Whether to show libraries too that a person uses where the person was active before
--| param:    known_good_ips  varchar[] optional  Addresses of own automation; left out
--| column:   event_time      timestamp First use, UTC
--| column:   last_time       timestamp Last, UTC
--| column:   account         varchar   Who
--| column:   class           varchar   offensive, library, legacy, malformed: cut or unbalanced, or mismatch: another system than the device's
--| column:   tool            varchar   What in the agent was recognised
--| column:   severity        varchar   critical for an offensive tool that got in; high for one that failed, and for a library that got in where the account was not active before; else medium
--| column:   grade           varchar   C: the agent is what the client says of itself
--| column:   outcome         varchar   success, or failure where nothing else is recorded
--| column:   records         bigint    Records
--| column:   operations      varchar   What was done
--| column:   client_ip       varchar   Address of the first, or null
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   user_agent      varchar   The agent as it stands
--| column:   app_id          varchar   Application of the first, or null
--| column:   session_id      varchar   Session of the first, or null
--| column:   new_place       boolean   Whether the account was not active from that network before by anything else
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first record, a success if there is one
--| covers:   agents of sign-ins and of every workload that records one, matched as words and not inside other words
--| misses:   tools that send a browser's agent, which most can
--| benign:   own automation and services by other firms use the same libraries: for these a second sign is asked for
--| pivot:    session_id -> session-multiple-ips
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> aitm-phish-kit-signin
--| source:   https://github.com/SigmaHQ/sigma
--| source:   https://learn.microsoft.com/purview/audit-log-detailed-properties

WITH text AS (
  SELECT DISTINCT coalesce(user_agent, client_info) AS agent, lower(coalesce(user_agent, client_info)) AS folded
  FROM event_core
  WHERE coalesce(user_agent, client_info) IS NOT NULL
),
recognised AS (
  SELECT t.agent, s.note AS class, s.value AS tool,
    -- The longest word says most: roadtools before python.
    row_number() OVER (PARTITION BY t.agent ORDER BY CASE s.note WHEN 'offensive' THEN 0 ELSE 1 END, length(s.value) DESC, s.value) AS place
  FROM text AS t
  JOIN reference_set AS s ON s.set_name = 'tool-agent' AND strpos(t.folded, s.value) > 0
    AND regexp_matches(t.folded, concat('(^|[^a-z0-9])', replace(replace(s.value, '.', '\.'), '+', '\+'), '([^a-z0-9]|$)'))
),
odd AS (
  SELECT t.agent, 'malformed' AS class, 'unbalanced or cut' AS tool
  FROM text AS t
  WHERE t.folded LIKE 'mozilla/%'
    AND (length(t.agent) - length(replace(t.agent, '(', '')) <> length(t.agent) - length(replace(t.agent, ')', ''))
      OR t.folded = 'mozilla/5.0' OR t.folded = 'mozilla/4.0')
    -- A field of the log is cut at 256 and at 512 letters, which says nothing of the client.
    AND length(t.agent) < 250
),
spotted AS (
  SELECT agent, class, tool FROM recognised WHERE place = 1
  UNION ALL
  SELECT o.agent, o.class, o.tool FROM odd AS o WHERE o.agent NOT IN (SELECT agent FROM recognised)
),
used AS (
  SELECT e.event_time, e.event_id, e.account, e.operation, e.result, e.client_ip, e.app_id, e.session_id, e.actor_kind,
    s.agent AS user_agent, s.class, s.tool
  FROM event_core AS e
  JOIN spotted AS s ON s.agent = coalesce(e.user_agent, e.client_info)
  WHERE e.account IS NOT NULL AND e.actor_kind IN ('user', 'admin', 'guest', 'unknown')
  UNION ALL
  SELECT e.event_time, e.event_id, e.account, e.operation, e.result, e.client_ip, e.app_id, e.session_id, e.actor_kind,
    e.user_agent, 'mismatch', concat('device says ', p.value)
  FROM event_property AS p
  JOIN event_core AS e ON e.event_seq = p.event_seq
  WHERE getvariable('os_mismatch') AND p.bag = 'DeviceProperties' AND lower(p.name) = 'os' AND e.account IS NOT NULL
    AND e.operation = 'UserLoggedIn'
    AND (lower(p.value) LIKE 'windows%' AND lower(p.value) NOT LIKE '%phone%'
        AND regexp_matches(lower(e.user_agent), 'iphone|ipad|android|mac os x|linux x86')
      OR lower(p.value) LIKE 'mac%' AND regexp_matches(lower(e.user_agent), 'windows nt|android|iphone')
      OR lower(p.value) LIKE 'android%' AND regexp_matches(lower(e.user_agent), 'windows nt|mac os x'))
    AND e.user_agent NOT IN (SELECT agent FROM spotted)
),
kept AS (
  SELECT u.*, a.country, a.asn, coalesce(a.network, 'unknown') AS network,
    row_number() OVER (PARTITION BY u.account, u.class, u.tool, u.client_ip
      ORDER BY CASE WHEN u.result IN ('success', 'unknown') THEN 0 ELSE 1 END, u.event_time, u.event_id) AS nth
  FROM used AS u
  LEFT JOIN address AS a ON a.client_ip = u.client_ip
  -- Service-side calls carry a service's agent.
  WHERE coalesce(a.network, '') <> 'microsoft'
    AND (getvariable('known_good_ips') IS NULL OR u.client_ip IS NULL OR NOT list_contains(getvariable('known_good_ips'), u.client_ip))
),
one AS (
  SELECT account, class, tool, client_ip, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS records,
    count(*) FILTER (WHERE result IN ('success', 'unknown')) AS got_in,
    array_to_string(list_sort(array_agg(DISTINCT operation)), ', ') AS operations, max(country) AS country, max(asn) AS asn,
    max(network) AS network, max(user_agent) FILTER (WHERE nth = 1) AS user_agent, max(app_id) FILTER (WHERE nth = 1) AS app_id,
    max(session_id) FILTER (WHERE nth = 1) AS session_id, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM kept
  GROUP BY account, class, tool, client_ip
),
home AS (
  SELECT e.account, e.client_ip, a.asn, min(e.event_time) AS since
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE e.account IN (SELECT account FROM one) AND e.result IN ('success', 'unknown') AND e.client_ip IS NOT NULL
    AND coalesce(e.user_agent, e.client_info, '') NOT IN (SELECT agent FROM spotted)
  GROUP BY e.account, e.client_ip, a.asn
),
told AS (
  SELECT o.*, NOT EXISTS (
      SELECT 1 FROM home AS h WHERE h.account = o.account AND h.since < o.event_time
        AND (h.client_ip = o.client_ip OR h.asn = o.asn AND o.network NOT IN ('hosting', 'vpn', 'tor'))) AS new_place
  FROM one AS o
)
SELECT event_time, last_time, account, class, tool,
  CASE WHEN class = 'offensive' AND got_in > 0 THEN 'critical' WHEN class = 'offensive' THEN 'high'
    WHEN class = 'library' AND got_in > 0 AND new_place THEN 'high' ELSE 'medium' END AS severity,
  'C' AS grade, CASE WHEN got_in > 0 THEN 'success' ELSE 'failure' END AS outcome, records, operations, client_ip, country, asn,
  user_agent, app_id, session_id, new_place,
  concat(account, CASE WHEN got_in > 0 THEN ' was used by ' ELSE ' was tried by ' END,
    CASE class WHEN 'malformed' THEN 'a client with a broken agent' WHEN 'mismatch' THEN concat('a client of another system than its device (', tool, ')')
      ELSE concat(tool, ' (', class, ')') END, ' from ',
    coalesce(client_ip, 'no address'), ', ', records, ' records: ', operations,
    CASE WHEN new_place THEN '; not active from there before by anything else' ELSE '' END) AS sentence,
  event_id
FROM told
WHERE class = 'offensive' OR new_place OR getvariable('show_known')
ORDER BY event_time, account, class, tool, event_id;
