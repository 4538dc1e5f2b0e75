--| id:       sensitive-group-change
--| question: Who was added to groups that give power, or that are spared from protection?
--| phase:    privilege
--| attack:   T1098.003 T1098 T1484
--| severity: high
--| engine:   duckdb
--| needs:    operation Add member to group., Add owner to group., Add group.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    watch_groups   varchar[] optional  Names or ids of groups that matter, lower case; beside those whose name tells
--| param:    short_life_hours integer optional  default=48  A membership that ends sooner is unusual, hours
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who was added, or whose group it is
--| column:   group_name     varchar   The group, or its id where the record has no name
--| column:   change         varchar   member added, owner added, member removed, or role-assignable group made
--| column:   actor          varchar   Who did it, or null
--| column:   why            varchar   What makes the group or the change sensitive
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   removed_time   timestamp When the membership ended, UTC, or null: still so
--| column:   severity       varchar   critical by the intruder, or to a sensitive group by oneself or briefly; high a sensitive group; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   members and owners added to watched groups and to groups whose name speaks of administrators, exclusions, factors, VPN, eDiscovery or emergency; groups that can hold roles; every change of groups by accused sessions
--| misses:   power that a harmless name hides: give such groups in watch_groups
--| misses:   dynamic groups, whose members the service sets
--| benign:   joiners and leavers by the usual administrators
--| pivot:    account -> privileged-role-assigned
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, rtrim(lower(trim(e.operation)), '.') AS verb, e.client_ip, e.country, e.session_id, e.target
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add member to group', 'remove member from group', 'add owner to group', 'add group') AND e.result <> 'failure'
    AND e.actor_kind NOT IN ('system', 'app')
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) = 'group.displayname' OR a.verb = 'add group' AND lower(p.name) = 'displayname' THEN coalesce(nullif(trim(p.value, '" []'), ''), nullif(trim(p.old_value, '" []'), '')) END) AS group_name,
    max(CASE WHEN lower(p.name) = 'group.objectid' THEN coalesce(nullif(trim(p.value, '" []'), ''), nullif(trim(p.old_value, '" []'), '')) END) AS group_id,
    max(CASE WHEN lower(p.name) = 'isassignabletorole' AND lower(p.value) LIKE '%true%' THEN 1 ELSE 0 END) AS assignable
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  GROUP BY a.event_seq
),
aimed AS (
  SELECT a.event_seq, min(lower(t.value)) FILTER (WHERE t.kind IN ('upn', 'user') AND t.value LIKE '%@%') AS upn,
    min(t.value) FILTER (WHERE t.kind IN ('name', 'group')) AS named
  FROM act AS a
  JOIN event_target AS t ON t.event_seq = a.event_seq
  GROUP BY a.event_seq
),
known AS (
  SELECT a.*, coalesce(s.group_name, CASE WHEN a.verb = 'add group' THEN m.named END, s.group_id, m.named, 'unnamed group') AS group_name, s.group_id, coalesce(s.assignable, 0) AS assignable,
    coalesce(m.upn, CASE WHEN a.target LIKE '%@%' THEN lower(a.target) END, a.actor) AS account,
    CASE a.verb WHEN 'add member to group' THEN 'member added' WHEN 'remove member from group' THEN 'member removed' WHEN 'add owner to group' THEN 'owner added' ELSE 'role-assignable group made' END AS change
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN aimed AS m ON m.event_seq = a.event_seq
),
-- What a group was made with holds for the rest of its life.
assignable AS (
  SELECT DISTINCT lower(group_name) AS group_name FROM known WHERE assignable = 1
),
weighed AS (
  SELECT k.*, v.verdict,
    CASE WHEN list_contains(getvariable('watch_groups'), lower(k.group_name)) OR list_contains(getvariable('watch_groups'), lower(k.group_id)) THEN 'watched'
      WHEN k.assignable = 1 OR g.group_name IS NOT NULL THEN 'can hold roles'
      WHEN regexp_matches(lower(k.group_name), '(^|[^\pL])(global|domain|tenant|enterprise|security|exchange|privileged|tier.?0)[ _-]*(admin|administrator)s?([^\pL]|$)|(^|[^\pL])(administrators|admins)([^\pL]|$)') THEN 'administrators'
      WHEN regexp_matches(lower(k.group_name), '(exclu|exempt|bypass|spared)') OR regexp_matches(lower(k.group_name), '(^|[^\pL])(no|without|skip|ohne|sans|zonder)[ _-]*(mfa|2fa)') THEN 'spared from protection'
      WHEN regexp_matches(lower(k.group_name), 'conditional access|(^|[^\pL])(mfa|vpn|e-?discovery|break[ _-]?glass|emergency)([^\pL]|$)') THEN 'name of power' END AS sensitive,
    lag(k.event_time) OVER (PARTITION BY k.account, lower(k.group_name), k.change ORDER BY k.event_time, k.event_id) AS told_before
  FROM known AS k
  LEFT JOIN assignable AS g ON g.group_name = lower(k.group_name)
  LEFT JOIN verdict AS v ON v.event_seq = k.event_seq
),
ended AS (
  SELECT w.event_seq, min(r.event_time) AS removed_time
  FROM weighed AS w
  JOIN weighed AS r ON r.change = 'member removed' AND r.account = w.account AND lower(r.group_name) = lower(w.group_name) AND r.event_time > w.event_time
  WHERE w.change = 'member added'
  GROUP BY w.event_seq
),
judged AS (
  SELECT w.*, e.removed_time,
    concat_ws(', ', w.sensitive, CASE WHEN w.verdict IN ('attacker', 'suspect') THEN concat(w.verdict, ' in the reconstruction') END,
      CASE WHEN w.actor = w.account AND w.change <> 'role-assignable group made' THEN 'by oneself' END,
      CASE WHEN e.removed_time < w.event_time + interval '1' hour * getvariable('short_life_hours') THEN 'brief' END) AS why
  FROM weighed AS w
  LEFT JOIN ended AS e ON e.event_seq = w.event_seq
  -- The audit log and the Entra export tell of one act in a record each.
  WHERE (w.told_before IS NULL OR w.told_before < w.event_time - interval '1' minute)
    AND (w.verdict IN ('attacker', 'suspect') OR w.sensitive IS NOT NULL AND w.change IN ('member added', 'owner added') OR w.change = 'role-assignable group made' AND w.assignable = 1)
)
SELECT event_time, account, group_name, CASE WHEN change = 'role-assignable group made' AND assignable = 0 THEN 'group made' ELSE change END AS change, actor, why, client_ip, country,
  session_id, removed_time,
  CASE WHEN verdict = 'attacker' OR sensitive IS NOT NULL AND (why LIKE '%by oneself%' OR why LIKE '%brief%') THEN 'critical'
    WHEN sensitive IS NOT NULL OR verdict = 'suspect' THEN 'high' ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(CASE change WHEN 'member added' THEN concat(account, ' was added to ') WHEN 'owner added' THEN concat(account, ' became owner of ')
      WHEN 'member removed' THEN concat(account, ' was removed from ') ELSE 'A group was made: ' END, group_name, ' by ', coalesce(actor, 'somebody unnamed'),
    CASE WHEN why <> '' THEN concat(' (', why, ')') ELSE '' END, CASE WHEN removed_time IS NOT NULL THEN '; removed later' ELSE '' END) AS sentence,
  event_id
FROM judged
ORDER BY event_time, event_id;
