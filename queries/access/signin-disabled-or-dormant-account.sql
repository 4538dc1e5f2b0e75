--| id:       signin-disabled-or-dormant-account
--| question: Did a disabled, forgotten, shared or leaver's account come back to life, or was it tried?
--| phase:    access
--| attack:   T1078.004
--| severity: medium
--| engine:   duckdb
--| param:    dormant_days  integer   optional  default=45  Silence after which an account counts as forgotten, days
--| param:    leavers       varchar[] optional  Accounts of people who have left; every success is shown
--| column:   event_time    timestamp First such activity or try, UTC
--| column:   last_time     timestamp Last, UTC
--| column:   account       varchar   Which account
--| column:   kind          varchar   tried while disabled; active while disabled; woke; shared mailbox; leaver
--| column:   severity      varchar   high for activity while disabled, of a leaver, or of a forgotten account from a network new to it; low for tries alone; else medium
--| column:   grade         varchar   C: account and time only
--| column:   client_ip     varchar   From where, or null
--| column:   country       varchar   Its country, or null
--| column:   asn           bigint    Its autonomous system, or null
--| column:   operation     varchar   What it was
--| column:   app_id        varchar   Application, or null
--| column:   records       bigint    Records
--| column:   active_before timestamp Last activity before, UTC, or null
--| column:   silence_days  bigint    Days without a record of it, or null
--| column:   disabled_time timestamp When it was disabled, UTC, or null
--| column:   changed_by    varchar   Who disabled it, or enabled it again, or null
--| column:   history       varchar   Warm-up note: whether the case reaches back far enough to speak of silence
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The first record
--| covers:   error 50057 in both logs, activity after Disable account., silence over all workloads, sign-ins of shared and room mailboxes where a mailbox list was imported
--| misses:   accounts whose last activity is older than the case: silence before the first record cannot be told from absence of records
--| benign:   long leave, seasonal staff; a token that outlives the disabling by an hour
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> post-containment-activity
--| source:   https://learn.microsoft.com/entra/identity-platform/reference-error-codes
--| source:   https://learn.microsoft.com/entra/identity/users/users-revoke-access

WITH switched AS (
  SELECT e.event_seq, e.event_time, e.account AS actor, lower(e.target) AS account,
    CASE WHEN rtrim(lower(trim(e.operation)), '.') = 'disable account' THEN 'off' ELSE 'on' END AS state
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('disable account', 'enable account') AND e.result <> 'failure' AND e.target LIKE '%@%'
  UNION ALL
  SELECT e.event_seq, e.event_time, e.account, lower(e.target), CASE WHEN lower(p.value) LIKE '%false%' THEN 'off' ELSE 'on' END
  FROM event_property AS p
  JOIN event_core AS e ON e.event_seq = p.event_seq
  WHERE lower(p.name) = 'accountenabled' AND e.result <> 'failure' AND e.target LIKE '%@%'
    AND rtrim(lower(trim(e.operation)), '.') IN ('update user', 'disable account', 'enable account')
    AND (lower(p.value) LIKE '%false%' OR lower(p.value) LIKE '%true%')
),
-- One act is told by two records in the same second or the next.
period AS (
  SELECT account, actor, event_time AS disabled_time, state,
    lead(event_time) OVER (PARTITION BY account ORDER BY event_time, state, event_seq) AS until
  FROM switched
),
off AS (
  SELECT account, min(actor) AS actor, max(disabled_time) AS disabled_time, until
  FROM period
  WHERE state = 'off' AND (until IS NULL OR until > disabled_time + interval '2' second)
  GROUP BY account, until
),
activity AS (
  SELECT e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.app_id, a.country, a.asn,
    lag(e.event_time) OVER (PARTITION BY e.account ORDER BY e.event_time, e.event_id) AS before
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE e.account LIKE '%@%' AND e.actor_kind IN ('user', 'admin', 'guest')
    AND (e.result = 'success' OR e.result = 'unknown' AND e.family = 'ual')
    AND e.family IN ('ual', 'signin', 'directory-audit')
),
network AS (
  SELECT account, asn, min(event_time) AS since FROM activity WHERE asn IS NOT NULL GROUP BY account, asn
),
tried AS (
  SELECT e.event_time, e.event_id, e.account, 'tried while disabled' AS kind, e.operation, e.client_ip, e.app_id, a.country, a.asn,
    cast(NULL AS timestamp) AS before, cast(NULL AS timestamp) AS disabled_time, cast(NULL AS varchar) AS changed_by
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE (e.family = 'signin' OR e.operation = 'UserLoginFailed') AND e.account IS NOT NULL AND e.result <> 'success'
    AND (e.result_code = '50057' OR e.result_code IS NULL AND e.result_text IN ('UserDisabled', 'UserAccountIsDisabled'))
),
found AS (
  SELECT * FROM tried
  UNION ALL
  SELECT t.event_time, t.event_id, t.account, 'active while disabled', t.operation, t.client_ip, t.app_id, t.country, t.asn, t.before,
    o.disabled_time, o.actor
  FROM activity AS t
  -- A token lives for an hour and a half at most after its account is disabled.
  JOIN off AS o ON o.account = t.account AND t.event_time > o.disabled_time + interval '90' minute
    AND (o.until IS NULL OR t.event_time < o.until)
  UNION ALL
  SELECT t.event_time, t.event_id, t.account, 'woke', t.operation, t.client_ip, t.app_id, t.country, t.asn, t.before,
    cast(NULL AS timestamp), (SELECT max(s.actor) FROM switched AS s WHERE s.account = t.account AND s.state = 'on'
      AND s.event_time BETWEEN t.before AND t.event_time)
  FROM activity AS t
  WHERE t.before <= t.event_time - interval '1' day * getvariable('dormant_days')
  UNION ALL
  SELECT t.event_time, t.event_id, t.account, 'shared mailbox', t.operation, t.client_ip, t.app_id, t.country, t.asn, t.before,
    cast(NULL AS timestamp), cast(NULL AS varchar)
  FROM activity AS t
  JOIN mailbox_state AS m ON lower(m.mailbox) = t.account
  WHERE (t.operation = 'UserLoggedIn' OR t.operation = 'Sign-in activity')
    AND lower(m.recipient_type) IN ('sharedmailbox', 'roommailbox', 'equipmentmailbox')
  UNION ALL
  SELECT t.event_time, t.event_id, t.account, 'leaver', t.operation, t.client_ip, t.app_id, t.country, t.asn, t.before,
    cast(NULL AS timestamp), cast(NULL AS varchar)
  FROM activity AS t
  WHERE getvariable('leavers') IS NOT NULL AND list_contains(getvariable('leavers'), t.account)
),
numbered AS (
  SELECT f.*, CASE WHEN kind = 'woke' THEN event_id ELSE coalesce(client_ip, '') END AS split,
    row_number() OVER (PARTITION BY account, kind, CASE WHEN kind = 'woke' THEN event_id ELSE coalesce(client_ip, '') END
      ORDER BY event_time, event_id) AS nth
  FROM found AS f
),
one AS (
  SELECT account, kind, split, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS records,
    max(client_ip) AS client_ip, max(country) AS country, max(asn) AS asn, max(operation) FILTER (WHERE nth = 1) AS operation,
    max(app_id) FILTER (WHERE nth = 1) AS app_id, max(before) FILTER (WHERE nth = 1) AS active_before,
    max(disabled_time) AS disabled_time, max(changed_by) AS changed_by, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM numbered
  GROUP BY account, kind, split
),
extent AS (
  SELECT min(event_time) AS since FROM activity
),
told AS (
  SELECT o.*, date_diff('day', o.active_before, o.event_time) AS silence_days, x.since,
    n.since = o.event_time AS new_network
  FROM one AS o
  CROSS JOIN extent AS x
  LEFT JOIN network AS n ON n.account = o.account AND n.asn = o.asn
)
SELECT event_time, last_time, account, kind,
  CASE WHEN kind IN ('active while disabled', 'leaver') OR kind = 'woke' AND new_network THEN 'high'
    WHEN kind = 'tried while disabled' THEN 'low' ELSE 'medium' END AS severity,
  'C' AS grade, client_ip, country, asn, operation, app_id, records, active_before, silence_days, disabled_time, changed_by,
  CASE WHEN since IS NULL OR since > event_time - interval '1' day * getvariable('dormant_days')
    THEN concat('activity in the case reaches back ', coalesce(date_diff('day', since, event_time), 0), ' days from here: too few to speak of silence')
    ELSE concat('activity in the case reaches back ', date_diff('day', since, event_time), ' days from here') END AS history,
  concat(account, CASE kind
      WHEN 'tried while disabled' THEN concat(' is disabled and was tried ', records, ' times')
      WHEN 'active while disabled' THEN concat(' was active ', records, ' times after it was disabled: ', operation)
      WHEN 'woke' THEN concat(' was active again after ', silence_days, ' days without a record: ', operation)
      WHEN 'shared mailbox' THEN ' is a shared or room mailbox, and somebody signed in as it'
      ELSE ' belongs to somebody who left, and was active' END,
    ', from ', coalesce(client_ip, 'no address')) AS sentence,
  event_id
FROM told
ORDER BY event_time, account, kind, event_id;
