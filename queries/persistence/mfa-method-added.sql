--| id:       mfa-method-added
--| question: Was a phone, authenticator, key or pass added to an account, by whom and from where?
--| phase:    persistence
--| attack:   T1098.005 T1556.006
--| severity: critical
--| engine:   duckdb
--| needs:    operation Update user., User registered security info
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    correlate_minutes  integer   optional  default=60  How far from the change the account's sign-in may be to belong to it, minutes
--| column:   event_time         timestamp When, UTC
--| column:   account            varchar   Whose factor it is: the target of the record, not its actor
--| column:   actor              varchar   Who wrote the record; often the service
--| column:   operation          varchar   The record's operation
--| column:   method             varchar   Kind of factor that was added
--| column:   added              varchar   Name, number or id of it as the record tells
--| column:   severity           varchar   critical if the nearest sign-in came from hosting, VPN or Tor, the same factor is on another account, or somebody else added it; else high
--| column:   shared_with        bigint    Other accounts that have the same phone, device name or token
--| column:   signin_time        timestamp Nearest successful sign-in of the account, UTC, or null
--| column:   client_ip          varchar   Address of the record, else of that sign-in, or null
--| column:   country            varchar   Country of that sign-in, or null
--| column:   network            varchar   Kind of network of that sign-in, or null
--| column:   session_id         varchar   Session of that sign-in, or null
--| column:   grade              varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence           varchar   One line for a reader
--| column:   event_id           varchar   The record
--| covers:   StrongAuthenticationMethod, PhoneAppDetail, UserDetails and device keys of Update user., new minus old; registrations in the Entra audit log
--| misses:   changes of the default method alone; records with neither old nor new value
--| misses:   removal of factors
--| benign:   enrolment of new staff; a new phone with the same number
--| pivot:    session_id -> session-multiple-ips
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.actor_kind, e.operation, e.client_ip,
    lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.value LIKE '%@%'),
      CASE WHEN e.target LIKE '%@%' THEN e.target END, e.account)) AS account,
    rtrim(lower(trim(e.operation)), '.') AS verb
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('update user', 'user registered security info',
      'user registered all required security info', 'admin registered security info')
    AND e.result <> 'failure'
),
-- One element of the new value; the values are JSON text, of which each object is one factor.
element AS (
  SELECT c.*, lower(p.name) AS name, coalesce(p.old_value, '') AS old_value, unnest(string_split(p.value, '{')) AS text
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  WHERE c.verb = 'update user'
    AND lower(p.name) IN ('strongauthenticationmethod', 'strongauthenticationphoneappdetail', 'searchabledevicekey')
    AND coalesce(p.value, '') <> coalesce(p.old_value, '')
),
detail AS (
  SELECT c.*, coalesce(p.old_value, '') AS old_value, f.field,
    regexp_extract(p.value, concat('"', f.field, '"\s*:\s*"([^"]+)"'), 1) AS text
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  CROSS JOIN (VALUES ('PhoneNumber'), ('AlternativePhoneNumber'), ('Email'), ('VoiceOnlyPhoneNumber')) AS f (field)
  WHERE c.verb = 'update user' AND lower(p.name) = 'strongauthenticationuserdetails'
),
added AS (
  SELECT event_seq, event_time, event_id, actor, actor_kind, operation, client_ip, account,
    -- MethodType as Entra numbers it.
    CASE regexp_extract(text, '"MethodType"\s*:\s*(\d+)', 1)
      WHEN '0' THEN 'call to mobile' WHEN '2' THEN 'call to office' WHEN '5' THEN 'text message'
      WHEN '6' THEN 'authenticator notification' WHEN '7' THEN 'one-time code' ELSE 'method' END AS method,
    concat('MethodType ', regexp_extract(text, '"MethodType"\s*:\s*(\d+)', 1)) AS added,
    cast(NULL AS varchar) AS shared_key
  FROM element
  WHERE name = 'strongauthenticationmethod' AND regexp_matches(text, '"MethodType"\s*:\s*\d+')
    AND NOT regexp_matches(old_value, concat('"MethodType"\s*:\s*', regexp_extract(text, '"MethodType"\s*:\s*(\d+)', 1), '\b'))
  UNION ALL
  SELECT event_seq, event_time, event_id, actor, actor_kind, operation, client_ip, account, 'authenticator app',
    regexp_extract(text, '"DeviceName"\s*:\s*"([^"]*)"', 1),
    nullif(nullif(regexp_extract(text, '"DeviceToken"\s*:\s*"([^"]*)"', 1), 'NO_DEVICE_TOKEN'), '')
  FROM element
  -- The element's id tells an old factor whose clock drift or version changed from a new one.
  WHERE name = 'strongauthenticationphoneappdetail' AND regexp_matches(text, '"Id"\s*:\s*"[^"]+"')
    AND strpos(old_value, regexp_extract(text, '"Id"\s*:\s*"([^"]+)"', 1)) = 0
  UNION ALL
  SELECT event_seq, event_time, event_id, actor, actor_kind, operation, client_ip, account, 'security key', 'device key',
    cast(NULL AS varchar)
  FROM element
  WHERE name = 'searchabledevicekey' AND length(text) > length('[ ]') AND strpos(old_value, trim(text, ' ,}]')) = 0
  UNION ALL
  SELECT event_seq, event_time, event_id, actor, actor_kind, operation, client_ip, account,
    CASE WHEN field = 'Email' THEN 'e-mail' ELSE 'phone' END, text, text
  FROM detail
  WHERE text <> '' AND strpos(old_value, text) = 0
  UNION ALL
  SELECT event_seq, event_time, event_id, actor, actor_kind, operation, client_ip, account, 'security info', 'as registered',
    cast(NULL AS varchar)
  FROM change
  WHERE verb <> 'update user'
),
-- The audit log and the Entra export tell of one act in a record each, a moment apart.
told AS (
  SELECT a.*, lag(event_time) OVER (PARTITION BY account, method, added ORDER BY event_time, event_id) AS told_before
  FROM added AS a
),
shared AS (
  SELECT shared_key, count(DISTINCT account) AS accounts FROM added WHERE shared_key IS NOT NULL GROUP BY shared_key
),
signin AS (
  SELECT account, event_time, event_id, client_ip, country, network, session_id
  FROM event
  WHERE result = 'success' AND (family = 'signin' OR operation = 'UserLoggedIn')
),
nearest AS (
  SELECT a.event_seq, s.event_time AS signin_time, s.client_ip, s.country, s.network, s.session_id,
    -- A sign-in before the change explains it better than one after it.
    row_number() OVER (PARTITION BY a.event_seq ORDER BY CASE WHEN s.event_time <= a.event_time THEN 0 ELSE 1 END,
      abs(date_diff('second', s.event_time, a.event_time)), s.event_id) AS nth
  FROM (SELECT DISTINCT event_seq, event_time, account FROM added) AS a
  JOIN signin AS s ON s.account = a.account
    AND s.event_time BETWEEN a.event_time - interval '1' minute * getvariable('correlate_minutes')
      AND a.event_time + interval '1' minute * getvariable('correlate_minutes')
)
SELECT a.event_time, a.account, a.actor, a.operation, a.method, a.added,
  CASE WHEN n.network IN ('hosting', 'vpn', 'tor') OR coalesce(s.accounts, 1) > 1
      OR a.actor LIKE '%@%' AND a.actor <> a.account THEN 'critical' ELSE 'high' END AS severity,
  coalesce(s.accounts, 1) - 1 AS shared_with, n.signin_time, coalesce(a.client_ip, n.client_ip) AS client_ip, n.country,
  n.network, n.session_id,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(a.account, ' got a new factor: ', a.method, ' (', a.added, ')',
    CASE WHEN n.client_ip IS NOT NULL THEN concat('; nearest sign-in from ', n.client_ip) ELSE '' END) AS sentence,
  a.event_id
FROM told AS a
LEFT JOIN nearest AS n ON n.event_seq = a.event_seq AND n.nth = 1
LEFT JOIN shared AS s ON s.shared_key = a.shared_key
LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
WHERE a.told_before IS NULL OR a.told_before < a.event_time - interval '1' minute
ORDER BY a.event_time, a.event_id, a.method, a.added;
