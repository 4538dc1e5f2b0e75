--| id:       signin-new-country
--| question: Which accounts were active from a country that is new for them or outside where the organisation works?
--| phase:    access
--| attack:   T1078.004
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    baseline_days       integer   optional  default=30  A country not seen for so long is new again, days
--| param:    baseline_min_days   integer   optional  default=7   History that an account needs before a country can be new, days
--| param:    expected_countries  varchar[] optional  Countries of work, ISO codes; any other is shown whatever the history
--| param:    sensitive_minutes   integer   optional  default=60  How soon a sensitive change counts as its consequence, minutes
--| column:   event_time          timestamp First activity from the country, UTC
--| column:   account             varchar   Who
--| column:   operation           varchar   What it was
--| column:   client_ip           varchar   From where
--| column:   country             varchar   The country, ISO 3166 alpha-2
--| column:   city                varchar   City, as far as address data know, or null
--| column:   asn                 bigint    Autonomous system, or null
--| column:   user_agent          varchar   What the client said it was, or null
--| column:   session_id          varchar   Session, or null
--| column:   severity            varchar   critical if a sensitive change followed, else high
--| column:   why                 varchar   new for the account, or not expected
--| column:   usual               varchar   Countries that the account was active from before, or null
--| column:   events              bigint    Activity of the account from that country, all of the case
--| column:   follow_on           varchar   Sensitive change from the country soon after, or null
--| column:   grade               varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The record
--| covers:   every workload, not sign-ins only: a stolen token never signs in
--| misses:   attackers inside the usual countries; accounts with less than baseline_min_days of history; addresses without address data
--| benign:   travel; mobile carriers and company gateways whose addresses are registered abroad
--| pivot:    session_id -> session-multiple-ips
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks

-- Whoever stays in one country has no new one, and most people do.
WITH travelled AS (
  SELECT account
  FROM event
  WHERE account IS NOT NULL AND result IN ('success', 'unknown') AND network NOT IN ('microsoft', 'private')
  GROUP BY account
  HAVING min(country) <> max(country) OR getvariable('expected_countries') IS NOT NULL
),
activity AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.city, e.asn, e.user_agent,
    e.session_id,
    lag(e.event_time) OVER (PARTITION BY e.account, e.country ORDER BY e.event_time, e.event_id) AS before,
    count(*) OVER (PARTITION BY e.account, e.country) AS events,
    min(e.event_time) OVER (PARTITION BY e.account) AS since
  FROM event AS e
  WHERE e.account IS NOT NULL AND e.country IS NOT NULL AND e.result IN ('success', 'unknown')
    AND e.actor_kind IN ('user', 'admin', 'guest')
    -- Microsoft's own addresses stand for the service, not for a person.
    AND e.network NOT IN ('microsoft', 'private')
    AND e.account IN (SELECT account FROM travelled)
),
first_time AS (
  SELECT *,
    CASE WHEN getvariable('expected_countries') IS NOT NULL AND NOT list_contains(getvariable('expected_countries'), country)
        THEN 'not expected'
      WHEN since <= event_time - interval '1' day * getvariable('baseline_min_days') THEN 'new for the account'
    END AS why
  FROM activity
  WHERE before IS NULL OR before < event_time - interval '1' day * getvariable('baseline_days')
),
usual AS (
  SELECT f.event_seq, array_to_string(list_sort(array_agg(DISTINCT a.country)), ', ') AS usual
  FROM first_time AS f
  JOIN activity AS a ON a.account = f.account AND a.event_time < f.event_time AND a.country <> f.country
  WHERE f.why IS NOT NULL
  GROUP BY f.event_seq
),
follow AS (
  SELECT f.event_seq, array_to_string(list_sort(array_agg(DISTINCT a.operation)), ', ') AS follow_on
  FROM first_time AS f
  JOIN activity AS a ON a.account = f.account AND a.country = f.country
    AND a.event_time BETWEEN f.event_time AND f.event_time + interval '1' minute * getvariable('sensitive_minutes')
  WHERE f.why IS NOT NULL
    AND lower(rtrim(trim(a.operation), '.')) IN ('new-inboxrule', 'set-inboxrule', 'updateinboxrules', 'set-mailbox',
      'add-mailboxpermission', 'consent to application', 'add member to role', 'update user', 'add device')
  GROUP BY f.event_seq
)
SELECT f.event_time, f.account, f.operation, f.client_ip, f.country, f.city, f.asn, f.user_agent, f.session_id,
  CASE WHEN w.follow_on IS NOT NULL THEN 'critical' ELSE 'high' END AS severity,
  f.why, u.usual, f.events, w.follow_on,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(f.account, ' was active from ', f.country, ' for the first time',
    CASE WHEN u.usual IS NOT NULL THEN concat('; before that from ', u.usual) ELSE '' END,
    CASE WHEN w.follow_on IS NOT NULL THEN concat('; soon after: ', w.follow_on) ELSE '' END) AS sentence,
  f.event_id
FROM first_time AS f
LEFT JOIN usual AS u ON u.event_seq = f.event_seq
LEFT JOIN follow AS w ON w.event_seq = f.event_seq
LEFT JOIN verdict AS v ON v.event_seq = f.event_seq
-- The first country of an account is its home, unless it is not expected.
WHERE f.why = 'not expected' OR f.why = 'new for the account' AND u.usual IS NOT NULL
ORDER BY f.event_time, f.event_id;
