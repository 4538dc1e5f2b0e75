--| id:       containment-timeline
--| question: What was done to get the intruder out of each account, in which order, and what is missing?
--| phase:    response
--| severity: info
--| engine:   duckdb
--| needs:    operation Reset user password., Update StsRefreshTokenValidFrom Timestamp., Disable account.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    victims        varchar[] optional  Accounts to look at; without any, those that the reconstruction holds taken over, or else those that somebody else reset, revoked or blocked
--| column:   event_time     timestamp When, UTC; null where the step is missing
--| column:   account        varchar   Whose account it is about
--| column:   step           varchar   password, sessions, block, unblock, factor removed, factor set up, rule, forwarding, delegate, or what the reconstruction calls the foothold
--| column:   state          varchar   done; missing; by the intruder: the reconstruction holds the actor to be the attacker
--| column:   operation      varchar   The record's operation, or null
--| column:   actor          varchar   Who did it, or null
--| column:   detail         varchar   What was removed or is still there, or null
--| column:   client_ip      varchar   From where, or null
--| column:   hours_after_entry double Hours from the intruder's first success, or null
--| column:   order_fault    varchar   Why the step does not hold, or null
--| column:   severity       varchar   info done, high missing, faulty or by the intruder
--| column:   grade          varchar   A: the reconstruction ties it to the intruder or to what the intruder set up; C: account and time only
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record; of a missing step the record of what it would have ended, or the intruder's first
--| covers:   resets, revocations, blocks, factors, rules, forwarding and delegates of the account; the end of every foothold that the reconstruction lists
--| misses:   steps outside the audit log, such as a new laptop or a call to the bank; steps after the evidence ends
--| misses:   without reconstruct, what had to be removed: then only what was done is shown
--| benign:   onboarding and forgotten passwords: a reset alone does not make an account a victim
--| pivot:    account -> post-containment-activity
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account
--| source:   https://learn.microsoft.com/entra/identity/users/users-revoke-access

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.family, e.operation, rtrim(lower(trim(e.operation)), '.') AS verb, e.account AS actor, e.client_ip,
    lower(coalesce(CASE WHEN e.target LIKE '%@%' AND e.target NOT LIKE '%\%' THEN e.target END, e.mailbox, e.account)) AS account,
    CASE WHEN lower(trim(e.operation)) LIKE '%inboxrule%' THEN e.target END AS thing
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('reset user password', 'set force change user password', 'change user password',
      'update stsrefreshtokenvalidfrom timestamp', 'revoke sign in sessions', 'disable account', 'enable account', 'update user',
      'user registered security info', 'admin registered security info', 'user deleted security info', 'admin deleted security info',
      'remove-inboxrule', 'disable-inboxrule', 'updateinboxrules', 'set-mailbox', 'remove-mailboxpermission', 'remove-recipientpermission',
      'remove-mailboxfolderpermission')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN lower(p.value) END) AS rule_operation,
    max(CASE WHEN lower(p.name) LIKE 'forwarding%address' AND trim(replace(coalesce(p.value, ''), '$null', '')) = '' THEN 1 ELSE 0 END) AS cleared,
    max(CASE WHEN lower(p.name) LIKE 'forwarding%address' AND trim(replace(coalesce(p.value, ''), '$null', '')) <> '' THEN 1 ELSE 0 END) AS filled,
    max(CASE WHEN lower(p.name) = 'accountenabled' THEN lower(p.value) END) AS enabled,
    max(CASE WHEN lower(p.name) LIKE 'strongauthentication%' THEN length(coalesce(p.value, '')) - length(coalesce(p.old_value, '')) END) AS grown,
    max(CASE WHEN lower(p.name) IN ('user', 'trustee') THEN p.value END) AS grantee
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE a.verb IN ('update user', 'updateinboxrules', 'set-mailbox', 'remove-mailboxpermission', 'remove-recipientpermission',
    'remove-mailboxfolderpermission')
  GROUP BY a.event_seq
),
classed AS (
  SELECT a.*, coalesce(s.grantee, a.thing) AS detail,
    CASE WHEN a.verb IN ('reset user password', 'set force change user password', 'change user password') THEN 'password'
      WHEN a.verb IN ('update stsrefreshtokenvalidfrom timestamp', 'revoke sign in sessions') THEN 'sessions'
      WHEN a.verb = 'disable account' OR a.verb = 'update user' AND s.enabled LIKE '%false%' THEN 'block'
      WHEN a.verb = 'enable account' OR a.verb = 'update user' AND s.enabled LIKE '%true%' THEN 'unblock'
      WHEN a.verb LIKE '%deleted security info' OR a.verb = 'update user' AND s.grown < 0 THEN 'factor removed'
      WHEN a.verb LIKE '%registered security info' OR a.verb = 'update user' AND s.grown > 0 THEN 'factor set up'
      WHEN a.verb LIKE '%-inboxrule' OR a.verb = 'updateinboxrules' AND s.rule_operation IN ('removemailboxrule', 'delete') THEN 'rule'
      WHEN a.verb = 'set-mailbox' AND s.cleared = 1 AND s.filled = 0 THEN 'forwarding'
      WHEN a.verb LIKE 'remove-%permission' THEN 'delegate' END AS step
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
),
judged AS (
  SELECT account, first_success FROM account_verdict WHERE verdict = 'attacker'
),
victim AS (
  SELECT DISTINCT lower(v.account) AS account FROM (SELECT unnest(getvariable('victims')) AS account) AS v
  UNION
  SELECT account FROM judged WHERE getvariable('victims') IS NULL
  UNION
  SELECT account FROM classed
  WHERE getvariable('victims') IS NULL AND NOT EXISTS (SELECT 1 FROM account_verdict)
    AND step IN ('password', 'sessions', 'block') AND coalesce(actor, account) <> account
),
-- What ended a foothold of the reconstruction, whatever account or application the record is about.
ending AS (
  SELECT p.account, p.type AS step, p.target AS detail, p.ended AS event_time, p.ended_by AS event_id
  FROM persistence AS p
  WHERE p.ended_by IS NOT NULL AND p.verdict IN ('attacker', 'suspect')
),
taken AS (
  SELECT v.account, c.step, c.event_time, c.event_id, c.event_seq, c.operation, c.actor, c.detail, c.client_ip, c.family
  FROM victim AS v
  JOIN classed AS c ON c.account = v.account
  LEFT JOIN judged AS j ON j.account = v.account
  WHERE c.step IS NOT NULL AND (j.first_success IS NULL OR c.event_time >= j.first_success)
    AND NOT EXISTS (SELECT 1 FROM ending AS n WHERE n.event_id = c.event_id)
  UNION ALL
  SELECT v.account, n.step, n.event_time, n.event_id, e.event_seq, e.operation, e.account, n.detail, e.client_ip, e.family
  FROM victim AS v
  JOIN ending AS n ON n.account = v.account
  JOIN event AS e ON e.event_id = n.event_id
),
-- The audit log and the Entra export tell of one act in a record each, a moment apart.
told AS (
  SELECT t.*, v.verdict,
    lag(t.event_time) OVER (PARTITION BY t.account, t.step, t.actor, coalesce(t.detail, '') ORDER BY t.event_time, t.event_id) AS told_before
  FROM taken AS t
  LEFT JOIN verdict AS v ON v.event_seq = t.event_seq
),
done AS (
  SELECT t.*, coalesce(t.verdict, '') = 'attacker' AS hostile FROM told AS t
  WHERE t.told_before IS NULL OR t.told_before < t.event_time - interval '1' minute
),
last_of AS (
  SELECT account, max(event_time) FILTER (WHERE step = 'password' AND NOT hostile) AS password_time,
    max(event_time) FILTER (WHERE step = 'sessions' AND NOT hostile) AS sessions_time,
    max(event_time) FILTER (WHERE step = 'block' AND NOT hostile) AS block_time
  FROM done
  GROUP BY account
),
factor AS (
  SELECT account, max(coalesce(ended, timestamp '9999-12-31')) AS gone FROM persistence
  WHERE type = 'mfa-method' AND verdict IN ('attacker', 'suspect')
  GROUP BY account
),
first_bad AS (
  SELECT e.account, arg_min(e.event_id, (e.event_time, e.event_id)) AS event_id
  FROM verdict AS v JOIN event AS e ON e.event_seq = v.event_seq
  WHERE v.verdict = 'attacker'
  GROUP BY e.account
),
first_step AS (
  SELECT account, arg_min(event_id, (event_time, event_id)) AS event_id FROM done GROUP BY account
),
missing AS (
  SELECT v.account, m.step, cast(NULL AS varchar) AS detail, coalesce(b.event_id, f.event_id) AS event_id
  FROM victim AS v
  CROSS JOIN (VALUES ('password'), ('sessions')) AS m (step)
  LEFT JOIN last_of AS l ON l.account = v.account
  LEFT JOIN first_bad AS b ON b.account = v.account
  LEFT JOIN first_step AS f ON f.account = v.account
  WHERE CASE m.step WHEN 'password' THEN l.password_time ELSE l.sessions_time END IS NULL
    -- Blocked accounts have no sessions either.
    AND NOT (m.step = 'sessions' AND l.block_time IS NOT NULL)
    AND coalesce(b.event_id, f.event_id) IS NOT NULL
  UNION ALL
  SELECT p.account, p.type, p.target, p.event_id
  FROM persistence AS p
  JOIN victim AS v ON v.account = p.account
  WHERE p.ended IS NULL AND p.verdict IN ('attacker', 'suspect')
),
row_of AS (
  SELECT d.event_time, d.account, d.step, CASE WHEN d.hostile THEN 'by the intruder' ELSE 'done' END AS state, d.operation, d.actor,
    d.detail, d.client_ip, round(date_diff('minute', j.first_success, d.event_time) / 60.0, 1) AS hours_after_entry,
    CASE WHEN d.hostile THEN 'what the intruder does contains nobody'
      WHEN d.step = 'sessions' AND l.sessions_time < l.password_time AND d.event_time = l.sessions_time AND l.block_time IS NULL
        THEN 'revoked before the password was new, and not again: whoever knew it could sign in anew'
      WHEN d.step = 'password' AND d.event_time = l.password_time AND f.gone > d.event_time
        THEN 'the intruder''s second factor was still there' END AS order_fault,
    CASE WHEN d.hostile OR n.event_id IS NOT NULL THEN 'A' ELSE 'C' END AS grade,
    d.event_id
  FROM done AS d
  LEFT JOIN judged AS j ON j.account = d.account
  LEFT JOIN last_of AS l ON l.account = d.account
  LEFT JOIN factor AS f ON f.account = d.account
  LEFT JOIN (SELECT DISTINCT event_id FROM ending) AS n ON n.event_id = d.event_id
  UNION ALL
  SELECT cast(NULL AS timestamp), m.account, m.step, 'missing', cast(NULL AS varchar), cast(NULL AS varchar), m.detail, cast(NULL AS varchar),
    cast(NULL AS double), cast(NULL AS varchar), CASE WHEN m.step IN ('password', 'sessions') THEN 'C' ELSE 'A' END, m.event_id
  FROM missing AS m
)
SELECT event_time, account, step, state, operation, actor, detail, client_ip, hours_after_entry, order_fault,
  CASE WHEN state <> 'done' OR order_fault IS NOT NULL THEN 'high' ELSE 'info' END AS severity, grade,
  concat(account, ': ', CASE step WHEN 'password' THEN 'new password' WHEN 'sessions' THEN 'sessions revoked' WHEN 'block' THEN 'account blocked'
      WHEN 'unblock' THEN 'account opened again' WHEN 'rule' THEN 'rule removed' WHEN 'forwarding' THEN 'forwarding cleared'
      WHEN 'delegate' THEN 'delegate removed' WHEN 'factor removed' THEN step WHEN 'factor set up' THEN step
      ELSE concat(step, CASE state WHEN 'missing' THEN '' ELSE ' ended' END) END,
    CASE WHEN detail IS NOT NULL THEN concat(' (', detail, ')') ELSE '' END,
    CASE state WHEN 'missing' THEN CASE WHEN step IN ('password', 'sessions') THEN ': no record of it' ELSE ' has no end on record' END WHEN 'done' THEN concat(' by ', coalesce(actor, 'somebody unnamed'))
      ELSE ' by the intruder' END,
    CASE WHEN order_fault IS NOT NULL THEN concat('; ', order_fault) ELSE '' END) AS sentence,
  event_id
FROM row_of
ORDER BY account, event_time NULLS LAST, step, event_id;
