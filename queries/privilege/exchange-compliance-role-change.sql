--| id:       exchange-compliance-role-change
--| question: Who got rights of Exchange or Purview over everybody's mail, such as impersonation, eDiscovery or import and export?
--| phase:    privilege
--| attack:   T1098.003 T1098.002
--| severity: high
--| engine:   duckdb
--| needs:    operation New-ManagementRoleAssignment, Add-RoleGroupMember, New-RoleGroup, Add-eDiscoveryCaseAdmin
--| needs:    workload Exchange, SecurityComplianceCenter
--| param:    show_all       boolean   optional  default=false Show also roles that open nobody's mail
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who did it
--| column:   operation      varchar   The record's operation
--| column:   role           varchar   Role or role group
--| column:   assignee       varchar   Who got it, or null
--| column:   scope          varchar   Limit of the right, or null: everybody
--| column:   power          varchar   What it gives: impersonation, mail search, import and export, application access, organisation, or other
--| column:   client_ip      varchar   Address of the record, or null; Microsoft's own when a portal was used
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   removed_time   timestamp When it was taken back, UTC, or null: still held
--| column:   use_after      bigint    Reading of others' mailboxes and searches by the assignee afterwards, or null where it has no account
--| column:   severity       varchar   critical by the intruder or given to oneself; high a power over mail; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   role assignments, role groups with roles and members, case administrators of eDiscovery, service principals of Exchange; parameters as a list and as one text
--| misses:   rights held before the evidence begins; directory roles, see privileged-role-assigned
--| benign:   back-up and migration programs when they are set up
--| pivot:    account -> ato-timeline
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/exchange/permissions-exo/permissions-exo
--| source:   https://learn.microsoft.com/purview/purview-compliance-portal-permissions

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, nullif(e.target, '') AS target, e.client_ip, e.country, e.session_id
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('new-managementroleassignment', 'set-managementroleassignment', 'remove-managementroleassignment', 'add-rolegroupmember', 'new-rolegroup',
      'update-rolegroupmember', 'remove-rolegroupmember', 'remove-rolegroup', 'add-ediscoverycaseadmin', 'remove-ediscoverycaseadmin', 'new-serviceprincipal', 'new-managementrole')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
pair AS (
  SELECT a.event_seq, lower(p.name) AS name, p.value FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'Parameters' AND lower(p.name) <> 'parameters'
  UNION ALL
  -- Purview's cmdlets come with all parameters in one text.
  SELECT event_seq, lower(regexp_extract(text, '-([A-Za-z]+)', 1)), trim(regexp_extract(text, '-[A-Za-z]+:?\s*(.*)$', 1), '" ')
  FROM (SELECT a.event_seq, unnest(regexp_extract_all(p.value, '-[A-Za-z]+:?(?:\s+"[^"]*"|\s+[^\s"-][^\s"]*)?')) AS text
    FROM act AS a
    JOIN event_property AS p ON p.event_seq = a.event_seq
    WHERE lower(p.name) = 'parameters') AS t
),
said AS (
  SELECT event_seq, max(CASE WHEN name IN ('role', 'roles', 'parent') THEN value END) AS role, max(CASE WHEN name = 'identity' THEN value END) AS identity, max(CASE WHEN name = 'name' THEN value END) AS name,
    max(CASE WHEN name IN ('user', 'app', 'securitygroup', 'member', 'members', 'policy', 'displayname') THEN value END) AS assignee,
    max(CASE WHEN name IN ('customresourcescope', 'customrecipientwritescope', 'recipientorganizationalunitscope', 'recipientrelativewritescope', 'recipientadministrativeunitscope', 'exclusiverecipientwritescope')
      AND lower(coalesce(value, '')) NOT IN ('', 'organization', 'none') THEN value END) AS scope
  FROM pair
  GROUP BY event_seq
),
known AS (
  SELECT a.*, s.assignee, s.scope, coalesce(s.role, CASE WHEN a.verb LIKE '%ediscoverycaseadmin' THEN 'eDiscovery Administrator' END, s.identity, regexp_extract(a.target, '([^/\\]+)$', 1), s.name) AS role,
    lower(coalesce(s.name, s.identity, regexp_extract(a.target, '([^/\\]+)$', 1), '')) AS key, v.verdict
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
),
given AS (
  SELECT k.*, lower(coalesce(assignee, '')) AS who,
    CASE WHEN regexp_matches(lower(role), 'applicationimpersonation') THEN 'impersonation' WHEN regexp_matches(lower(role), 'mailbox import export') THEN 'import and export'
      WHEN regexp_matches(lower(role), 'mailbox search|e-?discovery|discovery management|search and purge|compliance search|preview|export|legal hold') THEN 'mail search'
      WHEN regexp_matches(lower(role), '^application (mail|calendars|contacts|mailboxsettings|exchange|ews)') THEN 'application access'
      WHEN regexp_matches(lower(role), 'organization management|organization client access|organization configuration|role management|compliance (management|administrator)|data investigator|security administrator|recipient management|mail recipients|transport rules|audit logs')
        THEN 'organisation' WHEN verb = 'new-serviceprincipal' THEN 'application access' ELSE 'other' END AS power
  FROM known AS k
  WHERE verb NOT LIKE 'remove-%'
),
gone AS (
  SELECT g.event_seq, min(k.event_time) AS removed_time
  FROM given AS g
  JOIN known AS k ON k.verb LIKE 'remove-%' AND k.event_time > g.event_time
    AND (k.verb = 'remove-rolegroupmember' AND g.verb IN ('add-rolegroupmember', 'new-rolegroup', 'update-rolegroupmember') AND k.key = g.key AND (g.who = '' OR strpos(g.who, lower(k.assignee)) > 0)
      OR k.verb = 'remove-rolegroup' AND g.verb LIKE '%rolegroup%' AND k.key = g.key OR k.verb = 'remove-managementroleassignment' AND g.verb LIKE '%managementroleassignment' AND k.key = g.key
      OR k.verb = 'remove-ediscoverycaseadmin' AND g.verb = 'add-ediscoverycaseadmin' AND lower(k.assignee) = g.who)
  GROUP BY g.event_seq
),
used AS (
  SELECT g.event_seq, count(*) AS use_after
  FROM given AS g
  JOIN event_core AS e ON e.account = g.who AND e.event_time > g.event_time
  WHERE g.who LIKE '%@%' AND (e.operation IN ('MailItemsAccessed', 'FolderBind', 'MailboxLogin') AND e.mailbox <> e.account
    OR lower(e.operation) IN ('searchcreated', 'searchstarted', 'searchexported', 'searchpreviewed', 'new-compliancesearch', 'start-compliancesearch', 'new-compliancesearchaction', 'new-mailboxexportrequest', 'search-mailbox', 'searchresultspurged'))
  GROUP BY g.event_seq
),
judged AS (
  SELECT g.*, n.removed_time, CASE WHEN g.who LIKE '%@%' THEN coalesce(u.use_after, 0) END AS use_after
  FROM given AS g
  LEFT JOIN gone AS n ON n.event_seq = g.event_seq
  LEFT JOIN used AS u ON u.event_seq = g.event_seq
)
SELECT event_time, account, operation, role, assignee, scope, power, client_ip, country, session_id, removed_time, use_after,
  CASE WHEN verdict = 'attacker' OR power <> 'other' AND who = account THEN 'critical' WHEN verdict = 'suspect' OR power <> 'other' THEN 'high' ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ' gave ', coalesce(role, 'an unnamed role'), ' to ', CASE WHEN who = account THEN 'itself' ELSE coalesce(assignee, 'a group without members so far') END,
    CASE WHEN scope IS NOT NULL THEN concat(' (', scope, ')') ELSE '' END, CASE WHEN use_after > 0 THEN concat('; used ', use_after, CASE WHEN use_after = 1 THEN ' time since' ELSE ' times since' END) ELSE '' END,
    CASE WHEN removed_time IS NOT NULL THEN '; taken back' ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE power <> 'other' OR verdict IN ('attacker', 'suspect') OR getvariable('show_all')
ORDER BY event_time, event_id;
