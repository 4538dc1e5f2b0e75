--| id:       mfa-fatigue
--| question: Was somebody bombarded with prompts of the second factor, and did one go through?
--| phase:    access
--| attack:   T1621
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    min_denials     integer   optional  default=5   Denied or unanswered prompts of one account inside the window
--| param:    window_minutes  integer   optional  default=10  Length of the window, minutes
--| param:    follow_minutes  integer   optional  default=30  How soon after the last prompt a sign-in counts as its outcome, minutes
--| column:   event_time      timestamp First prompt, UTC
--| column:   last_time       timestamp Last, UTC
--| column:   account         varchar   Who was asked
--| column:   severity        varchar   critical if a sign-in from a prompting address or network followed that the account had not used before, or the person reported fraud; low if the person's own place prompted; else high
--| column:   grade           varchar   B: sign-in from the same address; C: from the same network only, or none
--| column:   denials         bigint    Prompts denied, timed out or answered wrongly
--| column:   prompts         bigint    Prompts in all, those included that stand as asked for
--| column:   client_ip       varchar   First address, or null
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   known_place     boolean   Whether the account had signed in from that address before
--| column:   success_time    timestamp Sign-in that followed from the same address or network, UTC, or null
--| column:   success_ip      varchar   Its address, or null
--| column:   session_id      varchar   The session that began, or null; follow it
--| column:   factor_changed  timestamp Change of a factor of the account within 24 hours after, UTC, or null
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first prompt
--| covers:   500121 and its neighbours in bursts, fraud reports of the person, and what came after
--| misses:   prompts that the audit log did not keep; a single prompt that was accepted; calls without a failed sign-in
--| benign:   a phone out of reach, mistyped numbers: few, at the person's own place
--| pivot:    session_id -> session-multiple-ips
--| pivot:    account -> mfa-method-added
--| pivot:    client_ip -> valid-password-stopped-by-control
--| source:   https://learn.microsoft.com/entra/identity/authentication/concept-mfa-howitworks

WITH prompt AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip,
    CASE WHEN e.result_code IN ('500121', '50088', '50089') OR e.result_text = 'AuthenticationFailedSasError'
      THEN 1 ELSE 0 END AS denied
  FROM event_once AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoginFailed') AND e.result <> 'success' AND e.account IS NOT NULL
    AND (e.result_code IN ('500121', '50088', '50089', '50074', '50076')
      OR e.result_text = 'AuthenticationFailedSasError')
),
paced AS (
  SELECT p.*,
    sum(denied) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS in_window,
    lag(event_time) OVER (PARTITION BY account ORDER BY event_time, event_id) AS before
  FROM prompt AS p
),
-- Prompts that follow each other within the window are one wave.
wave AS (
  SELECT p.*, sum(CASE WHEN before IS NULL OR before < event_time - interval '1' minute * getvariable('window_minutes')
      THEN 1 ELSE 0 END) OVER (PARTITION BY account ORDER BY event_time, event_id) AS wave_no
  FROM paced AS p
),
numbered AS (
  SELECT w.*, row_number() OVER (PARTITION BY account, wave_no ORDER BY event_time, event_id) AS nth FROM wave AS w
),
one AS (
  SELECT account, wave_no, min(event_time) AS event_time, max(event_time) AS last_time, sum(denied) AS denials,
    count(*) AS prompts, max(client_ip) FILTER (WHERE nth = 1) AS client_ip, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM numbered
  GROUP BY account, wave_no
  HAVING max(in_window) >= getvariable('min_denials')
  UNION ALL
  SELECT lower(coalesce(e.target, e.account)), -row_number() OVER (ORDER BY e.event_time, e.event_id), e.event_time, e.event_time, 1, 1,
    e.client_ip, e.event_id
  FROM event_core AS e
  WHERE lower(e.operation) LIKE 'fraud reported%' AND coalesce(e.target, e.account) IS NOT NULL
),
placed AS (
  SELECT o.*, a.country, a.asn FROM one AS o LEFT JOIN address AS a ON a.client_ip = o.client_ip
),
signin AS (
  SELECT e.account, e.event_time, e.event_id, e.client_ip, e.session_id, a.asn
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success'
    AND e.account IN (SELECT account FROM one)
),
home AS (
  SELECT p.account, p.wave_no, bool_or(s.client_ip = p.client_ip) AS known_place,
    -- The person's own provider is no mark of another person; a hosting network is.
    bool_or(s.asn = p.asn) AS known_asn
  FROM placed AS p
  JOIN signin AS s ON s.account = p.account AND s.event_time < p.event_time
  GROUP BY p.account, p.wave_no
),
entered AS (
  SELECT p.account, p.wave_no, s.event_time, s.client_ip, s.session_id,
    row_number() OVER (PARTITION BY p.account, p.wave_no
      ORDER BY CASE WHEN s.client_ip = p.client_ip THEN 0 ELSE 1 END, s.event_time, s.event_id) AS place
  FROM placed AS p
  JOIN signin AS s ON s.account = p.account AND (s.client_ip = p.client_ip OR s.asn = p.asn)
    AND s.event_time BETWEEN p.event_time AND p.last_time + interval '1' minute * getvariable('follow_minutes')
),
factor AS (
  SELECT p.account, p.wave_no, min(e.event_time) AS factor_changed
  FROM placed AS p
  JOIN event_core AS e ON lower(e.target) = p.account AND e.event_time BETWEEN p.event_time AND p.last_time + interval '24' hour
  WHERE e.result <> 'failure'
    AND (rtrim(lower(trim(e.operation)), '.') IN ('user registered security info', 'admin registered security info',
        'user registered all required security info', 'user changed default security info')
      OR rtrim(lower(trim(e.operation)), '.') = 'update user' AND e.event_seq IN (
        SELECT m.event_seq FROM event_property AS m WHERE lower(m.name) LIKE 'strongauthentication%'))
  GROUP BY p.account, p.wave_no
),
told AS (
  SELECT p.*, coalesce(h.known_place, false) AS known_place, coalesce(h.known_asn, false) AS known_asn,
    n.event_time AS success_time, n.client_ip AS success_ip, n.session_id, f.factor_changed, p.wave_no < 0 AS reported
  FROM placed AS p
  LEFT JOIN home AS h ON h.account = p.account AND h.wave_no = p.wave_no
  LEFT JOIN entered AS n ON n.account = p.account AND n.wave_no = p.wave_no AND n.place = 1
  LEFT JOIN factor AS f ON f.account = p.account AND f.wave_no = p.wave_no
)
SELECT event_time, last_time, account,
  CASE WHEN reported OR success_time IS NOT NULL AND NOT known_place AND NOT known_asn THEN 'critical'
    WHEN known_place THEN 'low' ELSE 'high' END AS severity,
  CASE WHEN success_ip = client_ip THEN 'B' ELSE 'C' END AS grade,
  cast(denials AS bigint) AS denials, prompts, client_ip, country, asn, known_place, success_time, success_ip, session_id,
  factor_changed,
  CASE WHEN reported THEN concat(account, ' reported prompts that were not asked for')
    ELSE concat(account, ' refused or missed ', denials, ' prompts from ', coalesce(client_ip, 'no address'),
      CASE WHEN known_place THEN ', which the account had signed in from before' ELSE '' END,
      CASE WHEN success_time IS NULL THEN '; no sign-in from there followed in the records'
        ELSE concat('; then a sign-in from ', success_ip) END,
      CASE WHEN factor_changed IS NULL THEN '' ELSE '; a factor was changed afterwards' END) END AS sentence,
  event_id
FROM told
ORDER BY event_time, account, event_id;
