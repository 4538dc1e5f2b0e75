--| id:       password-spray
--| question: Did one source, or many in concert, try a few passwords against many accounts?
--| phase:    access
--| attack:   T1110.003 T1110.004
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    min_users       integer   optional  default=5   Accounts that one address must fail on inside the window
--| param:    window_minutes  integer   optional  default=20  Length of the window, minutes
--| param:    slow_users      integer   optional  default=10  Accounts that one address must fail on inside 24 hours
--| param:    dist_users      integer   optional  default=20  Accounts that many addresses together must fail on inside an hour
--| param:    dist_ips        integer   optional  default=20  Addresses that such an hour must have
--| param:    follow_hours    integer   optional  default=24  How long after the last failure a success still counts, hours
--| param:    known_good_ips  varchar[] optional  Addresses of the organisation's own egress; left out
--| column:   event_time      timestamp First failure of the campaign, UTC
--| column:   last_time       timestamp Last failure, UTC
--| column:   kind            varchar   burst: one address inside the window; slow: inside a day; distributed: many addresses inside an hour
--| column:   client_ip       varchar   The address, or null for a distributed campaign
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   user_agent      varchar   What the first try said it was, or null
--| column:   accounts        bigint    Accounts that failed
--| column:   attempts        bigint    Failed tries
--| column:   unknown_users   bigint    Accounts among them that do not exist
--| column:   fallen          varchar[] Accounts that signed in from the same address between the first try and follow_hours after the last; each is urgent
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first failure
--| covers:   failed sign-ins with a wrong password, an unknown user, a locked or disabled account; told by the error code, never by ResultStatus
--| covers:   tools that rotate the client id (tries are grouped by address, not by application)
--| misses:   a spray slower than slow_users accounts a day from one address
--| misses:   failures that the export does not hold: the audit log keeps few interrupted and non-interactive sign-ins
--| benign:   many colleagues behind one office address after a change of password policy; give it in known_good_ips
--| benign:   a federation proxy that shows one address for everybody
--| pivot:    client_ip -> spray-then-success
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-password-spray
--| source:   https://learn.microsoft.com/entra/identity-platform/reference-error-codes

WITH failure AS (
  SELECT e.event_time, e.event_id, coalesce(e.account, e.user_id, e.target, 'unknown') AS account, e.client_ip, e.country,
    e.asn, e.user_agent, e.result_code,
    CASE WHEN e.result_code = '50034' OR e.result_text = 'UserAccountNotFound' THEN 1 ELSE 0 END AS unknown_user
  FROM event_once AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoginFailed')
    AND e.result <> 'success'
    AND e.client_ip IS NOT NULL
    -- Codes of a guess: wrong password, unknown user, locked, expired, no password, disabled, invalid; 500011 is what a
    -- tool's made-up resource answers when the password was right.
    AND (e.result_code IN ('50126', '50034', '50053', '50055', '50056', '50057', '50064', '500011')
      OR e.result_code IS NULL
        AND e.result_text IN ('InvalidUserNameOrPassword', 'IdsLocked', 'UserAccountNotFound', 'UserAccountIsDisabled'))
    AND (getvariable('known_good_ips') IS NULL OR NOT list_contains(getvariable('known_good_ips'), e.client_ip))
),
rolling AS (
  SELECT client_ip,
    count(DISTINCT account) OVER (PARTITION BY client_ip ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS in_window,
    count(DISTINCT account) OVER (PARTITION BY client_ip ORDER BY event_time
      RANGE BETWEEN interval '24' hour PRECEDING AND CURRENT ROW) AS in_day
  FROM failure
),
source AS (
  SELECT client_ip, CASE WHEN max(in_window) >= getvariable('min_users') THEN 'burst' ELSE 'slow' END AS kind
  FROM rolling
  GROUP BY client_ip
  HAVING max(in_window) >= getvariable('min_users') OR max(in_day) >= getvariable('slow_users')
),
-- Colleagues who mistype behind one office address succeed there too, most of them; sprayed accounts do not.
egress AS (
  SELECT client_ip, count(DISTINCT account) AS accounts_in
  FROM event
  WHERE result = 'success' AND (family = 'signin' OR operation = 'UserLoggedIn') AND client_ip IS NOT NULL
  GROUP BY client_ip
),
single AS (
  SELECT s.kind, s.client_ip AS source_key, f.client_ip, f.country, f.asn, f.user_agent, f.account, f.event_time,
    f.event_id, f.unknown_user,
    row_number() OVER (PARTITION BY f.client_ip ORDER BY f.event_time, f.event_id) AS nth
  FROM failure AS f
  JOIN source AS s ON s.client_ip = f.client_ip
),
hour_of AS (
  SELECT date_trunc('hour', event_time) AS hour, asn, user_agent
  FROM failure
  GROUP BY date_trunc('hour', event_time), asn, user_agent
  HAVING count(DISTINCT account) >= getvariable('dist_users') AND count(DISTINCT client_ip) >= getvariable('dist_ips')
),
concerted AS (
  SELECT 'distributed' AS kind, concat(cast(h.hour AS varchar), '/', h.asn, '/', h.user_agent) AS source_key,
    cast(NULL AS varchar) AS client_ip, f.country, f.asn, f.user_agent, f.account, f.event_time, f.event_id, f.unknown_user,
    row_number() OVER (PARTITION BY h.hour, h.asn, h.user_agent ORDER BY f.event_time, f.event_id) AS nth
  FROM failure AS f
  JOIN hour_of AS h ON h.hour = date_trunc('hour', f.event_time)
    AND h.asn IS NOT DISTINCT FROM f.asn AND h.user_agent IS NOT DISTINCT FROM f.user_agent
),
campaign AS (
  SELECT kind, source_key, client_ip, min(event_time) AS event_time, max(event_time) AS last_time,
    max(country) FILTER (WHERE nth = 1) AS country, max(asn) FILTER (WHERE nth = 1) AS asn,
    max(user_agent) FILTER (WHERE nth = 1) AS user_agent, max(event_id) FILTER (WHERE nth = 1) AS event_id,
    count(DISTINCT account) AS accounts, count(*) AS attempts,
    count(DISTINCT account) FILTER (WHERE unknown_user = 1) AS unknown_users
  FROM (SELECT * FROM single UNION ALL SELECT * FROM concerted)
  GROUP BY kind, source_key, client_ip
),
success AS (
  SELECT c.kind, c.source_key, array_agg(DISTINCT e.account ORDER BY e.account) AS fallen
  FROM campaign AS c
  JOIN event AS e ON e.client_ip = c.client_ip
    AND e.event_time BETWEEN c.event_time AND c.last_time + interval '1' hour * getvariable('follow_hours')
  WHERE e.result = 'success' AND (e.family = 'signin' OR e.operation = 'UserLoggedIn')
  GROUP BY c.kind, c.source_key
)
SELECT c.event_time, c.last_time, c.kind, c.client_ip, c.country, c.asn, c.user_agent, c.accounts, c.attempts,
  c.unknown_users, s.fallen,
  concat(coalesce(c.client_ip, 'Many addresses'), ' failed on ', c.accounts, ' accounts in ', c.attempts, ' tries; ',
    coalesce(len(s.fallen), 0), ' signed in from there') AS sentence,
  c.event_id
FROM campaign AS c
LEFT JOIN success AS s ON s.kind = c.kind AND s.source_key = c.source_key
LEFT JOIN egress AS g ON g.client_ip = c.client_ip
WHERE coalesce(g.accounts_in, 0) < c.accounts
ORDER BY c.event_time, c.kind, c.event_id;
