--| id:       teams-membership-abuse
--| question: Were outsiders, bots or apps put into teams, owners changed, or teams deleted?
--| phase:    privilege
--| attack:   T1098 T1080 T1199
--| severity: medium
--| engine:   duckdb
--| needs:    operation MemberAdded, TeamDeleted
--| needs:    workload MicrosoftTeams
--| param:    own_domains    varchar[] optional  Domains of the organisation, lower case; without any, those of the mailboxes and of people who signed in
--| param:    short_hours    integer   optional  default=24  An outsider removed sooner was there for a purpose, hours
--| param:    min_delete     integer   optional  default=3   Teams that one account deletes on a day
--| param:    min_owner      integer   optional  default=3   Members whose role one account changes on a day
--| param:    known_apps     varchar[] optional  Apps and connectors that the organisation rolled out, lower case
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who did it
--| column:   operation      varchar   The record's operation
--| column:   team           varchar   Team, or number of teams, or null
--| column:   member         varchar   Who or what was added or changed, or null
--| column:   change         varchar   outsider, owner, app, teams deleted, setting, or by the intruder
--| column:   detail         varchar   New role, setting and value, or kind of app, or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   removed_time   timestamp When an outsider was removed, UTC, or null
--| column:   files_touched  bigint    Files that an outsider opened or took between
--| column:   severity       varchar   critical by the intruder; high an outsider removed soon, teams deleted, or a setting that opens the tenant; else medium or low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record, or the first of many
--| covers:   outside members, changed roles, bots, apps and connectors new to the case, deleted teams, settings of guests and federation; whatever accused sessions changed
--| misses:   people of other organisations in shared channels, whom the record does not name
--| benign:   projects and classes set up by the usual automation
--| pivot:    member -> guest-activity
--| pivot:    account -> teams-phish-messages
--| source:   https://learn.microsoft.com/purview/audit-teams-audit-log-events

WITH own AS (
  SELECT lower(unnest(getvariable('own_domains'))) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event_core WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
  UNION
  SELECT lower(split_part(account, '@', 2)) FROM event_core
  WHERE getvariable('own_domains') IS NULL AND operation = 'UserLoggedIn' AND actor_kind IN ('user', 'admin') AND account LIKE '%@%' AND account NOT LIKE '%#ext#%'
  GROUP BY 1
),
act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip, e.country, e.session_id, v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('memberadded', 'memberremoved', 'memberrolechanged', 'teamdeleted', 'botaddedtoteam', 'appinstalled', 'connectoradded', 'connectorupdated',
      'teamsettingchanged', 'teamstenantsettingchanged', 'tabadded')
    AND e.actor_kind NOT IN ('system', 'app') AND e.result <> 'failure'
),
read AS (
  SELECT a.*, nullif(regexp_extract(e.raw, '(?i)"TeamName\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS team, nullif(regexp_extract(e.raw, '(?i)"TeamGuid\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS team_id,
    nullif(regexp_extract(e.raw, '(?i)"AddOnName\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS addon, nullif(regexp_extract(e.raw, '(?i)"AddOnType\\?"\s*:\s*\\?"?([0-9A-Za-z]+)', 1), '') AS addon_type,
    nullif(regexp_extract(e.raw, '(?i)"Name\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS setting, nullif(regexp_extract(e.raw, '(?i)"NewValue\\?"\s*:\s*\\?"([^"\\]*)', 1), '') AS new_value,
    nullif(regexp_extract(regexp_extract(e.raw, '(?is)"Members\\?"\s*:\s*\[(.*?)\]', 1), '(?i)"Role\\?"\s*:\s*\\?"?([0-9A-Za-z]+)', 1), '') AS role,
    regexp_extract_all(regexp_extract(e.raw, '(?is)"Members\\?"\s*:\s*\[(.*?)\]', 1), '(?i)"UPN\\?"\s*:\s*\\?"([^"\\]+)', 1) AS all_members
  FROM act AS a JOIN event AS e ON e.event_seq = a.event_seq
),
member AS (
  SELECT event_seq, event_time, event_id, account, operation, verb, client_ip, country, session_id, verdict, team, team_id, role, lower(unnest(all_members)) AS member FROM read WHERE verb LIKE 'member%'
),
outsider AS (
  SELECT m.*, m.member LIKE '%#ext#%' OR m.member LIKE '%@%' AND NOT EXISTS (SELECT 1 FROM own AS w WHERE split_part(m.member, '@', 2) = w.domain
    OR split_part(m.member, '@', 2) LIKE concat('%.', w.domain)) AS outside
  FROM member AS m
),
gone AS (
  SELECT o.event_seq, o.member, min(r.event_time) AS removed_time
  FROM outsider AS o
  JOIN member AS r ON r.verb = 'memberremoved' AND r.member = o.member AND coalesce(r.team_id, r.team) = coalesce(o.team_id, o.team) AND r.event_time > o.event_time
  WHERE o.verb = 'memberadded' AND o.outside
  GROUP BY o.event_seq, o.member
),
touched AS (
  SELECT o.event_seq, o.member, count(DISTINCT e.target) AS files_touched
  FROM outsider AS o
  LEFT JOIN gone AS g ON g.event_seq = o.event_seq AND g.member = o.member
  JOIN event_core AS e ON e.account = o.member AND e.event_time >= o.event_time AND (g.removed_time IS NULL OR e.event_time <= g.removed_time)
  WHERE o.verb = 'memberadded' AND o.outside AND e.record_type IN (4, 6, 14) AND e.target LIKE 'http%'
  GROUP BY o.event_seq, o.member
),
owners AS (
  SELECT account, date_trunc('day', event_time) AS day, count(DISTINCT concat(member, team)) AS members FROM member WHERE verb = 'memberrolechanged' GROUP BY account, date_trunc('day', event_time)
),
addon_since AS (
  SELECT lower(addon) AS addon, min(event_time) AS since, arg_min(event_id, (event_time, event_id)) AS event_id FROM read WHERE addon IS NOT NULL GROUP BY lower(addon)
),
history AS (
  SELECT min(event_time) AS since FROM event WHERE family = 'ual'
),
row_of AS (
  SELECT o.event_time, o.account, o.operation, o.team, o.member, 'outsider' AS change, cast(NULL AS varchar) AS detail, o.client_ip, o.country, o.session_id, o.verdict, g.removed_time,
    coalesce(t.files_touched, 0) AS files_touched, CASE WHEN g.removed_time < o.event_time + interval '1' hour * getvariable('short_hours') THEN 'high' ELSE 'low' END AS severity, o.event_id
  FROM outsider AS o
  LEFT JOIN gone AS g ON g.event_seq = o.event_seq AND g.member = o.member
  LEFT JOIN touched AS t ON t.event_seq = o.event_seq AND t.member = o.member
  WHERE o.verb = 'memberadded' AND o.outside
  UNION ALL
  SELECT o.event_time, o.account, o.operation, o.team, o.member, 'owner', concat('role ', o.role), o.client_ip, o.country, o.session_id, o.verdict, cast(NULL AS timestamp), 0, 'medium', o.event_id
  FROM outsider AS o
  LEFT JOIN owners AS w ON w.account = o.account AND w.day = date_trunc('day', o.event_time)
  WHERE o.verb = 'memberrolechanged' AND (w.members >= getvariable('min_owner') OR o.verdict IN ('attacker', 'suspect') OR o.outside)
  UNION ALL
  SELECT r.event_time, r.account, r.operation, r.team, r.addon, 'app', concat('type ', r.addon_type), r.client_ip, r.country, r.session_id, r.verdict, cast(NULL AS timestamp), 0, 'medium', r.event_id
  FROM read AS r
  JOIN addon_since AS s ON s.event_id = r.event_id
  CROSS JOIN history AS h
  -- New to the case, which must reach back a week to know what is old.
  WHERE r.verb IN ('botaddedtoteam', 'appinstalled', 'connectoradded', 'connectorupdated') AND s.since >= h.since + interval '7' day
    AND (getvariable('known_apps') IS NULL OR NOT list_contains(getvariable('known_apps'), lower(r.addon)))
  UNION ALL
  SELECT min(event_time), account, min(operation), concat(count(DISTINCT coalesce(team_id, team, event_id)), ' teams'), cast(NULL AS varchar), 'teams deleted',
    array_to_string(list_slice(list_sort(array_agg(DISTINCT team)), 1, 5), ', '), mode(client_ip ORDER BY client_ip), mode(country ORDER BY country), mode(session_id ORDER BY session_id), max(CASE WHEN verdict IN ('attacker') THEN verdict END),
    cast(NULL AS timestamp), 0, 'high', arg_min(event_id, (event_time, event_id))
  FROM read
  WHERE verb = 'teamdeleted'
  GROUP BY account, date_trunc('day', event_time)
  HAVING count(DISTINCT coalesce(team_id, team, event_id)) >= getvariable('min_delete')
  UNION ALL
  SELECT event_time, account, operation, team, cast(NULL AS varchar), 'setting', concat_ws(' ', setting, new_value), client_ip, country, session_id, verdict, cast(NULL AS timestamp), 0, 'high', event_id
  FROM read
  WHERE verb = 'teamstenantsettingchanged' AND regexp_matches(lower(coalesce(setting, '')), 'guest|external|federat|anonymous|consumer|third|sideload|trial')
    AND regexp_matches(lower(coalesce(new_value, '')), '^(true|on|enabled|allow|1)')
  UNION ALL
  SELECT event_time, account, operation, team, coalesce(addon, array_to_string(list_slice(list_sort(all_members), 1, 5), ', ')), 'by the intruder', concat_ws(' ', setting, new_value), client_ip, country,
    session_id, verdict, cast(NULL AS timestamp), 0, 'high', event_id
  FROM read
  WHERE verdict IN ('attacker', 'suspect') AND (verb IN ('memberremoved', 'teamsettingchanged', 'tabadded', 'teamdeleted') OR verb = 'memberadded'
    AND NOT EXISTS (SELECT 1 FROM outsider AS o WHERE o.event_seq = read.event_seq AND o.outside))
)
SELECT event_time, account, operation, team, nullif(member, '') AS member, change, nullif(trim(detail), '') AS detail, client_ip, country, session_id, removed_time, cast(files_touched AS bigint) AS files_touched,
  CASE WHEN verdict = 'attacker' THEN 'critical' WHEN verdict = 'suspect' THEN 'high' ELSE severity END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ': ', operation, CASE WHEN nullif(member, '') IS NOT NULL THEN concat(' ', member) ELSE '' END, CASE WHEN team IS NOT NULL THEN concat(', ', team) ELSE '' END,
    CASE WHEN nullif(trim(detail), '') IS NOT NULL THEN concat(' (', detail, ')') ELSE '' END,
    CASE WHEN removed_time IS NOT NULL THEN concat('; removed after ', date_diff('minute', event_time, removed_time), ' minutes') ELSE '' END,
    CASE WHEN files_touched > 0 THEN concat('; touched ', files_touched, CASE WHEN files_touched = 1 THEN ' file' ELSE ' files' END) ELSE '' END) AS sentence,
  event_id
FROM row_of
ORDER BY event_time, event_id, change, member NULLS LAST;
