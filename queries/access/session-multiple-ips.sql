--| id:       session-multiple-ips
--| question: Was one session or one token used from more than one network, as a stolen cookie is?
--| phase:    access
--| attack:   T1539 T1550.004 T1557
--| severity: critical
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| param:    include_weak     boolean   optional  default=false  Show also sessions that changed network within one country with one kind of client
--| param:    jump_minutes     integer   optional  default=60     Two countries within so short a time are no journey, minutes
--| param:    max_days         integer   optional  default=90     A session id seen over a longer time is no one session, days
--| column:   event_time       timestamp First use of the session from this network, UTC
--| column:   last_time        timestamp Last use from it, UTC
--| column:   account          varchar   Whose session it is
--| column:   link             varchar   session or token
--| column:   session_id       varchar   Id of the session or of the token
--| column:   client_ip        varchar   First address in this network
--| column:   country          varchar   Its country, or null
--| column:   asn              bigint    Its autonomous system, or null
--| column:   user_agent       varchar   What the client said it was there, or null
--| column:   grade            varchar   A: a jump to another country or there and back within a day, a network with none of the other's programs, or a token in two networks; B: only another network
--| column:   unlike           boolean   True for the side whose network the account used least: suspect it
--| column:   events           bigint    Activity of the session from this network
--| column:   operations       varchar   What was done from it
--| column:   networks         bigint    Networks that the session was used from
--| column:   sentence         varchar   One line for a reader
--| column:   event_id         varchar   First record from this network
--| covers:   Entra sessions and unique tokens over all workloads; one row a network, so both sides can be compared
--| misses:   records without session id and token; theft used from the victim's own network
--| misses:   without address data networks are told apart by the first half of the address only
--| benign:   a traveller whose phone keeps its session (grade B unless it jumps)
--| benign:   a phone between Wi-Fi and carrier (grade B, hidden unless include_weak); a VPN switched on
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-track-linkable-identifiers

WITH used AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.user_agent, e.operation, e.session_id,
    e.token_id,
    -- Program and system without versions, which change by themselves.
    concat(coalesce(e.agent_family, ''), '/', coalesce(e.agent_os, '')) AS agent,
    -- The network: its number, or for want of data the first half of the address.
    coalesce(cast(e.asn AS varchar), CASE WHEN e.client_ip LIKE '%:%'
      THEN concat(split_part(e.client_ip, ':', 1), ':', split_part(e.client_ip, ':', 2))
      ELSE concat(split_part(e.client_ip, '.', 1), '.', split_part(e.client_ip, '.', 2)) END) AS net
  FROM event AS e
  WHERE e.account IS NOT NULL AND e.client_ip IS NOT NULL AND e.result IN ('success', 'unknown')
    AND e.actor_kind IN ('user', 'admin', 'guest')
    -- The service acts for the user from Microsoft's addresses.
    AND e.network NOT IN ('microsoft', 'private')
),
every_link AS (
  SELECT 'session' AS link, session_id AS link_id, u.* FROM used AS u WHERE session_id IS NOT NULL
  UNION ALL
  SELECT 'token' AS link, token_id AS link_id, u.* FROM used AS u WHERE token_id IS NOT NULL
),
whole AS (
  SELECT link, link_id, account, count(DISTINCT net) AS networks
  FROM every_link
  GROUP BY link, link_id, account
  HAVING min(net) <> max(net)
    AND max(event_time) - min(event_time) <= interval '1' day * getvariable('max_days')
    -- Nothing else can come to grade A.
    AND (link = 'token' OR min(country) <> max(country) OR min(agent) <> max(agent) OR getvariable('include_weak'))
),
linked AS (
  SELECT l.*, w.networks
  FROM every_link AS l
  JOIN whole AS w ON w.link = l.link AND w.link_id = l.link_id AND w.account = l.account
),
-- A laptop shows the same programs at home and at work; a thief's network shows none of them.
agent_home AS (
  SELECT link, link_id, account, agent, count(DISTINCT net) AS nets
  FROM linked
  WHERE agent <> '/'
  GROUP BY link, link_id, account, agent
),
own_agents AS (
  SELECT l.link, l.link_id, l.account, l.net, max(CASE WHEN h.nets > 1 THEN 1 ELSE 0 END) AS common
  FROM (SELECT DISTINCT link, link_id, account, net, agent FROM linked WHERE agent <> '/') AS l
  JOIN agent_home AS h ON h.link = l.link AND h.link_id = l.link_id AND h.account = l.account AND h.agent = l.agent
  GROUP BY l.link, l.link_id, l.account, l.net
),
unlike_agents AS (
  SELECT link, link_id, account
  FROM own_agents
  GROUP BY link, link_id, account
  HAVING count(*) >= 2 AND min(common) = 0
),
-- From one country into another, with the last time in the first.
move AS (
  SELECT link, link_id, account, event_time, event_id, country, before, left_at
  FROM (
    SELECT l.*, lag(country) OVER w AS before, lag(event_time) OVER w AS left_at
    FROM linked AS l
    WHERE country IS NOT NULL
    WINDOW w AS (PARTITION BY link, link_id, account ORDER BY event_time, event_id)
  ) AS m
  WHERE country <> before
),
abroad AS (
  SELECT DISTINCT link, link_id, account
  FROM (
    SELECT m.*, lag(before) OVER w AS home, lag(left_at) OVER w AS left_home
    FROM move AS m
    WINDOW w AS (PARTITION BY link, link_id, account ORDER BY event_time, event_id)
  ) AS m
  WHERE event_time - left_at <= interval '1' minute * getvariable('jump_minutes')
    -- There and back within a day is two people, or one who lives on aeroplanes.
    OR country = home AND event_time - left_home <= interval '24' hour
),
habit AS (
  SELECT account, net, count(*) AS events FROM used GROUP BY account, net
),
side AS (
  SELECT l.link, l.link_id, l.account, l.net, l.event_time, l.event_id, l.client_ip, l.country, l.asn, l.user_agent,
    l.operation, l.networks, a.link IS NOT NULL AS jumped, u.link IS NOT NULL AS other_agents,
    row_number() OVER (PARTITION BY l.link, l.link_id, l.account, l.net ORDER BY l.event_time, l.event_id) AS nth
  FROM linked AS l
  LEFT JOIN abroad AS a ON a.link = l.link AND a.link_id = l.link_id AND a.account = l.account
  LEFT JOIN unlike_agents AS u ON u.link = l.link AND u.link_id = l.link_id AND u.account = l.account
),
graded AS (
  SELECT link, link_id, account, net, networks,
    CASE WHEN jumped OR other_agents OR link = 'token' THEN 'A' ELSE 'B' END AS grade,
    min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS events,
    max(event_id) FILTER (WHERE nth = 1) AS event_id, max(client_ip) FILTER (WHERE nth = 1) AS client_ip,
    max(country) FILTER (WHERE nth = 1) AS country, max(asn) FILTER (WHERE nth = 1) AS asn,
    max(user_agent) FILTER (WHERE nth = 1) AS user_agent,
    array_to_string(list_sort(array_agg(DISTINCT operation)), ', ') AS operations
  FROM side
  GROUP BY link, link_id, account, net, networks, jumped, other_agents
),
ranked AS (
  SELECT g.*,
    row_number() OVER (PARTITION BY g.link, g.link_id, g.account ORDER BY h.events, g.event_time DESC, g.event_id DESC) AS rarest
  FROM graded AS g
  JOIN habit AS h ON h.account = g.account AND h.net = g.net
)
SELECT event_time, last_time, account, link, link_id AS session_id, client_ip, country, asn, user_agent, grade,
  rarest = 1 AS unlike, events, operations, networks,
  concat('One ', link, ' of ', account, ' was used from ', networks, ' networks, here from ', client_ip,
    CASE WHEN country IS NOT NULL THEN concat(' (', country, ')') ELSE '' END) AS sentence,
  event_id
FROM ranked
WHERE grade = 'A' OR getvariable('include_weak')
ORDER BY link, session_id, account, event_time, event_id;
