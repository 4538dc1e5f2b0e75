--| id:       posture-countries
--| question: From which countries is the tenant used that are not its own, with what success and by whom?
--| phase:    posture
--| attack:   T1078.004
--| severity: low
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    expected_countries  varchar[] optional  Countries where the organisation works (ISO 3166, two letters); without any, those of home_share
--| param:    home_share          double    optional  default=0.1  Share of the successful sign-ins from which a country counts as one of the organisation's: in a smaller share travel is more usual than an office
--| param:    include_expected    boolean   optional  default=false  Show the organisation's own countries too
--| column:   country             varchar   Country of the address
--| column:   severity            varchar   medium where sign-ins succeeded, low where they only failed, info for the organisation's own
--| column:   expected            boolean   Whether it is one of the organisation's countries
--| column:   networks            bigint    Autonomous systems there, as far as known
--| column:   successes           bigint    Successful sign-ins
--| column:   failures            bigint    Failed and interrupted sign-ins
--| column:   other_activity      bigint    Other records of people from there
--| column:   accounts            varchar   Accounts that came in from there, at most ten, or null
--| column:   account             varchar   The account, where there is only one
--| column:   event_time          timestamp First record from there, UTC
--| column:   last_time           timestamp Last record from there, UTC
--| column:   grade               varchar   C: a country ties nothing to an intruder
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   First successful record from there, or the first
--| covers:   sign-ins and everything else that people did, by the country of the address
--| misses:   addresses without address data; intruders inside the organisation's own countries
--| benign:   travel, mobile carriers and company gateways whose addresses are registered abroad; failures from everywhere are the weather of the internet
--| pivot:    account -> signin-new-country
--| pivot:    account -> signin-impossible-travel
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins

WITH used AS (
  SELECT e.event_time, e.event_id, e.account, e.country, e.asn, e.result,
    e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed') AS is_signin
  FROM event AS e
  WHERE e.country IS NOT NULL AND e.actor_kind IN ('user', 'admin', 'guest')
    -- Microsoft's own addresses stand for the service, not for a person.
    AND e.network NOT IN ('microsoft', 'private')
),
total AS (
  SELECT greatest(count(*), 1) AS successes FROM used WHERE is_signin AND result = 'success'
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY country ORDER BY CASE WHEN result = 'success' THEN 0 ELSE 1 END, event_time, event_id)
    AS nth
  FROM used
),
entered AS (
  SELECT country, account FROM used WHERE result IN ('success', 'unknown') AND account IS NOT NULL GROUP BY country, account
),
named AS (
  SELECT country, count(*) AS people, min(account) AS only_one,
    array_to_string(list_sort(array_agg(account))[1:10], ', ') AS accounts
  FROM entered
  GROUP BY country
),
place AS (
  SELECT n.country, count(DISTINCT n.asn) AS networks,
    count(*) FILTER (WHERE n.is_signin AND n.result = 'success') AS successes,
    count(*) FILTER (WHERE n.is_signin AND n.result IN ('failure', 'interrupted')) AS failures,
    count(*) FILTER (WHERE NOT n.is_signin AND n.result <> 'failure') AS other_activity,
    min(n.event_time) AS event_time, max(n.event_time) AS last_time, max(n.event_id) FILTER (WHERE n.nth = 1) AS event_id
  FROM numbered AS n
  GROUP BY n.country
),
judged AS (
  SELECT p.*, d.accounts, CASE WHEN d.people = 1 THEN d.only_one END AS account, coalesce(d.people, 0) AS people,
    CASE WHEN getvariable('expected_countries') IS NOT NULL THEN list_contains(getvariable('expected_countries'), p.country)
      ELSE p.successes >= t.successes * getvariable('home_share') AND p.successes > 0 END AS expected
  FROM place AS p
  CROSS JOIN total AS t
  LEFT JOIN named AS d ON d.country = p.country
)
SELECT country,
  CASE WHEN expected THEN 'info' WHEN successes + other_activity > 0 THEN 'medium' ELSE 'low' END AS severity,
  expected, networks, successes, failures, other_activity, accounts, account, event_time, last_time,
  'C' AS grade,
  concat('From ', country, CASE WHEN expected THEN ', one of the organisation''s own countries,' ELSE '' END, ' there were ',
    successes, ' successful and ', failures, ' failed sign-ins and ', other_activity, ' other records',
    CASE WHEN people > 0 THEN concat(', of ', people, CASE WHEN people = 1 THEN ' account' ELSE ' accounts' END) ELSE '' END)
    AS sentence,
  event_id
FROM judged
WHERE NOT expected OR getvariable('include_expected')
ORDER BY expected, successes + other_activity DESC, failures DESC, country, event_id;
