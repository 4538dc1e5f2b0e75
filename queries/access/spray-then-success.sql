--| id:       spray-then-success
--| question: Which accounts fell: who signed in from a source that had just been guessing?
--| phase:    access
--| attack:   T1110.003 T1078.004
--| severity: critical
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    min_users           integer   optional  default=5   Accounts that the address must fail on inside the window
--| param:    window_minutes      integer   optional  default=20  Length of the window, minutes
--| param:    min_prior_failures  integer   optional  default=5   Failures of one account that make a success after them suspect
--| param:    follow_hours        integer   optional  default=24  How long after the guessing a success still counts, hours
--| param:    known_good_ips      varchar[] optional  Addresses of the organisation's own egress; left out
--| column:   event_time          timestamp When the account was entered, UTC
--| column:   account             varchar   The account that fell
--| column:   client_ip           varchar   From where
--| column:   country             varchar   Country of the address, or null
--| column:   asn                 bigint    Autonomous system of the address, or null
--| column:   user_agent          varchar   What the client said it was, or null
--| column:   app_id              varchar   Application signed in to, or null
--| column:   session_id          varchar   The session that began, or null; follow it
--| column:   severity        varchar   critical after guessing at many accounts; high if the address failed on others too; medium if on this account alone
--| column:   grade               varchar   A: the address failed on min_users other accounts; B: only this account was guessed
--| column:   fail_count          bigint    Failures from the address, all accounts
--| column:   failed_accounts     bigint    Accounts that the address failed on
--| column:   own_failures        bigint    Failures of this account from the address in the follow_hours before; often none
--| column:   first_fail          timestamp First failure from the address, UTC
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The first sign-in that succeeded
--| covers:   success during and after a spray from the same address, whether or not the account failed itself
--| covers:   success after guessing of one account from an address that it had not used before
--| misses:   an attacker who guesses from one address and signs in from another; see valid sign-ins by new country or network
--| misses:   right passwords that a second factor stopped
--| benign:   colleagues behind one address who mistype; an address where as many sign in as fail is left out
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> mfa-method-added
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-password-spray

WITH failure AS (
  SELECT e.event_time, e.event_id, coalesce(e.account, e.user_id, e.target, 'unknown') AS account, e.client_ip
  FROM event_once AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoginFailed')
    AND e.result <> 'success'
    AND e.client_ip IS NOT NULL
    -- Codes of a guess; see password-spray.
    AND (e.result_code IN ('50126', '50034', '50053', '50055', '50056', '50057', '50064', '500011')
      OR e.result_code IS NULL
        AND e.result_text IN ('InvalidUserNameOrPassword', 'IdsLocked', 'UserAccountNotFound', 'UserAccountIsDisabled'))
    AND (getvariable('known_good_ips') IS NULL OR NOT list_contains(getvariable('known_good_ips'), e.client_ip))
),
rolling AS (
  SELECT client_ip, event_time,
    count(DISTINCT account) OVER (PARTITION BY client_ip ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS in_window
  FROM failure
),
-- Where and while an address failed on many accounts at once.
burst AS (
  SELECT client_ip, min(event_time) - interval '1' minute * getvariable('window_minutes') AS began, max(event_time) AS ended
  FROM rolling
  WHERE in_window >= getvariable('min_users')
  GROUP BY client_ip
),
source AS (
  SELECT client_ip, min(event_time) AS first_fail, count(*) AS fail_count, count(DISTINCT account) AS failed_accounts
  FROM failure
  GROUP BY client_ip
),
success AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.user_agent, e.app_id, e.session_id,
    min(e.event_time) OVER (PARTITION BY e.client_ip, e.account) AS first_success
  FROM event_once AS e
  WHERE e.result = 'success' AND (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.account IS NOT NULL
),
egress AS (
  SELECT client_ip, count(DISTINCT account) AS accounts_in
  FROM success
  GROUP BY client_ip
),
entered AS (
  SELECT s.*, f.fail_count, f.failed_accounts, f.first_fail,
    b.client_ip IS NOT NULL AND g.accounts_in < f.failed_accounts AS sprayed,
    row_number() OVER (PARTITION BY s.client_ip, s.account ORDER BY s.event_time, s.event_id) AS nth
  FROM success AS s
  JOIN source AS f ON f.client_ip = s.client_ip
  JOIN egress AS g ON g.client_ip = s.client_ip
  LEFT JOIN burst AS b ON b.client_ip = s.client_ip
    AND s.event_time BETWEEN b.began AND b.ended + interval '1' hour * getvariable('follow_hours')
  -- An account that used the address before the guessing began is at home there.
  WHERE s.first_success >= f.first_fail AND (b.client_ip IS NOT NULL OR s.event_time = s.first_success)
),
hit AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.user_agent, e.app_id, e.session_id,
    e.fail_count, e.failed_accounts, e.first_fail, e.sprayed, count(o.event_id) AS own_failures
  FROM entered AS e
  LEFT JOIN failure AS o ON o.client_ip = e.client_ip AND o.account = e.account
    AND o.event_time BETWEEN e.event_time - interval '1' hour * getvariable('follow_hours') AND e.event_time
  WHERE e.nth = 1
  GROUP BY e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.user_agent, e.app_id, e.session_id,
    e.fail_count, e.failed_accounts, e.first_fail, e.sprayed
)
SELECT event_time, account, client_ip, country, asn, user_agent, app_id, session_id,
  -- Who fails on one's own account and gets in at last is most often its owner, or a telephone with the old password.
  CASE WHEN sprayed THEN 'critical' WHEN failed_accounts > 1 THEN 'high' ELSE 'medium' END AS severity,
  CASE WHEN sprayed THEN 'A' ELSE 'B' END AS grade, fail_count, failed_accounts,
  own_failures, first_fail,
  concat(account, ' signed in from ', client_ip, ', which failed ', fail_count, ' times on ', failed_accounts,
    CASE WHEN failed_accounts = 1 THEN ' account' ELSE ' accounts' END) AS sentence,
  event_id
FROM hit
WHERE sprayed OR own_failures >= getvariable('min_prior_failures')
ORDER BY event_time, event_id;
