--| id:       posture-mfa-use
--| question: Which accounts signed in without a second factor, or have none registered?
--| phase:    posture
--| attack:   T1556.006 T1078.004
--| severity: medium
--| engine:   duckdb
--| needs:    operation UserLoggedIn
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| needs:    state mfa_state
--| param:    all_accounts   boolean   optional  default=false  Show also accounts of which nothing bad is known
--| column:   account        varchar   The account
--| column:   severity       varchar   high for administrators and for sign-ins by old protocols, medium where no factor was asked for, low where none is registered; info else
--| column:   sign_ins       bigint    Successful sign-ins
--| column:   mfa_shown      bigint    Those whose record shows a second factor
--| column:   single_factor  bigint    Those whose record says that none was asked for
--| column:   legacy         bigint    Those by an old protocol, which knows no second factor
--| column:   unknown        bigint    The others: the record says neither
--| column:   registered     boolean   Whether a second factor is registered, as the export of methods says; null without one
--| column:   methods        varchar   The registered methods, or null
--| column:   admin          boolean   Whether that export calls the account an administrator; null without one
--| column:   event_time     timestamp First sign-in without a second factor, UTC, or null
--| column:   last_time      timestamp Last such sign-in, UTC, or null
--| column:   grade          varchar   C: nothing ties such a sign-in to an intruder
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The first such sign-in, or null
--| covers:   the factor that a sign-in log says was asked for, the step of the factor that the audit log shows, old protocols, and registered methods where an export of them is in the case
--| misses:   the audit log alone shows only that a factor was used, never that none was: trusted devices, trusted places and claims in a token look the same, and are counted as unknown
--| misses:   what was asked for when a token was refreshed without the user
--| benign:   service accounts and scanners that cannot use a factor; sign-ins from a place that policy trusts
--| pivot:    account -> mfa-method-added
--| pivot:    account -> signin-new-country
--| source:   https://learn.microsoft.com/entra/identity/authentication/howto-mfa-reporting
--| source:   https://learn.microsoft.com/graph/api/resources/signin

WITH said AS (
  SELECT p.event_seq,
    max(CASE WHEN lower(p.name) LIKE '%authenticationrequirement' THEN lower(p.value) END) AS requirement,
    max(CASE WHEN lower(p.name) = 'requesttype' AND lower(p.value) LIKE 'sas:%' THEN 1 ELSE 0 END) AS step,
    max(CASE WHEN lower(p.name) LIKE '%clientappused' THEN lower(p.value) END) AS client_app
  FROM event_property AS p
  WHERE lower(p.name) LIKE '%authenticationrequirement' OR lower(p.name) = 'requesttype' OR lower(p.name) LIKE '%clientappused'
  GROUP BY p.event_seq
),
old_agent AS (
  SELECT DISTINCT e.user_agent
  FROM (SELECT DISTINCT user_agent FROM event_core WHERE user_agent IS NOT NULL) AS e
  JOIN reference_set AS r ON r.set_name = 'tool-agent' AND r.note = 'legacy' AND strpos(lower(e.user_agent), r.value) = 1
),
signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.session_id, e.event_id) AS session, e.result,
    s.requirement, coalesce(s.step, 0) AS step,
    CASE WHEN a.user_agent IS NOT NULL OR s.client_app IN ('imap4', 'imap', 'pop3', 'pop', 'smtp', 'authenticated smtp',
      'exchange web services', 'other clients', 'autodiscover', 'mapi over http', 'outlook anywhere (rpc over http)')
      THEN 1 ELSE 0 END AS legacy
  FROM event AS e
  LEFT JOIN said AS s ON s.event_seq = e.event_seq
  LEFT JOIN old_agent AS a ON a.user_agent = e.user_agent
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')) AND e.account LIKE '%@%'
),
-- The step of the factor is a record of its own, failed or not, in the session that then succeeds.
stepped AS (
  SELECT DISTINCT account, session FROM signin WHERE step = 1
),
success AS (
  SELECT s.*,
    CASE WHEN t.session IS NOT NULL OR s.requirement = 'multifactorauthentication' THEN 'shown'
      WHEN s.legacy = 1 THEN 'legacy'
      WHEN s.requirement = 'singlefactorauthentication' THEN 'single'
      ELSE 'unknown' END AS factor
  FROM signin AS s
  LEFT JOIN stepped AS t ON t.account = s.account AND t.session = s.session
  WHERE s.result = 'success'
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY account, factor IN ('single', 'legacy') ORDER BY event_time, event_id) AS nth
  FROM success
),
used AS (
  SELECT account, count(*) AS sign_ins,
    count(*) FILTER (WHERE factor = 'shown') AS mfa_shown, count(*) FILTER (WHERE factor = 'single') AS single_factor,
    count(*) FILTER (WHERE factor = 'legacy') AS legacy, count(*) FILTER (WHERE factor = 'unknown') AS unknown,
    min(event_time) FILTER (WHERE factor IN ('single', 'legacy')) AS event_time,
    max(event_time) FILTER (WHERE factor IN ('single', 'legacy')) AS last_time,
    max(event_id) FILTER (WHERE factor IN ('single', 'legacy') AND nth = 1) AS event_id
  FROM numbered
  GROUP BY account
),
state AS (
  SELECT lower(account) AS account, bool_and(registered) AS registered, max(methods) AS methods, bool_or(admin) AS admin
  FROM mfa_state
  WHERE account IS NOT NULL
  GROUP BY lower(account)
),
one AS (
  SELECT coalesce(u.account, s.account) AS account, coalesce(u.sign_ins, 0) AS sign_ins, coalesce(u.mfa_shown, 0) AS mfa_shown,
    coalesce(u.single_factor, 0) AS single_factor, coalesce(u.legacy, 0) AS legacy, coalesce(u.unknown, 0) AS unknown,
    s.registered, s.methods, s.admin, u.event_time, u.last_time, u.event_id
  FROM used AS u
  FULL JOIN state AS s ON s.account = u.account
),
judged AS (
  SELECT *,
    CASE WHEN legacy > 0 OR single_factor > 0 AND admin THEN 'high'
      WHEN single_factor > 0 THEN 'medium'
      WHEN NOT registered THEN CASE WHEN admin THEN 'high' ELSE 'low' END
      ELSE 'info' END AS severity
  FROM one
)
SELECT account, severity, sign_ins, mfa_shown, single_factor, legacy, unknown, registered, methods, admin, event_time, last_time,
  'C' AS grade,
  concat(account, CASE WHEN admin THEN ', an administrator,' ELSE '' END,
    CASE WHEN legacy > 0 THEN concat(' signed in ', legacy, ' times by an old protocol')
      WHEN single_factor > 0 THEN concat(' signed in ', single_factor, ' times without being asked for a second factor')
      WHEN NOT registered THEN ' has no second factor registered'
      WHEN mfa_shown > 0 THEN ' used a second factor'
      ELSE ' signed in, and the records do not say with what' END,
    CASE WHEN unknown > 0 AND (legacy > 0 OR single_factor > 0 OR NOT registered)
      THEN concat('; of ', unknown, ' more sign-ins the records do not say') ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE severity <> 'info' OR getvariable('all_accounts')
ORDER BY CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END, account, event_id NULLS LAST;
