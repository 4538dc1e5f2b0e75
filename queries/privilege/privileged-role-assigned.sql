--| id:       privileged-role-assigned
--| question: Who got which directory role, from whom, for how long, and what was done with it?
--| phase:    privilege
--| attack:   T1098.003 T1078.004
--| severity: critical
--| engine:   duckdb
--| needs:    operation Add member to role., Add eligible member to role.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    short_life_hours integer optional  default=48  A role taken back sooner is unusual, hours
--| param:    new_account_days integer optional  default=7   An account created since then is new, days
--| param:    admins         varchar[] optional  Accounts that assign roles with leave, lower case; what they give to others is shown as medium
--| param:    show_all       boolean   optional  default=false Show also roles that rule nothing
--| column:   event_time     timestamp When it was given, UTC
--| column:   account        varchar   Who got it: person, group or application
--| column:   role           varchar   The role
--| column:   tier           integer   0 rules the tenant, 1 rules a service or many people, 2 neither
--| column:   kind           varchar   permanent; eligible: may be switched on; activation: switched on for hours
--| column:   actor          varchar   Who gave it, or null
--| column:   self_assigned  boolean   True if one gave it to oneself
--| column:   to_what        varchar   person, guest, application, or new account: created shortly before
--| column:   client_ip      varchar   Address of the record, or null; Microsoft's own when a portal was used
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   removed_time   timestamp When it was taken back, UTC, or null: still held
--| column:   duration_hours double    Hours until then, or null
--| column:   acts_during    bigint    Changes of directory or services by the holder while the role was held
--| column:   severity       varchar   critical by the intruder or a ruling role given to oneself, a guest, an application or a new account; high a ruling role; else medium, activations low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   members, eligible members and activations of directory roles, by name, template id or well-known name
--| misses:   roles held before the evidence begins; rights of Exchange and Purview, see exchange-compliance-role-change; rights that a group carries
--| benign:   activations by the usual administrators from their usual devices
--| pivot:    account -> ato-timeline
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
--| source:   https://learn.microsoft.com/entra/architecture/security-operations-privileged-accounts

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.operation, rtrim(lower(trim(e.operation)), '.') AS verb, e.client_ip, e.country, e.session_id,
    e.target, e.actor_kind
  FROM event AS e
  WHERE regexp_matches(e.operation, '(?i)^\s*(add|remove) .*(role|pim)') AND e.operation NOT ILIKE '%app role%' AND e.operation NOT ILIKE '%role definition%'
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) = 'role.displayname' THEN coalesce(nullif(trim(p.value, '" []'), ''), nullif(trim(p.old_value, '" []'), '')) END) AS role,
    min(CASE s.set_name WHEN 'tier0-role' THEN 0 WHEN 'tier1-role' THEN 1 END) AS tier, min(s.note) AS common_name
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq AND lower(p.name) IN ('role.displayname', 'role.templateid', 'role.wellknownobjectname', 'roledefinitionoriginid', 'templateid')
  LEFT JOIN reference_set AS s ON s.set_name IN ('tier0-role', 'tier1-role')
    AND s.value = lower(coalesce(nullif(trim(p.value, '" []'), ''), trim(p.old_value, '" []')))
  GROUP BY a.event_seq
),
aimed AS (
  SELECT a.event_seq, min(lower(t.value)) FILTER (WHERE t.kind IN ('upn', 'user') AND t.value LIKE '%@%') AS upn,
    min(t.value) FILTER (WHERE t.kind = 'role') AS role, min(t.value) FILTER (WHERE t.kind IN ('name', 'serviceprincipal', 'group', 'spn')) AS other,
    bool_or(t.kind IN ('serviceprincipal', 'spn') OR t.value ILIKE 'serviceprincipal%') AS app
  FROM act AS a
  JOIN event_target AS t ON t.event_seq = a.event_seq
  GROUP BY a.event_seq
),
-- Some records hold the role only among their targets.
tiered AS (
  SELECT m.event_seq, min(CASE s.set_name WHEN 'tier0-role' THEN 0 ELSE 1 END) AS tier
  FROM aimed AS m
  JOIN reference_set AS s ON s.set_name IN ('tier0-role', 'tier1-role') AND s.value = lower(m.role)
  GROUP BY m.event_seq
),
given AS (
  SELECT a.*, coalesce(s.role, m.role, s.common_name, 'unnamed role') AS role, coalesce(s.tier, r.tier, 2) AS tier,
    coalesce(m.upn, CASE WHEN a.target LIKE '%@%' THEN lower(a.target) END, m.other, lower(a.target), 'unnamed') AS account, coalesce(m.app, false) AND m.upn IS NULL AS app,
    CASE WHEN a.verb LIKE '%activation%' THEN 'activation' WHEN a.verb LIKE '%eligible%' THEN 'eligible' ELSE 'permanent' END AS kind
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN aimed AS m ON m.event_seq = a.event_seq
  LEFT JOIN tiered AS r ON r.event_seq = a.event_seq
),
-- The audit log and the Entra export tell of one act in a record each; PIM writes request and completion.
told AS (
  SELECT *, lag(event_time) OVER (PARTITION BY account, lower(role), kind, verb LIKE 'remove%' ORDER BY event_time, event_id) AS told_before FROM given
),
added AS (
  SELECT * FROM told
  WHERE verb LIKE 'add %' AND verb NOT LIKE '%requested%' AND verb NOT LIKE '%denied%' AND (told_before IS NULL OR told_before < event_time - interval '1' minute)
),
taken AS (
  SELECT a.event_seq, min(r.event_time) AS removed_time
  FROM added AS a
  JOIN given AS r ON r.verb LIKE 'remove %' AND r.account = a.account AND lower(r.role) = lower(a.role) AND r.event_time > a.event_time
  GROUP BY a.event_seq
),
born AS (
  SELECT lower(e.target) AS account, min(e.event_time) AS since FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') = 'add user' AND e.result <> 'failure'
  GROUP BY lower(e.target)
),
used AS (
  SELECT a.event_seq, count(*) AS acts_during
  FROM added AS a
  LEFT JOIN taken AS t ON t.event_seq = a.event_seq
  JOIN event_core AS e ON e.account = a.account AND e.event_time > a.event_time AND (t.removed_time IS NULL OR e.event_time <= t.removed_time)
    AND e.record_type IN (1, 8, 14, 18) AND e.operation NOT LIKE 'User%' AND e.actor_kind IN ('user', 'admin') AND (e.record_type <> 14 OR e.operation LIKE 'Site%')
  GROUP BY a.event_seq
),
judged AS (
  SELECT a.*, t.removed_time, coalesce(u.acts_during, 0) AS acts_during, v.verdict, a.actor = a.account AS self_assigned,
    CASE WHEN a.app THEN 'application' WHEN a.account LIKE '%#ext#%' THEN 'guest'
      WHEN b.since BETWEEN a.event_time - interval '1' day * getvariable('new_account_days') AND a.event_time THEN 'new account' ELSE 'person' END AS to_what,
    coalesce(list_contains(getvariable('admins'), a.actor), false) AS usual
  FROM added AS a
  LEFT JOIN taken AS t ON t.event_seq = a.event_seq
  LEFT JOIN used AS u ON u.event_seq = a.event_seq
  LEFT JOIN born AS b ON b.account = a.account
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
)
SELECT event_time, account, role, tier, kind, actor, coalesce(self_assigned, false) AS self_assigned, to_what, client_ip, country, session_id, removed_time,
  round(date_diff('minute', event_time, removed_time) / 60.0, 1) AS duration_hours, acts_during,
  CASE WHEN verdict = 'attacker' THEN 'critical' WHEN kind = 'activation' AND coalesce(verdict, '') <> 'suspect' THEN 'low'
    WHEN tier = 0 AND (self_assigned OR to_what <> 'person' OR removed_time < event_time + interval '1' hour * getvariable('short_life_hours')) THEN 'critical'
    WHEN verdict = 'suspect' OR tier = 0 AND NOT usual OR tier = 1 AND (self_assigned OR to_what <> 'person') THEN 'high' ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(account, CASE to_what WHEN 'person' THEN '' ELSE concat(' (', to_what, ')') END, CASE kind WHEN 'activation' THEN ' switched on ' WHEN 'eligible' THEN ' may now switch on ' ELSE ' got ' END,
    role, CASE WHEN self_assigned THEN ' by itself' ELSE concat(', given by ', coalesce(actor, 'somebody unnamed')) END,
    CASE WHEN removed_time IS NOT NULL THEN concat(', taken back after ', round(date_diff('minute', event_time, removed_time) / 60.0, 1), ' hours') ELSE '' END,
    CASE WHEN acts_during > 0 THEN concat('; ', acts_during, CASE WHEN acts_during = 1 THEN ' change' ELSE ' changes' END, ' while it was held') ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE tier < 2 OR getvariable('show_all') OR verdict IN ('attacker', 'suspect')
ORDER BY event_time, event_id;
