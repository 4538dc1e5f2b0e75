--| id:       mailbox-folder-permission
--| question: Was a single folder opened to another person, to everybody in the organisation or to anybody at all?
--| phase:    persistence
--| attack:   T1098.002
--| severity: high
--| engine:   duckdb
--| needs:    operation AddFolderPermissions, ModifyFolderPermissions, UpdateFolderPermissions, *-MailboxFolderPermission
--| needs:    workload Exchange
--| param:    own_domains    varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    short_life_hours integer optional  default=48  A right taken back sooner is unusual, hours
--| column:   event_time     timestamp When it was given, UTC
--| column:   account        varchar   Who gave it
--| column:   operation      varchar   The record's operation
--| column:   mailbox        varchar   Whose folder it is, as the record names it
--| column:   folder         varchar   The folder as recorded, in the mailbox's language; null: the record names none
--| column:   member         varchar   Who may use it now; Default: everybody inside; Anonymous: anybody
--| column:   rights         varchar   What was given, as recorded
--| column:   severity       varchar   critical to anybody, to outside or taken back soon; medium a calendar; else high
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   removed_time   timestamp When it was taken back, UTC, or null
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   AddFolderPermissions, ModifyFolderPermissions and UpdateFolderPermissions of the mailbox audit; Add- and Set-MailboxFolderPermission
--| misses:   rights on the whole mailbox, see mailbox-delegation; rights given before the evidence begins
--| misses:   ModifyFolderPermissions tells the rights as they are, not what was changed
--| benign:   assistants and teams that share a calendar; free/busy and titles alone are left out, as are the members of groups
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    mailbox -> mailbox-delegation
--| pivot:    session_id -> mail-accessed-exposure
--| source:   https://learn.microsoft.com/powershell/module/exchange/add-mailboxfolderpermission
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb,
    lower(coalesce(e.mailbox, e.account)) AS mailbox, e.target, e.client_ip, e.country, e.session_id,
    max(CASE WHEN lower(p.name) = 'identity' THEN p.value END) AS identity,
    max(CASE WHEN lower(p.name) IN ('user', 'memberupn') THEN p.value END) AS named,
    max(CASE WHEN lower(p.name) = 'membersid' THEN p.value END) AS sid,
    max(CASE WHEN lower(p.name) IN ('accessrights', 'memberrights') THEN p.value END) AS rights
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('addfolderpermissions', 'modifyfolderpermissions', 'updatefolderpermissions',
      'removefolderpermissions', 'add-mailboxfolderpermission', 'set-mailboxfolderpermission',
      'remove-mailboxfolderpermission')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.mailbox, e.target, e.client_ip, e.country,
    e.session_id
),
named AS (
  SELECT c.*,
    -- A cmdlet says mailbox:\Folder, the mailbox audit \Folder.
    coalesce(nullif(regexp_extract(coalesce(c.identity, ''), ':\\?(.+)$', 1), ''),
      CASE WHEN c.verb NOT LIKE '%-%' THEN ltrim(c.target, '\') END) AS folder,
    coalesce(c.named, c.sid) AS member
  FROM change AS c
),
granted AS (
  SELECT *,
    CASE WHEN lower(member) = 'anonymous' THEN 'anybody' WHEN lower(member) IN ('default', 'everyone') THEN 'inside'
      WHEN member NOT LIKE '%@%' THEN 'person'
      WHEN EXISTS (SELECT 1 FROM own AS w WHERE lower(split_part(member, '@', 2)) = w.domain
        OR lower(split_part(member, '@', 2)) LIKE concat('%.', w.domain)) THEN 'person' ELSE 'outside' END AS circle,
    regexp_matches(lower(coalesce(folder, '')), '^(calendar|kalender|calendrier|calendario|agenda|calendário|kalendarz)')
      AS is_calendar
  FROM named
  WHERE verb NOT LIKE 'remove%' AND coalesce(member, '') <> ''
    -- The members of a group hold rights on its calendar by themselves.
    AND lower(member) NOT LIKE '%@local'
    -- What lets somebody read, write or own; the rest shows when one is busy, or nothing.
    AND regexp_matches(coalesce(rights, ''), '(?i)(ReadAny|EditAny|DeleteAny|Owner\b|Reviewer|Editor|Author)')
    AND lower(member) <> coalesce(mailbox, '')
),
removed AS (
  SELECT g.event_seq, min(r.event_time) AS removed_time
  FROM granted AS g
  JOIN named AS r ON r.mailbox = g.mailbox AND lower(r.member) = lower(g.member)
    AND r.folder IS NOT DISTINCT FROM g.folder AND r.event_time > g.event_time
  WHERE r.verb LIKE 'remove%' OR lower(coalesce(r.rights, '')) = 'none'
  GROUP BY g.event_seq
)
SELECT g.event_time, g.account, g.operation, g.mailbox, g.folder, g.member, g.rights,
  CASE WHEN g.circle IN ('anybody', 'outside')
      OR r.removed_time < g.event_time + interval '1' hour * getvariable('short_life_hours') THEN 'critical'
    WHEN g.is_calendar THEN 'medium' ELSE 'high' END AS severity,
  g.client_ip, g.country, g.session_id, r.removed_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(g.account, 'somebody'), ' gave ',
    CASE g.circle WHEN 'anybody' THEN 'anybody' WHEN 'inside' THEN 'everybody in the organisation' ELSE g.member END, ' ',
    g.rights, ' on the folder ', coalesce(g.folder, 'unnamed'), ' of ', coalesce(g.mailbox, 'an unnamed mailbox'),
    CASE WHEN r.removed_time IS NOT NULL THEN ', taken back later' ELSE '' END) AS sentence,
  g.event_id
FROM granted AS g
LEFT JOIN removed AS r ON r.event_seq = g.event_seq
LEFT JOIN verdict AS v ON v.event_seq = g.event_seq
ORDER BY g.event_time, g.event_id;
