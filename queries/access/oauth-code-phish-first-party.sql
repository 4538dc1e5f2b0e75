--| id:       oauth-code-phish-first-party
--| question: Was somebody lured into handing over a code or token for one of Microsoft's own clients, which no consent page guards?
--| phase:    access
--| attack:   T1566.002 T1528 T1550.001
--| severity: high
--| engine:   duckdb
--| param:    redeem_minutes    integer   optional  default=10  Longest time from the authorisation to the token from another network, minutes
--| param:    multi_ip_minutes  integer   optional  default=30  Longest time between two networks of one client, minutes
--| param:    baseline_days     integer   optional  default=30  History that an account needs before a client can be new to it, days
--| param:    tech_users        varchar[] optional  Accounts for which such clients are normal; left out
--| column:   event_time        timestamp The sign-in or authorisation on the first network, UTC
--| column:   account           varchar   Whose code or token it is
--| column:   kind              varchar   redeemed elsewhere: authorised on one network and token fetched from another; two networks: the client used from both within minutes
--| column:   severity          varchar   critical if redeemed in another country or from a hosting, VPN or Tor network; else high
--| column:   grade             varchar   A: both are in one session; C: account, client and time only
--| column:   app_id            varchar   The client
--| column:   app_name          varchar   Its name, or null
--| column:   resource_id       varchar   What the token is for, or null
--| column:   client_ip         varchar   The second network's address
--| column:   country           varchar   Its country, or null
--| column:   asn               bigint    Its autonomous system
--| column:   network           varchar   Its kind
--| column:   first_ip          varchar   The first network's address
--| column:   first_country     varchar   Its country, or null
--| column:   first_asn         bigint    Its autonomous system
--| column:   second_time       timestamp The sign-in on the second network, UTC
--| column:   agents            varchar   What the two said they were, where they differ, else null
--| column:   session_id        varchar   Session of the second, or null
--| column:   first_use         boolean   Whether the account had not used the client before, as far as the case reaches
--| column:   history           varchar   Warm-up note: whether that can be told
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The sign-in on the second network
--| covers:   administration and developer clients of Microsoft, Office and Teams: code given on one network and redeemed on another, by autonomous system and not by address
--| misses:   codes redeemed from the victim's own network or through the same VPN; addresses without address data
--| misses:   token requests that the audit log does not keep
--| benign:   developers with a split tunnel; a phone that leaves the office network, if country and kind of network differ
--| pivot:    session_id -> session-multiple-ips
--| pivot:    account -> device-code-signin
--| source:   https://www.volexity.com/blog/2025/04/22/phishing-for-codes-russian-threat-actors-target-microsoft-365-oauth-workflows/
--| source:   https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow

WITH client AS (
  SELECT value AS app_id FROM reference_set WHERE set_name = 'watch-app'
  UNION
  SELECT * FROM (VALUES
    ('d3590ed6-52b3-4102-aeff-aad2292ab01c'), -- Microsoft Office
    ('1fec8e78-bce4-4aaf-ab1b-5451cc387264')) AS v (app_id) -- Teams
),
signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.app_id, e.resource_id, e.client_ip, e.user_agent, e.session_id,
    a.country, a.asn, coalesce(a.network, 'unknown') AS network
  FROM event_core AS e
  JOIN client AS c ON c.app_id = e.app_id
  JOIN address AS a ON a.client_ip = e.client_ip
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success' AND e.account IS NOT NULL
    AND a.asn IS NOT NULL AND coalesce(a.network, '') NOT IN ('microsoft', 'private')
    AND (getvariable('tech_users') IS NULL OR NOT list_contains(getvariable('tech_users'), e.account))
),
request AS (
  SELECT p.event_seq, max(lower(p.value)) AS request
  FROM event_property AS p
  JOIN signin AS s ON s.event_seq = p.event_seq
  WHERE lower(p.name) = 'requesttype'
  GROUP BY p.event_seq
),
paired AS (
  SELECT s.*, r.request,
    lag(s.event_time) OVER w AS first_time, lag(s.client_ip) OVER w AS first_ip, lag(s.asn) OVER w AS first_asn,
    lag(s.country) OVER w AS first_country, lag(s.network) OVER w AS first_network, lag(s.user_agent) OVER w AS first_agent,
    lag(s.session_id) OVER w AS first_session, lag(r.request) OVER w AS first_request,
    min(s.event_time) OVER (PARTITION BY s.account, s.app_id) AS app_since
  FROM signin AS s
  LEFT JOIN request AS r ON r.event_seq = s.event_seq
  WINDOW w AS (PARTITION BY s.account, s.app_id ORDER BY s.event_time, s.event_id)
),
split AS (
  SELECT p.*,
    CASE WHEN first_request LIKE 'oauth2:authorize%' AND request LIKE 'oauth2:token%'
        AND event_time <= first_time + interval '1' minute * getvariable('redeem_minutes') THEN 'redeemed elsewhere'
      -- Alone, a second network in the same country is a telephone on its way.
      WHEN event_time <= first_time + interval '1' minute * getvariable('multi_ip_minutes')
        AND (country <> first_country OR network IN ('hosting', 'vpn', 'tor') AND first_network NOT IN ('hosting', 'vpn', 'tor')
          OR first_network IN ('hosting', 'vpn', 'tor') AND network NOT IN ('hosting', 'vpn', 'tor')) THEN 'two networks'
    END AS kind
  FROM paired AS p
  WHERE first_asn <> asn
),
-- To and fro is one finding.
told AS (
  SELECT s.*, row_number() OVER (PARTITION BY account, app_id, least(asn, first_asn), greatest(asn, first_asn)
      ORDER BY CASE kind WHEN 'redeemed elsewhere' THEN 0 ELSE 1 END, event_time, event_id) AS nth
  FROM split AS s
  WHERE kind IS NOT NULL
),
known AS (
  SELECT e.account, min(e.event_time) AS since
  FROM event_core AS e
  WHERE e.account IN (SELECT account FROM told)
  GROUP BY e.account
)
SELECT t.first_time AS event_time, t.account, t.kind,
  CASE WHEN t.kind = 'redeemed elsewhere' AND (t.country <> t.first_country OR t.network IN ('hosting', 'vpn', 'tor'))
    THEN 'critical' ELSE 'high' END AS severity,
  CASE WHEN t.session_id = t.first_session THEN 'A' ELSE 'C' END AS grade,
  t.app_id, n.app_name, t.resource_id, t.client_ip, t.country, t.asn, t.network, t.first_ip, t.first_country, t.first_asn,
  t.event_time AS second_time,
  CASE WHEN t.user_agent <> t.first_agent THEN concat(t.first_agent, ' / ', t.user_agent) END AS agents,
  t.session_id, t.app_since = t.first_time AS first_use,
  CASE WHEN k.since <= t.first_time - interval '1' day * getvariable('baseline_days')
    THEN concat(date_diff('day', k.since, t.first_time), ' days of the account before')
    ELSE concat('only ', date_diff('day', k.since, t.first_time), ' days of the account before: first use says little') END AS history,
  concat(t.account, CASE t.kind WHEN 'redeemed elsewhere' THEN ' gave an authorisation for ' ELSE ' used ' END,
    coalesce(n.app_name, t.app_id), CASE t.kind WHEN 'redeemed elsewhere' THEN ' at ' ELSE ' from ' END, t.first_ip,
    CASE t.kind WHEN 'redeemed elsewhere' THEN '; the token was fetched from ' ELSE ' and from ' END, t.client_ip, ' ',
    date_diff('second', t.first_time, t.event_time), ' seconds later') AS sentence,
  t.event_id
FROM told AS t
LEFT JOIN app AS n ON n.app_id = t.app_id
LEFT JOIN known AS k ON k.account = t.account
WHERE t.nth = 1
ORDER BY t.first_time, t.account, t.event_id;
