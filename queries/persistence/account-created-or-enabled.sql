--| id:       account-created-or-enabled
--| question: Were accounts created, enabled again, renamed, or quietly given another way to sign in?
--| phase:    persistence
--| attack:   T1136.003 T1098
--| severity: medium
--| engine:   duckdb
--| param:    short_hours          integer   optional  default=24  Hours between creation and deletion that count as short-lived
--| param:    lookalike_distance   integer   optional  default=2   Letters by which a name may differ from another and still look like it
--| param:    provisioning_actors  varchar[] optional  Accounts and programs that create accounts as their work; what they do is shown only with a sign of trouble
--| column:   event_time           timestamp When, UTC
--| column:   account              varchar   The account
--| column:   actor                varchar   Who did it
--| column:   kind                 varchar   created, enabled, restored, renamed, or anchor set by hand
--| column:   severity             varchar   high for a look-alike, a short life, a high role, an anchor set by hand, or use from a hosting, VPN or Tor network; low where provisioning did it; else medium
--| column:   grade                varchar   C: account and time only; S: made by a service
--| column:   lookalike_of         varchar   Another account whose name it nearly has, or null
--| column:   service_name         boolean   Whether the name pretends to be a service or an administrator
--| column:   before               varchar   Old value of what changed, or null
--| column:   after                varchar   New value of what changed, or null
--| column:   role                 varchar   High role given to the account later in the case, or null
--| column:   first_signin         timestamp First sign-in of the account after it, UTC, or null
--| column:   signin_ip            varchar   Its address, or null
--| column:   country              varchar   Its country, or null
--| column:   deleted_time         timestamp When the account was deleted, UTC, or null
--| column:   client_ip            varchar   Address of the record, or null
--| column:   sentence             varchar   One line for a reader
--| column:   event_id             varchar   The record
--| covers:   Add user., Enable account., Restore user., new names and anchors in Update user., mailboxes made by cmdlet
--| misses:   guests; see guests invited or promoted
--| misses:   accounts made in a directory on premises, which the synchronisation account creates here
--| benign:   new staff, by the personnel system or the synchronisation; name their actors
--| pivot:    account -> signin-first-seen-properties
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.actor_kind, e.client_ip,
    rtrim(lower(trim(e.operation)), '.') AS verb,
    lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.value LIKE '%@%'), e.target, e.mailbox)) AS account
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add user', 'enable account', 'restore user', 'update user', 'delete user',
      'hard delete user', 'new-mailbox')
    AND e.result <> 'failure' AND NOT (rtrim(lower(trim(e.operation)), '.') = 'new-mailbox' AND e.actor_kind = 'system')
),
changed AS (
  SELECT a.event_seq, lower(p.name) AS name, trim(coalesce(p.value, ''), ' []"' || chr(13) || chr(10)) AS new_value,
    trim(coalesce(p.old_value, ''), ' []"' || chr(13) || chr(10)) AS old_value
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE a.verb = 'update user' AND lower(p.name) IN ('userprincipalname', 'sourceanchor', 'immutableid', 'onpremisesimmutableid', 'accountenabled')
),
found AS (
  SELECT a.event_seq, a.event_time, a.event_id, a.actor, a.actor_kind, a.client_ip, a.account,
    CASE a.verb WHEN 'enable account' THEN 'enabled' WHEN 'restore user' THEN 'restored' ELSE 'created' END AS kind,
    cast(NULL AS varchar) AS before, cast(NULL AS varchar) AS after
  FROM act AS a
  WHERE a.verb IN ('add user', 'enable account', 'restore user', 'new-mailbox')
  UNION ALL
  SELECT a.event_seq, a.event_time, a.event_id, a.actor, a.actor_kind, a.client_ip,
    CASE WHEN c.name = 'userprincipalname' THEN lower(c.new_value) ELSE a.account END,
    CASE c.name WHEN 'userprincipalname' THEN 'renamed' WHEN 'accountenabled' THEN 'enabled' ELSE 'anchor set by hand' END,
    nullif(c.old_value, ''), c.new_value
  FROM act AS a
  JOIN changed AS c ON c.event_seq = a.event_seq
  WHERE c.new_value <> '' AND lower(c.new_value) <> lower(c.old_value)
    AND (c.name = 'userprincipalname' AND c.old_value <> '' OR c.name = 'accountenabled' AND lower(c.old_value) = 'false' AND lower(c.new_value) = 'true'
      -- The synchronisation sets anchors all the time; by a person it opens a way to sign in by federation.
      OR c.name IN ('sourceanchor', 'immutableid', 'onpremisesimmutableid') AND a.actor LIKE '%@%' AND a.actor_kind IN ('user', 'admin'))
),
-- The record of the mailbox, of the other log and of the switch tell of one act.
told AS (
  SELECT f.*, lag(event_time) OVER (PARTITION BY account, kind ORDER BY event_time, event_id) AS told_before
  FROM found AS f
  WHERE account IS NOT NULL AND account NOT LIKE '%#ext#%'
),
once AS (
  SELECT * FROM told WHERE told_before IS NULL OR told_before < event_time - interval '5' minute
),
person AS (
  SELECT DISTINCT account AS other, split_part(account, '@', 1) AS local
  FROM event_core
  WHERE account LIKE '%@%' AND account NOT LIKE '%#ext#%' AND result = 'success' AND actor_kind IN ('user', 'admin')
),
-- rn reads as m, 0 as o, 1 as l.
likeness AS (
  SELECT o.event_id, o.account, min(p.other) AS lookalike_of
  FROM once AS o
  JOIN person AS p ON p.other <> o.account AND length(p.local) >= 4
    AND abs(length(p.local) - length(split_part(o.account, '@', 1))) <= getvariable('lookalike_distance')
    AND (p.local = split_part(o.account, '@', 1)
      OR replace(replace(replace(p.local, 'rn', 'm'), '0', 'o'), '1', 'l') = replace(replace(replace(split_part(o.account, '@', 1), 'rn', 'm'), '0', 'o'), '1', 'l')
      -- Short names differ by a letter from many others.
      OR length(p.local) >= 8 AND levenshtein(p.local, split_part(o.account, '@', 1)) <= getvariable('lookalike_distance')
        AND NOT regexp_matches(p.local, '\d'))
  WHERE o.kind IN ('created', 'renamed') AND p.other <> lower(coalesce(o.before, ''))
  GROUP BY o.event_id, o.account
),
gone AS (
  SELECT o.event_id, min(a.event_time) AS deleted_time
  FROM once AS o
  JOIN act AS a ON a.verb IN ('delete user', 'hard delete user') AND a.event_time > o.event_time
    -- A deleted account's name gets its object id in front.
    AND (a.account = o.account OR a.account LIKE concat('________________________________', o.account))
  GROUP BY o.event_id
),
raised AS (
  SELECT o.event_id, min(s.note) AS role
  FROM once AS o
  JOIN event_target AS u ON lower(u.value) = o.account
  JOIN event_core AS e ON e.event_seq = u.event_seq AND e.event_time >= o.event_time AND e.result <> 'failure'
    AND rtrim(lower(trim(e.operation)), '.') IN ('add member to role', 'add eligible member to role')
  JOIN event_target AS r ON r.event_seq = e.event_seq AND r.kind = 'role'
  JOIN reference_set AS s ON s.set_name IN ('tier0-role', 'tier1-role') AND s.value = lower(r.value)
  GROUP BY o.event_id
),
entered AS (
  SELECT o.event_id, e.event_time AS first_signin, e.client_ip AS signin_ip,
    row_number() OVER (PARTITION BY o.event_id ORDER BY e.event_time, e.event_id) AS nth
  FROM once AS o
  JOIN event_core AS e ON e.account = o.account AND e.event_time >= o.event_time
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success'
),
judged AS (
  SELECT o.*, l.lookalike_of, g.deleted_time, r.role, n.first_signin, n.signin_ip, a.country, coalesce(a.network, 'unknown') AS network,
    regexp_matches(split_part(o.account, '@', 1), '(^|[^a-z])(svc|service|admin|sync|support|helpdesk|backup|msol|aad)([^a-z]|$)') AS service_name,
    coalesce(g.deleted_time <= o.event_time + interval '1' hour * getvariable('short_hours') AND o.kind = 'created', false) AS short_lived,
    o.actor NOT LIKE '%@%' OR o.actor_kind IN ('system', 'app')
      OR getvariable('provisioning_actors') IS NOT NULL AND list_contains(getvariable('provisioning_actors'), o.actor) AS provisioned
  FROM once AS o
  LEFT JOIN likeness AS l ON l.event_id = o.event_id AND l.account = o.account
  LEFT JOIN gone AS g ON g.event_id = o.event_id
  LEFT JOIN raised AS r ON r.event_id = o.event_id
  LEFT JOIN entered AS n ON n.event_id = o.event_id AND n.nth = 1
  LEFT JOIN address AS a ON a.client_ip = n.signin_ip
),
sized AS (
  SELECT j.*, lookalike_of IS NOT NULL OR short_lived OR role IS NOT NULL OR kind = 'anchor set by hand'
    OR network IN ('hosting', 'vpn', 'tor') AS trouble
  FROM judged AS j
)
SELECT event_time, account, actor, kind,
  CASE WHEN trouble THEN 'high' WHEN provisioned THEN 'low' ELSE 'medium' END AS severity,
  CASE WHEN actor LIKE '%@%' AND actor_kind NOT IN ('system', 'app') THEN 'C' ELSE 'S' END AS grade, lookalike_of, service_name, before, after, role, first_signin, signin_ip, country,
  deleted_time, client_ip,
  concat(coalesce(actor, 'somebody'), CASE kind WHEN 'created' THEN ' created ' WHEN 'enabled' THEN ' enabled ' WHEN 'restored' THEN ' restored '
      WHEN 'renamed' THEN concat(' renamed ', before, ' to ') ELSE ' set the anchor of ' END, account,
    CASE WHEN lookalike_of IS NULL THEN '' ELSE concat(', a name like ', lookalike_of) END,
    CASE WHEN service_name THEN ', named like a service or an administrator' ELSE '' END,
    CASE WHEN role IS NULL THEN '' ELSE concat('; later made ', role) END,
    CASE WHEN first_signin IS NULL THEN '' ELSE concat('; first sign-in afterwards from ', coalesce(signin_ip, 'no address')) END,
    CASE WHEN deleted_time IS NULL THEN '' ELSE concat('; deleted ', date_diff('hour', event_time, deleted_time), ' hours later') END) AS sentence,
  event_id
FROM sized
WHERE trouble OR NOT (getvariable('provisioning_actors') IS NOT NULL AND list_contains(getvariable('provisioning_actors'), coalesce(actor, '')))
ORDER BY event_time, account, kind, event_id;
