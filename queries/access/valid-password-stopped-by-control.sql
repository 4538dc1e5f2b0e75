--| id:       valid-password-stopped-by-control
--| question: Whose password is already known to somebody else, although a second factor or a rule stopped the sign-in?
--| phase:    access
--| attack:   T1078.004 T1110.003 T1621
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    completion_minutes  integer   optional  default=10  A sign-in from the same address within so many minutes means that the person just finished it
--| param:    baseline_days       integer   optional  default=30  How long before and after a completed sign-in makes a source the person's own, days
--| param:    min_events          integer   optional  default=1   Stopped sign-ins from one address before a row is shown
--| param:    known_good_ips      varchar[] optional  Addresses of the organisation's own egress; left out
--| column:   event_time          timestamp First stopped sign-in, UTC
--| column:   last_time           timestamp Last, UTC
--| column:   account             varchar   Whose password it is
--| column:   client_ip           varchar   Where the password was used
--| column:   country             varchar   Its country, or null
--| column:   asn                 bigint    Its autonomous system, or null
--| column:   network             varchar   Kind of network
--| column:   user_agent          varchar   What the client said it was, or null
--| column:   app_id              varchar   Application, or null
--| column:   code                varchar   Error code of the first
--| column:   meaning             varchar   What stopped it: second factor, policy, risk, password expired, account, or resource
--| column:   severity            varchar   medium where the account has no completed sign-in to compare with, or the code is inferred; else high
--| column:   grade               varchar   B: the address; C: an inferred code
--| column:   stopped             bigint    Sign-ins stopped from that address
--| column:   other_accounts      bigint    Other accounts whose right password was stopped from the same address
--| column:   password_changed    timestamp First change or reset of the password after it, UTC, or null: then the password still holds
--| column:   history             varchar   Warm-up note: what there is to compare with
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The first stopped sign-in
--| covers:   codes that Entra gives only after the right password: second factor asked for or refused, expired password, Conditional Access, assignment, risk
--| covers:   500011 from a tool that asks for a made-up resource: inferred from one public capture, told so
--| misses:   interrupted sign-ins that the audit log does not keep; a sign-in log keeps them
--| misses:   attackers in the same network and country as their victim
--| benign:   a person on a journey who gives up at the prompt; a later completed sign-in from the same address or network clears it
--| pivot:    account -> mfa-fatigue
--| pivot:    client_ip -> password-spray
--| source:   https://learn.microsoft.com/entra/identity-platform/reference-error-codes
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-password-spray

WITH signin AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.user_agent, e.app_id, e.result, e.result_code, e.result_text
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed'))
    AND e.account IS NOT NULL AND e.client_ip IS NOT NULL
),
proof AS (
  SELECT * FROM (VALUES
    ('50055', 'password expired'), ('50144', 'password expired'), ('50072', 'second factor'), ('50074', 'second factor'),
    ('50076', 'second factor'), ('50079', 'second factor'), ('50158', 'second factor'), ('500121', 'second factor'),
    ('50203', 'second factor'), ('50105', 'account'), ('50131', 'policy'), ('53000', 'policy'), ('53001', 'policy'),
    ('53002', 'policy'), ('53003', 'policy'), ('53004', 'risk'), ('53011', 'risk'), ('500011', 'resource')) AS v (code, meaning)
),
stopped AS (
  SELECT s.*, coalesce(p.code, '50074') AS code, coalesce(p.meaning, 'second factor') AS meaning
  FROM signin AS s
  LEFT JOIN proof AS p ON p.code = s.result_code
  WHERE s.result <> 'success' AND (p.code IS NOT NULL OR s.result_code IS NULL AND s.result_text IN
      ('UserStrongAuthClientAuthNRequired', 'UserStrongAuthClientAuthNRequiredInterrupt', 'UserStrongAuthEnrollmentRequired',
        'UserStrongAuthEnrollmentRequiredInterrupt'))
    AND (getvariable('known_good_ips') IS NULL OR NOT list_contains(getvariable('known_good_ips'), s.client_ip))
),
complete AS (
  SELECT s.account, s.client_ip, a.asn, a.country, min(s.event_time) AS first_time, max(s.event_time) AS last_time
  FROM signin AS s
  LEFT JOIN address AS a ON a.client_ip = s.client_ip
  WHERE s.result = 'success' AND s.account IN (SELECT account FROM stopped)
  GROUP BY s.account, s.client_ip, a.asn, a.country
),
history AS (
  SELECT account, min(first_time) AS since FROM complete GROUP BY account
),
foreign_source AS (
  SELECT t.*, a.country, a.asn, coalesce(a.network, 'unknown') AS network, h.since
  FROM stopped AS t
  LEFT JOIN address AS a ON a.client_ip = t.client_ip
  LEFT JOIN history AS h ON h.account = t.account
  WHERE NOT EXISTS (
    SELECT 1 FROM complete AS c
    WHERE c.account = t.account
      AND (c.client_ip = t.client_ip
          -- Finished from the address within minutes, or at home there before.
          AND (c.first_time < t.event_time AND c.last_time >= t.event_time - interval '1' day * getvariable('baseline_days')
            OR c.first_time BETWEEN t.event_time AND t.event_time + interval '1' minute * getvariable('completion_minutes'))
        -- Hosting networks are many people's; sharing one makes nobody at home there.
        OR c.asn = a.asn AND c.country IS NOT DISTINCT FROM a.country AND coalesce(a.network, '') NOT IN ('hosting', 'vpn', 'tor')
          AND c.first_time <= t.event_time + interval '1' day * getvariable('baseline_days')))
),
-- The made-up resource is a tool's mark only together with guessing or with other tries from there.
failing AS (
  SELECT client_ip, count(DISTINCT account) AS accounts FROM signin WHERE result = 'failure' GROUP BY client_ip
),
told AS (
  SELECT f.*, row_number() OVER (PARTITION BY f.account, f.client_ip ORDER BY f.event_time, f.event_id) AS nth
  FROM foreign_source AS f
  LEFT JOIN failing AS g ON g.client_ip = f.client_ip
  WHERE f.meaning <> 'resource' OR g.accounts >= 3
),
one AS (
  SELECT account, client_ip, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS stopped,
    max(country) AS country, max(asn) AS asn, max(network) AS network, min(since) AS since,
    max(user_agent) FILTER (WHERE nth = 1) AS user_agent, max(app_id) FILTER (WHERE nth = 1) AS app_id,
    max(code) FILTER (WHERE nth = 1) AS code, max(meaning) FILTER (WHERE nth = 1) AS meaning,
    max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM told
  GROUP BY account, client_ip
  HAVING count(*) >= getvariable('min_events')
),
password AS (
  SELECT o.account, o.client_ip, min(e.event_time) AS changed
  FROM one AS o
  JOIN event_core AS e ON lower(e.target) = o.account AND e.event_time > o.event_time
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('reset user password', 'change user password', 'reset password (self-service)',
      'change password (self-service)', 'reset password (by admin)')
    AND e.result <> 'failure'
  GROUP BY o.account, o.client_ip
),
ranked AS (
  SELECT o.*, p.changed, count(*) OVER (PARTITION BY o.client_ip) - 1 AS other_accounts,
    CASE WHEN o.since IS NULL THEN 'no completed sign-in of the account in the case: its own place is not known'
      WHEN o.since > o.event_time THEN 'completed sign-ins only after it: its own place is not known for then'
      ELSE concat('completed sign-ins for ', date_diff('day', o.since, o.event_time), ' days before') END AS history
  FROM one AS o
  LEFT JOIN password AS p ON p.account = o.account AND p.client_ip = o.client_ip
)
SELECT event_time, last_time, account, client_ip, country, asn, network, user_agent, app_id, code, meaning,
  CASE WHEN since IS NULL OR since > event_time OR meaning = 'resource' THEN 'medium' ELSE 'high' END AS severity,
  CASE WHEN meaning = 'resource' THEN 'C' ELSE 'B' END AS grade,
  stopped, other_accounts, changed AS password_changed, history,
  concat('The password of ', account, ' was right at ', client_ip, CASE WHEN country IS NULL THEN '' ELSE concat(' (', country, ')') END,
    ' and the sign-in was stopped: ', meaning, ' (', code, '), ', stopped, ' times',
    CASE WHEN other_accounts > 0 THEN concat('; ', other_accounts, ' more accounts from there') ELSE '' END,
    CASE WHEN changed IS NULL THEN '; no change of the password after it in the records' ELSE '' END) AS sentence,
  event_id
FROM ranked
ORDER BY event_time, account, client_ip, event_id;
