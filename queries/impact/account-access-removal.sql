--| id:       account-access-removal
--| question: Were users or administrators locked out: stripped of roles, blocked, deleted, reset?
--| phase:    impact
--| attack:   T1531
--| severity: high
--| engine:   duckdb
--| needs:    operation Remove member from role., Disable account., Delete user., Update user.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    min_admins     integer   optional  default=2   Administrators that one actor strips within the window
--| param:    min_accounts   integer   optional  default=5   Accounts that one actor deletes, blocks or resets within the window
--| param:    window_minutes integer   optional  default=60  Length of the window, minutes
--| param:    new_admin_days integer   optional  default=7   An actor who became administrator since then is new, days
--| param:    responders     varchar[] optional  Accounts of those who responded, lower case; what they did is for containment-timeline
--| param:    break_glass    varchar[] optional  Emergency accounts, lower case; whatever is done to them is shown
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who was locked out; the first of the day where only the number speaks
--| column:   action         varchar   role removed, deleted, blocked, reset or sessions revoked
--| column:   role           varchar   The role, or null
--| column:   actor          varchar   Who did it
--| column:   operation      varchar   The record's operation
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   actor_admin_since timestamp When the actor was given a role, if within the evidence, UTC, or null
--| column:   in_window      bigint    Accounts that the actor treated so within the window
--| column:   why            varchar   Why it is shown
--| column:   severity       varchar   critical by the intruder, by a new administrator, against an emergency account, or several administrators; high many accounts; medium a single ruling role
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   removal of directory roles, deletion, blocking, resets and revocations by somebody else than the account itself
--| misses:   accounts locked by changed conditional access or by a changed second factor; see their own investigations
--| benign:   the response itself, and leavers: give the people in responders
--| pivot:    account -> containment-timeline
--| pivot:    actor -> ato-timeline
--| source:   https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.operation, e.client_ip, e.session_id,
    rtrim(lower(trim(e.operation)), '.') AS verb,
    -- Entra puts 32 letters before the name of an account that it deletes.
    lower(regexp_replace(e.target, '^[0-9a-fA-F]{32}(.+@)', '\1')) AS account
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('remove member from role', 'remove eligible member from role', 'disable account', 'delete user',
      'reset user password', 'update stsrefreshtokenvalidfrom timestamp', 'update user', 'add member to role', 'add eligible member to role')
    AND e.result <> 'failure' AND e.actor_kind NOT IN ('system', 'app')
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) = 'role.displayname' THEN coalesce(nullif(trim(p.old_value, '" []'), ''), trim(p.value, '" []')) END) AS role,
    max(CASE WHEN lower(p.name) = 'accountenabled' AND lower(p.value) LIKE '%false%' THEN 1 ELSE 0 END) AS switched_off,
    max(CASE WHEN s.set_name = 'tier0-role' THEN 2 WHEN s.set_name = 'tier1-role' THEN 1 ELSE 0 END) AS rank
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  LEFT JOIN reference_set AS s ON s.set_name IN ('tier0-role', 'tier1-role') AND lower(p.name) IN ('role.displayname', 'role.templateid', 'role.wellknownobjectname')
    AND s.value = lower(coalesce(nullif(trim(p.old_value, '" []'), ''), trim(p.value, '" []')))
  WHERE a.verb LIKE '%role' OR a.verb = 'update user'
  GROUP BY a.event_seq
),
classed AS (
  SELECT a.*, s.role, coalesce(s.rank, 0) AS rank, v.verdict,
    CASE WHEN a.verb LIKE 'remove %role' THEN 'role removed' WHEN a.verb = 'delete user' THEN 'deleted'
      WHEN a.verb = 'disable account' OR a.verb = 'update user' AND s.switched_off = 1 THEN 'blocked'
      WHEN a.verb = 'reset user password' THEN 'reset' WHEN a.verb LIKE 'update sts%' THEN 'sessions revoked' END AS action
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
),
-- The audit log and the Entra export tell of one act in a record each; disabling writes several.
told AS (
  SELECT c.*, CASE WHEN action = 'role removed' THEN 'admin' WHEN action = 'sessions revoked' THEN 'reset' ELSE action END AS family,
    lag(event_time) OVER (PARTITION BY actor, account, replace(action, 'sessions revoked', 'reset'), lower(coalesce(role, '')) ORDER BY event_time, event_id) AS told_before
  FROM classed AS c
  WHERE action IS NOT NULL AND coalesce(actor, '') <> coalesce(account, '')
    AND (getvariable('responders') IS NULL OR NOT list_contains(getvariable('responders'), actor) OR verdict = 'attacker')
),
-- A reset comes with a revocation; that is one treatment.
once AS (
  SELECT * FROM told WHERE told_before IS NULL OR told_before < event_time - interval '1' minute
),
counted AS (
  SELECT o.event_seq, count(DISTINCT w.account) AS in_window
  FROM once AS o
  JOIN once AS w ON w.actor = o.actor AND w.family = o.family AND (o.family <> 'admin' OR w.rank > 0)
    AND w.event_time BETWEEN o.event_time - interval '1' minute * getvariable('window_minutes') AND o.event_time + interval '1' minute * getvariable('window_minutes')
  GROUP BY o.event_seq
),
risen AS (
  SELECT account, min(event_time) AS since FROM classed WHERE verb LIKE 'add %role' AND rank > 0 GROUP BY account
),
judged AS (
  SELECT o.*, c.in_window, r.since, coalesce(list_contains(getvariable('break_glass'), o.account), false) AS emergency,
    coalesce(o.event_time BETWEEN r.since AND r.since + interval '1' day * getvariable('new_admin_days'), false) AS risen_lately
  FROM once AS o
  JOIN counted AS c ON c.event_seq = o.event_seq
  LEFT JOIN risen AS r ON r.account = o.actor
),
shown AS (
  SELECT *,
    concat_ws(', ', CASE WHEN verdict IN ('attacker', 'suspect') THEN concat(verdict, ' in the reconstruction') END,
      CASE WHEN emergency THEN 'emergency account' END, CASE WHEN risen_lately THEN 'the actor had become administrator shortly before' END,
      CASE WHEN family = 'admin' AND rank > 0 AND in_window >= getvariable('min_admins') THEN 'several administrators'
        WHEN family <> 'admin' AND in_window >= getvariable('min_accounts') THEN 'many accounts' END,
      CASE WHEN family = 'admin' AND rank = 2 THEN 'a role that rules the tenant' END) AS why
  FROM judged
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY actor, family, why, date_trunc('day', event_time) ORDER BY event_time, event_id) AS nth,
    count(*) OVER (PARTITION BY actor, family, why, date_trunc('day', event_time)) AS that_day
  FROM shown
)
SELECT event_time, account, action, role, actor, operation, client_ip, session_id, since AS actor_admin_since, in_window, why,
  CASE WHEN verdict = 'attacker' OR emergency OR risen_lately OR why LIKE '%several administrators%' THEN 'critical'
    WHEN verdict = 'suspect' OR why LIKE '%many accounts%' THEN 'high' ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'an unnamed account'), CASE WHEN why = 'many accounts' THEN concat(' and ', that_day - 1, ' more that day') ELSE '' END, ': ', action, CASE WHEN role IS NOT NULL AND action = 'role removed' THEN concat(' (', role, ')') ELSE '' END,
    ' by ', coalesce(actor, 'somebody unnamed'), '; ', why) AS sentence,
  event_id
FROM numbered
-- Where nothing but the number speaks, the first of the day stands for all of them.
WHERE why <> '' AND (why <> 'many accounts' OR nth = 1)
ORDER BY event_time, event_id, action;
