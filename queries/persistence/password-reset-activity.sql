--| id:       password-reset-activity
--| question: Whose passwords were changed or reset, by whom, and was it theft, help desk or response?
--| phase:    persistence
--| attack:   T1098 T1531
--| severity: medium
--| engine:   duckdb
--| param:    bulk_count        integer   optional  default=3      Accounts that one actor resets inside the window from which it is a bulk
--| param:    bulk_minutes      integer   optional  default=60     The window, minutes
--| param:    sequence_minutes  integer   optional  default=30     How soon a sign-in from a new place, or a sensitive act, counts as its consequence, minutes
--| param:    privileged_users  varchar[] optional  Accounts with high rights or for emergencies; those given a high role in the case count too
--| param:    show_self         boolean   optional  default=false  Whether to show people who changed their own password and did nothing else of note
--| column:   event_time        timestamp When, UTC; of a bulk the first
--| column:   account           varchar   Whose password; of a bulk the first
--| column:   actor             varchar   Who did it
--| column:   actor_kind        varchar   self, admin, or service: synchronisation or Microsoft
--| column:   kind              varchar   reset, bulk reset, change, or self-service
--| column:   severity          varchar   high with a consequence by the same hands or of a privileged account; low for a bulk without one; else medium
--| column:   grade             varchar   C: account and time only; S: made by a service
--| column:   accounts          bigint    Accounts that the actor reset inside the window
--| column:   privileged        boolean   Whether the account has high rights, as far as the case knows
--| column:   created_same_day  boolean   Whether the account was created on the same day: onboarding
--| column:   new_place         varchar   Address of the first sign-in of the account after it, if the account had never signed in from there, or null
--| column:   followed_by       varchar   Sensitive acts inside sequence_minutes by the account, or by the actor on it, or null
--| column:   factor_before     timestamp Change of a factor of the account in the 24 hours before, UTC, or null
--| column:   client_ip         varchar   Address of the record, or null
--| column:   country           varchar   Its country, or null
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record
--| covers:   resets by administrators, self-service and own changes in both logs; what followed within minutes
--| misses:   passwords changed in a directory on premises
--| misses:   resets of an account whose consequence comes later than sequence_minutes
--| benign:   help desk on Mondays; onboarding, told by created_same_day; response to a break-in: it ends the intruder's sign-ins
--| pivot:    account -> mfa-method-added
--| pivot:    account -> post-containment-activity
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH act AS (
  SELECT e.event_time, e.event_id, e.account AS actor, e.actor_kind AS made_by, e.client_ip,
    rtrim(lower(trim(e.operation)), '.') AS verb,
    lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.value LIKE '%@%'), e.target)) AS account
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('reset user password', 'change user password', 'set force change user password',
      'reset password (self-service)', 'change password (self-service)', 'reset password (by admin)')
    AND e.result <> 'failure'
),
-- The log on each side tells of one act, some in two records.
told AS (
  SELECT a.*, lag(event_time) OVER (PARTITION BY actor, account ORDER BY event_time, event_id) AS told_before,
    CASE WHEN actor = account OR verb LIKE '%self-service%' THEN 'self'
      WHEN actor NOT LIKE '%@%' OR made_by IN ('system', 'app') OR actor LIKE '%@support.onmicrosoft.com' THEN 'service'
      ELSE 'admin' END AS actor_kind
  FROM act AS a
  WHERE account IS NOT NULL
),
once AS (
  SELECT * FROM told WHERE told_before IS NULL OR told_before < event_time - interval '1' minute
),
bulk AS (
  SELECT o.*,
    count(DISTINCT account) OVER (PARTITION BY actor, actor_kind ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('bulk_minutes') PRECEDING AND CURRENT ROW) AS behind,
    count(DISTINCT account) OVER (PARTITION BY actor, actor_kind ORDER BY event_time
      RANGE BETWEEN CURRENT ROW AND interval '1' minute * getvariable('bulk_minutes') FOLLOWING) AS ahead
  FROM once AS o
),
signin AS (
  SELECT e.account, e.client_ip, min(e.event_time) AS event_time
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success' AND e.client_ip IS NOT NULL
    AND e.account IN (SELECT account FROM once)
  GROUP BY e.account, e.client_ip
),
known AS (
  SELECT account, min(event_time) AS since FROM signin GROUP BY account
),
entered AS (
  SELECT o.event_id, s.client_ip, row_number() OVER (PARTITION BY o.event_id ORDER BY s.event_time, s.client_ip) AS nth
  FROM once AS o
  JOIN signin AS s ON s.account = o.account
    AND s.event_time BETWEEN o.event_time AND o.event_time + interval '1' minute * getvariable('sequence_minutes')
  JOIN known AS k ON k.account = o.account AND k.since < o.event_time
),
sensitive AS (
  SELECT e.event_time, e.operation, e.account AS actor, lower(coalesce(e.mailbox, '')) AS mailbox,
    lower(coalesce(e.target, '')) AS target
  FROM event_core AS e
  WHERE e.result <> 'failure' AND e.account IS NOT NULL
    AND rtrim(lower(trim(e.operation)), '.') IN ('new-inboxrule', 'set-inboxrule', 'updateinboxrules', 'set-mailbox', 'add-mailboxpermission',
      'add-recipientpermission', 'add-mailboxfolderpermission', 'consent to application', 'add member to role', 'add eligible member to role',
      'add device', 'add service principal credentials', 'new-transportrule', 'add member to group', 'disable strong authentication',
      'new-managementroleassignment', 'set domain authentication')
),
-- A mailbox is named by its address or by its alias.
follow AS (
  SELECT o.event_id, array_to_string(list_sort(array_agg(DISTINCT s.operation)), ', ') AS followed_by
  FROM once AS o
  JOIN sensitive AS s ON s.event_time BETWEEN o.event_time AND o.event_time + interval '1' minute * getvariable('sequence_minutes')
    AND (s.actor = o.account OR s.actor = o.actor AND (s.mailbox IN (o.account, split_part(o.account, '@', 1))
      OR s.target IN (o.account, split_part(o.account, '@', 1))))
  GROUP BY o.event_id
),
factor AS (
  SELECT o.event_id, max(e.event_time) AS factor_before
  FROM once AS o
  JOIN event_core AS e ON lower(e.target) = o.account AND e.event_time BETWEEN o.event_time - interval '24' hour AND o.event_time
  WHERE e.result <> 'failure'
    AND (rtrim(lower(trim(e.operation)), '.') IN ('user registered security info', 'admin registered security info')
      OR rtrim(lower(trim(e.operation)), '.') = 'update user' AND e.event_seq IN (
        SELECT p.event_seq FROM event_property AS p
        WHERE lower(p.name) IN ('strongauthenticationmethod', 'strongauthenticationphoneappdetail', 'strongauthenticationuserdetails')))
  GROUP BY o.event_id
),
created AS (
  SELECT DISTINCT lower(e.target) AS account, date_trunc('day', e.event_time) AS day
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') = 'add user' AND e.result <> 'failure'
),
privileged AS (
  SELECT unnest(getvariable('privileged_users')) AS account
  UNION
  SELECT lower(u.value) FROM event_core AS e
  JOIN event_target AS u ON u.event_seq = e.event_seq AND u.value LIKE '%@%'
  JOIN event_target AS r ON r.event_seq = e.event_seq AND r.kind = 'role'
  JOIN reference_set AS s ON s.set_name = 'tier0-role' AND s.value = lower(r.value)
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add member to role', 'add eligible member to role') AND e.result <> 'failure'
),
judged AS (
  SELECT b.*, greatest(b.behind, b.ahead) AS accounts, n.client_ip AS new_place, f.followed_by, t.factor_before,
    b.actor_kind <> 'self' AND greatest(b.behind, b.ahead) >= getvariable('bulk_count') AS is_bulk,
    b.account IN (SELECT account FROM privileged) AS privileged,
    EXISTS (SELECT 1 FROM created AS c WHERE c.account = b.account AND c.day = date_trunc('day', b.event_time)) AS created_same_day
  FROM bulk AS b
  LEFT JOIN entered AS n ON n.event_id = b.event_id AND n.nth = 1
  LEFT JOIN follow AS f ON f.event_id = b.event_id
  LEFT JOIN factor AS t ON t.event_id = b.event_id
),
paused AS (
  SELECT j.*, lag(event_time) OVER (PARTITION BY actor, is_bulk ORDER BY event_time, event_id) AS bulk_before,
    new_place IS NULL AND followed_by IS NULL AND NOT privileged AS plain
  FROM judged AS j
),
kept AS (
  SELECT p.* FROM paused AS p
  -- Of a bulk its first row stands, and every row with a consequence.
  WHERE NOT (is_bulk AND plain AND coalesce(bulk_before >= event_time - interval '1' minute * getvariable('bulk_minutes'), false))
    AND (actor_kind = 'admin' OR NOT plain OR getvariable('show_self')
      OR actor_kind = 'self' AND verb LIKE '%self-service%' AND factor_before IS NOT NULL)
)
SELECT k.event_time, k.account, k.actor, k.actor_kind,
  CASE WHEN k.is_bulk THEN 'bulk reset' WHEN k.verb LIKE '%self-service%' THEN 'self-service'
    WHEN k.verb LIKE 'change%' THEN 'change' ELSE 'reset' END AS kind,
  CASE WHEN k.followed_by IS NOT NULL OR k.new_place IS NOT NULL AND k.actor_kind <> 'service' OR k.privileged AND k.actor_kind <> 'self' THEN 'high'
    WHEN k.is_bulk OR k.created_same_day THEN 'low' ELSE 'medium' END AS severity,
  CASE WHEN k.actor_kind = 'service' THEN 'S' ELSE 'C' END AS grade, k.accounts, k.privileged, k.created_same_day, k.new_place,
  k.followed_by, k.factor_before, k.client_ip, a.country,
  concat(CASE WHEN k.actor_kind = 'self' THEN concat(k.account, ' changed the own password')
      ELSE concat(coalesce(k.actor, 'somebody'), ' reset the password of ', k.account) END,
    CASE WHEN k.is_bulk THEN concat(', of ', k.accounts, ' accounts about that time') ELSE '' END,
    CASE WHEN k.created_same_day THEN ', created on that day' ELSE '' END,
    CASE WHEN k.privileged THEN ', an account with high rights' ELSE '' END,
    CASE WHEN k.factor_before IS NULL THEN '' ELSE '; a factor had changed in the day before' END,
    CASE WHEN k.new_place IS NULL THEN '' ELSE concat('; then the first sign-in from ', k.new_place) END,
    CASE WHEN k.followed_by IS NULL THEN '' ELSE concat('; then ', k.followed_by) END) AS sentence,
  k.event_id
FROM kept AS k
LEFT JOIN address AS a ON a.client_ip = k.client_ip
ORDER BY k.event_time, k.account, k.event_id;
