--| id:       posture-failed-logins
--| question: What does failure look like: whose sign-ins failed, why, from where, on which days?
--| phase:    posture
--| attack:   T1110
--| severity: low
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    day_threshold   integer   optional  default=10  Failures of one account for one reason on one day from which a row is shown
--| column:   day             timestamp The day, UTC, at midnight
--| column:   account         varchar   Whose sign-ins failed, as far as the record names anybody
--| column:   result_code     varchar   Entra error code, or null
--| column:   class           varchar   credential, password-right (something else refused), account, mfa, ca, consent, noise or other
--| column:   failures        bigint    Failed and interrupted sign-ins
--| column:   addresses       bigint    Addresses that they came from
--| column:   countries       bigint    Countries that they came from, as far as known
--| column:   successes       bigint    Sign-ins of the account on that day that succeeded
--| column:   event_time      timestamp The first of them, UTC
--| column:   last_time       timestamp The last of them, UTC
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first of them
--| covers:   every failed or interrupted sign-in, audit log and sign-in log alike; an inventory to read before a spray is claimed or denied
--| misses:   sign-ins that the export does not hold: the audit log keeps only part of the interrupted ones
--| benign:   an old password on a phone; scripts with an expired secret
--| pivot:    account -> spray-then-success
--| source:   https://learn.microsoft.com/entra/identity-platform/reference-error-codes

WITH signin AS (
  SELECT e.event_time, e.event_id, coalesce(e.account, e.user_id, 'unknown') AS account, e.result, e.result_code,
    e.client_ip, e.country, date_trunc('day', e.event_time) AS day,
    coalesce(r.note, 'other') AS class
  FROM event_once AS e
  LEFT JOIN reference_set AS r ON r.set_name = 'signin-code' AND r.value = e.result_code
  WHERE e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')
),
failure AS (
  SELECT s.*, row_number() OVER (PARTITION BY day, account, class, result_code ORDER BY event_time, event_id) AS nth
  FROM signin AS s
  WHERE result IN ('failure', 'interrupted')
),
success AS (
  SELECT day, account, count(*) AS successes FROM signin WHERE result = 'success' GROUP BY day, account
),
one AS (
  SELECT day, account, result_code, class, count(*) AS failures, count(DISTINCT client_ip) AS addresses,
    count(DISTINCT country) AS countries, min(event_time) AS event_time, max(event_time) AS last_time,
    max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM failure
  GROUP BY day, account, result_code, class
  HAVING count(*) >= getvariable('day_threshold')
)
SELECT cast(o.day AS timestamp) AS day, o.account, o.result_code, o.class, o.failures, o.addresses, o.countries,
  coalesce(s.successes, 0) AS successes, o.event_time, o.last_time,
  concat(o.account, ' failed ', o.failures, ' times (', o.class, ' ', coalesce(o.result_code, 'without code'), ') from ',
    o.addresses, ' addresses') AS sentence,
  o.event_id
FROM one AS o
LEFT JOIN success AS s ON s.day = o.day AND s.account = o.account
ORDER BY o.day, o.failures DESC, o.account, o.event_id;
