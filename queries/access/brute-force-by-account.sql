--| id:       brute-force-by-account
--| question: Which accounts took sustained password guessing or were locked out, from where, and did it end in a sign-in?
--| phase:    access
--| attack:   T1110.001 T1110
--| severity: medium
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    min_failures    integer   optional  default=10  Failures of one account inside the window
--| param:    window_minutes  integer   optional  default=5   Length of the window, minutes
--| param:    day_failures    integer   optional  default=50  Failures of one account inside a day
--| param:    min_lockouts    integer   optional  default=2   Lockouts of one account inside a day
--| param:    follow_hours    integer   optional  default=24  How long after the last failure a success counts as its outcome, hours
--| column:   event_time        timestamp First failure, UTC
--| column:   last_time         timestamp Last failure, UTC
--| column:   account           varchar   The account that was guessed at
--| column:   severity          varchar   high if a sign-in followed from a failing address that the account had not used before; low for the even rhythm of a client with an old password; else medium
--| column:   kind              varchar   burst: inside the window; day: inside a day; lockout: locked out again and again
--| column:   failures          bigint    Failures that a wrong name or password, a lockout or a disabled account explains
--| column:   lockouts          bigint    Those that were lockouts, or blocks of a source judged hostile (50053 says both)
--| column:   unknown_user      boolean   Whether the account does not exist: nothing to be guessed
--| column:   addresses         bigint    Addresses that it came from
--| column:   client_ip         varchar   The address with the most failures, or null
--| column:   country           varchar   Its country, or null
--| column:   asn               bigint    Its autonomous system, or null
--| column:   user_agent        varchar   What the first try said it was, or null
--| column:   app_id            varchar   Application of the first try, or null
--| column:   regular           boolean   Whether the tries come at even intervals, as a forgotten client does
--| column:   next_success      timestamp First sign-in of the account within follow_hours after the first failure, UTC, or null
--| column:   next_success_ip   varchar   Its address, or null
--| column:   success_address   varchar   guessing: an address that had failed and was new to the account; known: one the account had used before; other
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The first failure
--| covers:   failures told by the error code, in the audit log and in sign-in logs; prompts and interrupted sign-ins are not failures here
--| misses:   many accounts tried a few times each; see password-spray
--| misses:   guessing slower than day_failures a day that locks nobody out
--| benign:   an expired password on a phone or in a service: even intervals, the person's own client, no sign-in from a new place
--| pivot:    client_ip -> password-spray
--| pivot:    account -> valid-password-stopped-by-control
--| source:   https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout
--| source:   https://learn.microsoft.com/entra/identity-platform/reference-error-codes

WITH guess AS (
  SELECT set_code.value AS code, set_code.note AS class
  FROM reference_set AS set_code
  WHERE set_code.set_name = 'signin-code-kind' AND set_code.note IN ('bad-credential', 'unknown-user', 'locked', 'disabled')
),
attempt AS (
  SELECT e.event_time, e.event_id, coalesce(e.account, e.user_id) AS account, e.client_ip, e.user_agent, e.app_id,
    coalesce(g.class, CASE e.result_text WHEN 'IdsLocked' THEN 'locked' WHEN 'UserAccountNotFound' THEN 'unknown-user'
      ELSE 'bad-credential' END) AS class
  FROM event_once AS e
  LEFT JOIN guess AS g ON g.code = e.result_code
  WHERE (e.family = 'signin' OR e.operation = 'UserLoginFailed') AND e.result = 'failure'
    AND coalesce(e.account, e.user_id) IS NOT NULL
    AND (g.code IS NOT NULL OR e.result_code IS NULL
      AND e.result_text IN ('InvalidUserNameOrPassword', 'IdsLocked', 'UserAccountNotFound'))
),
paced AS (
  SELECT a.*,
    count(*) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS in_window,
    count(*) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '24' hour PRECEDING AND CURRENT ROW) AS in_day,
    count(*) FILTER (WHERE class = 'locked') OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '24' hour PRECEDING AND CURRENT ROW) AS locked_in_day,
    date_diff('second', lag(event_time) OVER (PARTITION BY account ORDER BY event_time, event_id), event_time) AS pause,
    row_number() OVER (PARTITION BY account ORDER BY event_time, event_id) AS nth,
    count(*) OVER (PARTITION BY account, client_ip) AS from_address
  FROM attempt AS a
),
guessed AS (
  SELECT account, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS failures,
    count(*) FILTER (WHERE class = 'locked') AS lockouts, bool_and(class = 'unknown-user') AS unknown_user,
    count(DISTINCT client_ip) AS addresses,
    max(in_window) AS in_window, max(in_day) AS in_day,
    max(event_id) FILTER (WHERE nth = 1) AS event_id, max(user_agent) FILTER (WHERE nth = 1) AS user_agent,
    max(app_id) FILTER (WHERE nth = 1) AS app_id,
    -- Tries of one second are a tool's, however even they are.
    coalesce(count(*) >= 10 AND avg(pause) >= 30 AND stddev_pop(pause) / avg(pause) < 0.2, false) AS regular
  FROM paced
  GROUP BY account
  HAVING max(in_window) >= getvariable('min_failures') OR max(in_day) >= getvariable('day_failures')
    OR max(locked_in_day) >= getvariable('min_lockouts')
),
loudest AS (
  SELECT account, client_ip,
    row_number() OVER (PARTITION BY account ORDER BY from_address DESC, client_ip) AS place
  FROM paced
  WHERE client_ip IS NOT NULL
),
signin AS (
  SELECT e.account, e.event_time, e.event_id, e.client_ip
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success'
    AND e.account IN (SELECT account FROM guessed)
),
followed AS (
  SELECT g.account, s.event_time, s.client_ip,
    CASE WHEN EXISTS (SELECT 1 FROM signin AS k WHERE k.account = g.account AND k.client_ip = s.client_ip
        AND k.event_time < g.event_time) THEN 'known'
      WHEN EXISTS (SELECT 1 FROM attempt AS a WHERE a.account = g.account AND a.client_ip = s.client_ip
        AND a.event_time <= s.event_time) THEN 'guessing'
      ELSE 'other' END AS success_address
  FROM guessed AS g
  JOIN signin AS s ON s.account = g.account
    AND s.event_time BETWEEN g.event_time AND g.last_time + interval '1' hour * getvariable('follow_hours')
),
-- A sign-in of the guesser says more than the owner's own before it.
outcome AS (
  SELECT account, event_time, client_ip, success_address,
    row_number() OVER (PARTITION BY account
      ORDER BY CASE success_address WHEN 'guessing' THEN 0 ELSE 1 END, event_time, client_ip) AS place
  FROM followed
),
told AS (
  SELECT g.*, l.client_ip, p.country, p.asn, p.network, o.event_time AS next_success, o.client_ip AS next_success_ip,
    o.success_address,
    CASE WHEN g.in_window >= getvariable('min_failures') THEN 'burst'
      WHEN g.in_day >= getvariable('day_failures') THEN 'day' ELSE 'lockout' END AS kind
  FROM guessed AS g
  LEFT JOIN loudest AS l ON l.account = g.account AND l.place = 1
  LEFT JOIN address AS p ON p.client_ip = l.client_ip
  LEFT JOIN outcome AS o ON o.account = g.account AND o.place = 1
)
SELECT event_time, last_time, account,
  CASE WHEN success_address = 'guessing' THEN 'high' WHEN unknown_user OR regular AND coalesce(network, '') NOT IN ('hosting', 'vpn', 'tor') THEN 'low' ELSE 'medium' END AS severity,
  kind, failures, lockouts, unknown_user, addresses, client_ip, country, asn, user_agent, app_id, regular, next_success,
  next_success_ip, success_address,
  concat(account, ' failed to sign in ', failures, ' times from ', addresses, ' addresses, locked out ', lockouts, ' times',
    CASE WHEN unknown_user THEN '; no such account' WHEN regular THEN '; at even intervals, as a forgotten client does' ELSE '' END,
    CASE success_address WHEN 'guessing' THEN concat('; then signed in from the guessing address ', next_success_ip)
      WHEN 'known' THEN concat('; the next sign-in is from an address it had used before, ', next_success_ip)
      WHEN 'other' THEN concat('; the next sign-in is from ', next_success_ip, ', which had not failed')
      ELSE '; no sign-in followed in the records' END) AS sentence,
  event_id
FROM told
ORDER BY event_time, account, event_id;
