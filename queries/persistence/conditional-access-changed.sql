--| id:       conditional-access-changed
--| question: Which Conditional Access policies were made, weakened, put to report only or deleted, and who gains by it?
--| phase:    persistence
--| attack:   T1556.009 T1562.008
--| severity: high
--| engine:   duckdb
--| param:    show_hardening  boolean   optional  default=false  Whether to show changes too that weaken nothing
--| column:   event_time      timestamp When, UTC
--| column:   account         varchar   Who changed it
--| column:   operation       varchar   The record's operation
--| column:   policy          varchar   The policy's name, or its id
--| column:   severity        varchar   critical if the actor stands among those newly let off; high for a weakening; low for a new policy or other changes
--| column:   change          varchar   deleted, switched off, exclusions grew, conditions narrowed, controls dropped, created, changed
--| column:   before          varchar   What stood there, for the parts that changed
--| column:   after           varchar   What stands there now
--| column:   excluded        varchar   Users, groups, roles, applications, places or platforms newly left out, or null
--| column:   actor_excluded  boolean   Whether the actor's id is among them; null where the record does not tell it
--| column:   client_ip       varchar   Address of the record, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   policies in all forms that the audit logs write: plain JSON, JSON inside a list, JSON inside quotes; old against new value, by name of the field
--| misses:   members added to a group that a policy leaves out; see sensitive changes of groups
--| misses:   records without the old value: what they weaken cannot be told, and they are shown as changed
--| benign:   tuning by those who keep the policies; report only first and enabled later is hardening
--| pivot:    account -> tenant-auth-policy-changed
--| pivot:    session_id -> session-multiple-ips
--| source:   https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-policy-changes-audit-log

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.user_key, e.operation, e.target, e.client_ip, e.session_id,
    rtrim(lower(trim(e.operation)), '.') AS verb
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add conditional access policy', 'update conditional access policy',
      'delete conditional access policy', 'add policy', 'update policy', 'delete policy')
    AND e.result <> 'failure'
),
detail AS (
  SELECT c.event_seq,
    -- One record may hold the policy under two names; both say the same.
    max(CASE WHEN lower(p.name) IN ('conditionalaccesspolicy', 'policydetail', 'policy') THEN coalesce(p.value, '') END) AS new_text,
    max(CASE WHEN lower(p.name) IN ('conditionalaccesspolicy', 'policydetail', 'policy') THEN coalesce(p.old_value, '') END) AS old_text,
    bool_or(lower(p.name) = 'conditionalaccesspolicy' OR lower(p.name) = 'policytype'
      AND regexp_matches(concat(p.value, ' ', p.old_value), '\b18\b|(?i)conditionalaccess')) AS conditional
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  WHERE lower(p.name) IN ('conditionalaccesspolicy', 'policydetail', 'policy', 'policytype')
  GROUP BY c.event_seq
),
policy AS (
  SELECT c.*, coalesce(d.new_text, '') AS new_text, coalesce(d.old_text, '') AS old_text,
    lower(regexp_extract(d.new_text, '(?i)\bstate["\\]+\s*:\s*["\\]*([a-z]+)', 1)) AS new_state,
    lower(regexp_extract(d.old_text, '(?i)\bstate["\\]+\s*:\s*["\\]*([a-z]+)', 1)) AS old_state,
    lower(regexp_extract(d.new_text, '(?i)grantControls.{0,40}?operator["\\]+\s*:\s*["\\]*([a-z]+)', 1)) AS new_operator,
    lower(regexp_extract(d.old_text, '(?i)grantControls.{0,40}?operator["\\]+\s*:\s*["\\]*([a-z]+)', 1)) AS old_operator
  FROM change AS c
  LEFT JOIN detail AS d ON d.event_seq = c.event_seq
  WHERE c.verb LIKE '%conditional access policy' OR d.conditional
),
list AS (
  SELECT p.event_seq, f.field, f.kind, s.side,
    unnest(string_split(regexp_extract(s.text, concat('(?i)', f.field, '["\\]+\s*:\s*\[([^\]]*)\]'), 1), ',')) AS element
  FROM policy AS p
  CROSS JOIN (VALUES ('excludeUsers', 'out'), ('excludeGroups', 'out'), ('excludeRoles', 'out'), ('excludeApplications', 'out'),
    ('excludeLocations', 'out'), ('excludePlatforms', 'out'), ('excludeGuestsOrExternalUsers', 'out'), ('includeUsers', 'in'),
    ('includeGroups', 'in'), ('includeRoles', 'in'), ('includeApplications', 'in'), ('includeLocations', 'in'),
    ('includePlatforms', 'in'), ('clientAppTypes', 'in'), ('userRiskLevels', 'in'), ('signInRiskLevels', 'in'),
    ('builtInControls', 'control')) AS f (field, kind)
  CROSS JOIN (VALUES ('old'), ('new')) AS v (side)
  JOIN (SELECT event_seq, 'old' AS side, old_text AS text FROM policy UNION ALL SELECT event_seq, 'new' AS side, new_text AS text FROM policy) AS s
    ON s.event_seq = p.event_seq AND s.side = v.side
  WHERE p.old_text <> '' AND p.new_text <> ''
),
element AS (
  SELECT DISTINCT event_seq, field, kind, side, trim(element, ' "\') AS element
  FROM list
  WHERE trim(element, ' "\') <> '' AND lower(trim(element, ' "\')) <> 'none'
),
moved AS (
  SELECT e.event_seq, e.field, e.kind, e.side, e.element
  FROM element AS e
  WHERE NOT EXISTS (SELECT 1 FROM element AS o
      WHERE o.event_seq = e.event_seq AND o.field = e.field AND o.side <> e.side AND lower(o.element) = lower(e.element))
    -- What goes from a list because all are in it now is no loss.
    AND NOT (e.kind = 'in' AND e.side = 'old' AND EXISTS (SELECT 1 FROM element AS o
      WHERE o.event_seq = e.event_seq AND o.side = 'new' AND o.kind = 'in' AND lower(o.element) = 'all'
        AND (o.field = e.field OR o.field = 'includeUsers' AND e.field IN ('includeGroups', 'includeRoles'))))
),
summed AS (
  SELECT event_seq,
    array_to_string(list_sort(array_agg(DISTINCT concat(field, ' ', element)) FILTER (WHERE kind = 'out' AND side = 'new')), ', ') AS excluded,
    array_to_string(list_sort(array_agg(DISTINCT concat(field, ' ', element)) FILTER (WHERE kind = 'in' AND side = 'old')), ', ') AS narrowed,
    array_to_string(list_sort(array_agg(DISTINCT element) FILTER (WHERE kind = 'control' AND side = 'old')), ', ') AS dropped,
    array_to_string(list_sort(array_agg(DISTINCT concat(field, ' ', element)) FILTER (WHERE side = 'old')), ', ') AS before,
    array_to_string(list_sort(array_agg(DISTINCT concat(field, ' ', element)) FILTER (WHERE side = 'new')), ', ') AS after
  FROM moved
  GROUP BY event_seq
),
told AS (
  SELECT p.*, nullif(s.excluded, '') AS excluded, s.narrowed, s.dropped,
    coalesce(array_to_string([
      CASE WHEN p.verb LIKE 'delete%' THEN 'deleted' END,
      CASE WHEN p.old_state = 'enabled' AND p.new_state <> 'enabled' AND p.new_state <> '' THEN 'switched off' END,
      CASE WHEN s.excluded <> '' THEN 'exclusions grew' END,
      CASE WHEN s.narrowed <> '' THEN 'conditions narrowed' END,
      CASE WHEN s.dropped <> '' OR p.old_operator = 'and' AND p.new_operator = 'or' THEN 'controls dropped' END], ', '), '') AS weakening,
    concat(CASE WHEN p.old_state <> p.new_state AND p.old_state <> '' THEN concat('state ', p.old_state, ' ') ELSE '' END, coalesce(s.before, '')) AS before_text,
    concat(CASE WHEN p.old_state <> p.new_state AND p.new_state <> '' THEN concat('state ', p.new_state, ' ') ELSE '' END, coalesce(s.after, '')) AS after_text,
    CASE WHEN s.excluded IS NULL OR s.excluded = '' THEN false
      WHEN p.user_key IS NULL OR NOT regexp_matches(p.user_key, '^[0-9A-Fa-f-]{36}$') THEN NULL
      ELSE strpos(lower(s.excluded), lower(p.user_key)) > 0 END AS actor_excluded
  FROM policy AS p
  LEFT JOIN summed AS s ON s.event_seq = p.event_seq
),
-- The audit log and the Entra export tell of one act in a record each.
shown AS (
  SELECT t.*, lag(event_time) OVER (PARTITION BY account, verb, target, weakening ORDER BY event_time, event_id) AS told_before
  FROM told AS t
)
SELECT s.event_time, s.account, s.operation, s.target AS policy,
  CASE WHEN s.actor_excluded THEN 'critical' WHEN s.weakening <> '' THEN 'high' ELSE 'low' END AS severity,
  CASE WHEN s.weakening <> '' THEN s.weakening WHEN s.verb LIKE 'add%' THEN 'created' ELSE 'changed' END AS change,
  nullif(trim(s.before_text), '') AS before, nullif(trim(s.after_text), '') AS after, s.excluded, s.actor_excluded,
  s.client_ip, a.country, s.session_id,
  concat(coalesce(s.account, 'somebody'), CASE WHEN s.verb LIKE 'delete%' THEN ' deleted ' WHEN s.verb LIKE 'add%' THEN ' created ' ELSE ' changed ' END,
    'the policy ', coalesce(s.target, 'without a name'), CASE WHEN s.weakening IN ('', 'deleted') THEN '' ELSE concat(': ', s.weakening) END,
    CASE WHEN s.excluded IS NULL THEN '' ELSE concat(' (', s.excluded, ')') END,
    CASE WHEN s.actor_excluded THEN '; the actor is among those let off' ELSE '' END) AS sentence,
  s.event_id
FROM shown AS s
LEFT JOIN address AS a ON a.client_ip = s.client_ip
WHERE (s.told_before IS NULL OR s.told_before < s.event_time - interval '10' second)
  AND (s.weakening <> '' OR s.verb LIKE 'add%' OR s.old_text = '' OR s.new_text = '' OR getvariable('show_hardening'))
ORDER BY s.event_time, s.event_id;
