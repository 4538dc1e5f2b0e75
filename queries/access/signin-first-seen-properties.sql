--| id:       signin-first-seen-properties
--| question: Which sign-ins combine several things never seen before for the account: network, system, browser, device, application, hour?
--| phase:    access
--| attack:   T1078.004
--| severity: medium
--| engine:   duckdb
--| param:    min_score            integer   optional  default=5   Sum of the weights from which a sign-in is shown
--| param:    baseline_min_events  integer   optional  default=20  Sign-ins that an account needs before new things count against it
--| param:    baseline_min_days    integer   optional  default=7   Days that they must span
--| param:    cold_min_events      integer   optional  default=5   Sign-ins from which an account with less history is shown, at severity low
--| param:    os_fanout            integer   optional  default=4   Operating systems of one account within 15 minutes
--| param:    ua_fanout            integer   optional  default=5   User agents of one account within 5 minutes that, with more than two applications, must be passed
--| column:   event_time           timestamp When, UTC
--| column:   account              varchar   Who
--| column:   kind                 varchar   new properties, or fan-out: many systems or agents at once, as a tool tries them
--| column:   severity             varchar   high for a fan-out, or at a score of 8 and more; low where the history is too short to judge; else medium
--| column:   score                bigint    Sum of the weights: network 3, system and browser 2, device 2, agent 1, address 1, application 1, hour 1; null for a fan-out
--| column:   new_properties       varchar   What was new, or what fanned out
--| column:   client_ip            varchar   Address
--| column:   country              varchar   Its country, or null
--| column:   asn                  bigint    Its autonomous system, or null
--| column:   user_agent           varchar   User agent, or null
--| column:   device_id            varchar   Device, or null
--| column:   app_id               varchar   Application, or null
--| column:   session_id           varchar   Session, or null
--| column:   outcome              varchar   success, interrupted or failure
--| column:   history              varchar   Warm-up note: how many sign-ins over how many days came before
--| column:   sentence             varchar   One line for a reader
--| column:   event_id             varchar   The record
--| covers:   successful sign-ins of both logs; families of systems and browsers, not their versions, so an update is nothing new
--| covers:   bursts of systems and agents by one account, whether they succeed or not
--| misses:   accounts whose first sign-in of the case is the intruder's: nothing came before to compare with
--| misses:   stolen tokens, which do not sign in; see session-multiple-ips
--| benign:   a new computer on a journey; the device is soon registered, and nothing follows
--| pivot:    session_id -> session-multiple-ips
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks
--| source:   https://github.com/dafthack/MFASweep

WITH signin AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.user_agent, e.device_id, e.app_id, e.session_id, e.result,
    a.country, a.asn, coalesce(a.network, 'unknown') AS network,
    CASE WHEN lower(e.user_agent) LIKE '%windows phone%' THEN 'Windows Phone' WHEN lower(e.user_agent) LIKE '%android%' THEN 'Android'
      WHEN lower(e.user_agent) LIKE '%iphone%' OR lower(e.user_agent) LIKE '%ipad%' OR lower(e.user_agent) LIKE '%ios%' THEN 'iOS'
      WHEN lower(e.user_agent) LIKE '%windows%' THEN 'Windows' WHEN lower(e.user_agent) LIKE '%mac os%' THEN 'macOS'
      WHEN lower(e.user_agent) LIKE '%cros%' THEN 'ChromeOS' WHEN lower(e.user_agent) LIKE '%linux%' THEN 'Linux'
      WHEN e.user_agent IS NOT NULL THEN 'other' END AS os,
    CASE WHEN lower(e.user_agent) LIKE '%edg%' THEN 'Edge' WHEN lower(e.user_agent) LIKE '%firefox%' THEN 'Firefox'
      WHEN lower(e.user_agent) LIKE '%chrome%' THEN 'Chrome' WHEN lower(e.user_agent) LIKE '%safari%' THEN 'Safari'
      WHEN e.user_agent IS NOT NULL THEN split_part(lower(e.user_agent), '/', 1) END AS browser,
    floor(hour(e.event_time) / 6) AS band
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed'))
    AND e.account IS NOT NULL AND e.actor_kind IN ('user', 'admin', 'guest')
),
compared AS (
  SELECT s.*,
    row_number() OVER (PARTITION BY account ORDER BY event_time, event_id) - 1 AS before,
    min(event_time) OVER (PARTITION BY account) AS since,
    row_number() OVER (PARTITION BY account, asn ORDER BY event_time, event_id) AS asn_nth,
    row_number() OVER (PARTITION BY account, os, browser ORDER BY event_time, event_id) AS system_nth,
    row_number() OVER (PARTITION BY account, device_id ORDER BY event_time, event_id) AS device_nth,
    row_number() OVER (PARTITION BY account, user_agent ORDER BY event_time, event_id) AS agent_nth,
    row_number() OVER (PARTITION BY account, client_ip ORDER BY event_time, event_id) AS ip_nth,
    row_number() OVER (PARTITION BY account, app_id ORDER BY event_time, event_id) AS app_nth,
    row_number() OVER (PARTITION BY account, band ORDER BY event_time, event_id) AS band_nth
  FROM signin AS s
  -- Microsoft's own addresses stand for a service.
  WHERE result = 'success' AND network NOT IN ('microsoft', 'private')
),
scored AS (
  SELECT c.*, date_diff('day', since, event_time) AS days,
    CASE WHEN asn IS NOT NULL AND asn_nth = 1 THEN 3 ELSE 0 END + CASE WHEN os IS NOT NULL AND system_nth = 1 THEN 2 ELSE 0 END
      + CASE WHEN device_id IS NOT NULL AND device_nth = 1 THEN 2 ELSE 0 END
      + CASE WHEN user_agent IS NOT NULL AND agent_nth = 1 THEN 1 ELSE 0 END
      + CASE WHEN client_ip IS NOT NULL AND ip_nth = 1 THEN 1 ELSE 0 END + CASE WHEN app_id IS NOT NULL AND app_nth = 1 THEN 1 ELSE 0 END
      + CASE WHEN band_nth = 1 THEN 1 ELSE 0 END AS score
  FROM compared AS c
  WHERE before >= least(getvariable('cold_min_events'), getvariable('baseline_min_events'))
),
novel AS (
  SELECT event_time, account, 'new properties' AS kind,
    CASE WHEN before < getvariable('baseline_min_events') OR days < getvariable('baseline_min_days') THEN 'low'
      WHEN score >= 8 THEN 'high' ELSE 'medium' END AS severity,
    cast(score AS bigint) AS score,
    array_to_string([CASE WHEN asn IS NOT NULL AND asn_nth = 1 THEN 'network' END, CASE WHEN os IS NOT NULL AND system_nth = 1 THEN concat(os, ' with ', browser) END,
      CASE WHEN device_id IS NOT NULL AND device_nth = 1 THEN 'device' END,
      CASE WHEN user_agent IS NOT NULL AND agent_nth = 1 THEN 'agent' END, CASE WHEN client_ip IS NOT NULL AND ip_nth = 1 THEN 'address' END,
      CASE WHEN app_id IS NOT NULL AND app_nth = 1 THEN 'application' END, CASE WHEN band_nth = 1 THEN 'hour' END], ', ') AS new_properties,
    client_ip, country, asn, user_agent, device_id, app_id, session_id, result AS outcome,
    concat(before, ' sign-ins over ', days, ' days before',
      CASE WHEN before < getvariable('baseline_min_events') OR days < getvariable('baseline_min_days')
        THEN ': too few to call anything unusual' ELSE '' END) AS history,
    event_id
  FROM scored
  WHERE score >= getvariable('min_score')
),
varied AS (
  SELECT account FROM signin GROUP BY account
  HAVING count(DISTINCT os) >= getvariable('os_fanout') OR count(DISTINCT user_agent) > getvariable('ua_fanout')
),
counted AS (
  SELECT s.*,
    count(DISTINCT os) OVER (PARTITION BY account ORDER BY event_time RANGE BETWEEN CURRENT ROW AND interval '15' minute FOLLOWING) AS systems,
    count(DISTINCT user_agent) OVER (PARTITION BY account ORDER BY event_time RANGE BETWEEN CURRENT ROW AND interval '5' minute FOLLOWING) AS agents,
    count(DISTINCT app_id) OVER (PARTITION BY account ORDER BY event_time RANGE BETWEEN CURRENT ROW AND interval '5' minute FOLLOWING) AS apps
  FROM signin AS s
  WHERE account IN (SELECT account FROM varied)
),
fan AS (
  SELECT c.*, lag(event_time) OVER (PARTITION BY account ORDER BY event_time, event_id) AS before
  FROM counted AS c
  WHERE systems >= getvariable('os_fanout') OR agents > getvariable('ua_fanout') AND apps > 2
),
row_of AS (
  SELECT * FROM novel
  UNION ALL
  SELECT event_time, account, 'fan-out', 'high', cast(NULL AS bigint),
    concat(systems, ' systems in 15 minutes, ', agents, ' agents and ', apps, ' applications in 5'), client_ip, country, asn,
    user_agent, device_id, app_id, session_id, result, 'none needed', event_id
  FROM fan
  -- The first moment of a burst stands for it.
  WHERE before IS NULL OR before < event_time - interval '15' minute
)
SELECT event_time, account, kind, severity, score, new_properties, client_ip, country, asn, user_agent, device_id, app_id,
  session_id, outcome, history,
  concat(account, CASE kind WHEN 'fan-out' THEN ' signed in as many machines at once: ' ELSE ' signed in with new ' END, new_properties,
    ' from ', coalesce(client_ip, 'no address'), CASE WHEN kind = 'fan-out' THEN '' ELSE concat('; ', history) END) AS sentence,
  event_id
FROM row_of
ORDER BY event_time, account, kind, event_id;
