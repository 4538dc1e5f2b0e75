--| id:       signin-hosting-vpn-tor
--| question: Which accounts were used from hosting providers, anonymising VPNs or Tor?
--| phase:    access
--| attack:   T1090.003 T1078.004
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    classes         varchar[] optional  default=hosting,vpn,tor  Kinds of network to show
--| param:    max_share       double    optional  default=0.05  Up to this share of the account's activity the network is odd for it
--| param:    known_good_ips  varchar[] optional  Addresses of the organisation's own servers and gateways; left out
--| column:   event_time      timestamp First activity from the address, UTC
--| column:   last_time       timestamp Last activity from it, UTC
--| column:   account         varchar   Who
--| column:   client_ip       varchar   From where
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   as_org          varchar   Who runs it, or null
--| column:   network         varchar   Kind of network
--| column:   user_agent      varchar   First agent seen there, or null
--| column:   session_id      varchar   First session seen there, or null
--| column:   severity        varchar   critical for Tor, high if the network is odd for the account, else medium
--| column:   events          bigint    Activity from the address
--| column:   share           double    Share of the account's activity that came from this kind of network, 0 to 1
--| column:   operations      varchar   What was done from there
--| column:   grade           varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first record
--| covers:   successful sign-ins and every other act of people, from addresses that the installed data call hosting, VPN or Tor
--| misses:   residential proxies; networks that the installed data do not know
--| misses:   failed sign-ins; see password-spray
--| benign:   cloud desktops, security gateways, the organisation's own servers
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    session_id -> session-multiple-ips
--| source:   https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks

WITH part AS (
  SELECT account, count(*) FILTER (WHERE list_contains(getvariable('classes'), network)) / cast(count(*) AS double) AS share
  FROM event
  WHERE account IS NOT NULL AND client_ip IS NOT NULL AND result IN ('success', 'unknown')
    AND actor_kind IN ('user', 'admin', 'guest') AND network NOT IN ('microsoft', 'private')
  GROUP BY account
),
numbered AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.as_org, e.network, e.user_agent,
    e.session_id, e.operation,
    row_number() OVER (PARTITION BY e.account, e.client_ip ORDER BY e.event_time, e.event_id) AS nth
  FROM event AS e
  WHERE e.account IS NOT NULL AND e.client_ip IS NOT NULL AND e.result IN ('success', 'unknown')
    AND e.actor_kind IN ('user', 'admin', 'guest') AND e.network NOT IN ('microsoft', 'private')
    AND list_contains(getvariable('classes'), e.network)
),
used AS (
  SELECT a.account, a.client_ip, a.network, min(a.event_time) AS event_time, max(a.event_time) AS last_time,
    max(a.country) AS country, max(a.asn) AS asn, max(a.as_org) AS as_org,
    max(a.user_agent) FILTER (WHERE nth = 1) AS user_agent, max(a.session_id) FILTER (WHERE nth = 1) AS session_id,
    max(a.event_id) FILTER (WHERE nth = 1) AS event_id, count(*) AS events,
    array_to_string(list_sort(array_agg(DISTINCT a.operation)), ', ') AS operations
  FROM numbered AS a
  WHERE (getvariable('known_good_ips') IS NULL OR NOT list_contains(getvariable('known_good_ips'), a.client_ip))
  GROUP BY a.account, a.client_ip, a.network
)
SELECT u.event_time, u.last_time, u.account, u.client_ip, u.country, u.asn, u.as_org, u.network, u.user_agent, u.session_id,
  CASE WHEN u.network = 'tor' THEN 'critical' WHEN p.share <= getvariable('max_share') THEN 'high' ELSE 'medium' END AS severity,
  u.events, round(p.share, 4) AS share, u.operations,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(u.account, ' was used ', u.events, ' times from ', u.client_ip, ' (', u.network,
    CASE WHEN u.as_org IS NOT NULL THEN concat(', ', u.as_org) ELSE '' END, ')') AS sentence,
  u.event_id
FROM used AS u
JOIN part AS p ON p.account = u.account
LEFT JOIN verdict AS v ON v.event_id = u.event_id
ORDER BY u.event_time, u.event_id;
