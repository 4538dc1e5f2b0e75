--| id:       mailbox-delegation
--| question: Who was given access to somebody else's mailbox, or the right to send as them?
--| phase:    persistence
--| attack:   T1098.002
--| severity: high
--| engine:   duckdb
--| needs:    operation Add-MailboxPermission, Add-RecipientPermission, Set-Mailbox, UpdateCalendarDelegation
--| needs:    workload Exchange
--| param:    short_life_hours  integer   optional  default=48  A grant taken back sooner is unusual, hours
--| column:   event_time        timestamp When it was granted, UTC
--| column:   account           varchar   Who granted it
--| column:   operation         varchar   The record's operation
--| column:   mailbox           varchar   Mailbox that was opened, as the record names it
--| column:   grantee           varchar   Who may use it now, as the record names it
--| column:   rights            varchar   What was granted
--| column:   client_ip         varchar   Address of the record, or null; Microsoft's own when a portal was used
--| column:   country           varchar   Its country, or null
--| column:   session_id        varchar   Session, or null
--| column:   severity          varchar   critical if granted to oneself, hidden from Outlook, short-lived or used; else high
--| column:   removed_time      timestamp When it was taken back, UTC, or null
--| column:   first_use_time    timestamp First use of the mailbox by the grantee after it, UTC, or null
--| column:   uses              bigint    Records of such use
--| column:   grade             varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record
--| covers:   Add-MailboxPermission, Add-RecipientPermission, Add-ADPermission, and GrantSendOnBehalfTo of Set-Mailbox
--| misses:   rights on single folders and calendars; grants made before the evidence begins
--| misses:   use by a grantee that the record names in another form than the mailbox audit does
--| benign:   assistants, shared mailboxes and leavers, by the usual administrators; the service's own grants are left out
--| pivot:    grantee -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip,
    e.country, e.session_id, lower(coalesce(e.mailbox, e.target)) AS mailbox,
    max(CASE WHEN lower(p.name) IN ('user', 'trustee', 'grantsendonbehalfto') THEN p.value END) AS grantee,
    max(CASE WHEN lower(p.name) IN ('accessrights', 'extendedrights') THEN p.value END) AS rights,
    max(CASE WHEN lower(p.name) = 'automapping' THEN lower(p.value) END) AS automapping,
    max(CASE WHEN lower(p.name) = 'deny' THEN lower(p.value) END) AS deny
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('add-mailboxpermission', 'add-recipientpermission', 'add-adpermission', 'set-mailbox',
      'remove-mailboxpermission', 'remove-recipientpermission', 'remove-adpermission')
    -- Nine grants in ten are the service's own housekeeping.
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND coalesce(lower(e.account), '') NOT LIKE '%prod.outlook.com%'
    AND coalesce(lower(e.mailbox), '') NOT LIKE 'discoverysearchmailbox%'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.mailbox,
    e.target
),
granted AS (
  SELECT *
  FROM change
  WHERE verb IN ('add-mailboxpermission', 'add-recipientpermission', 'add-adpermission', 'set-mailbox')
    AND coalesce(grantee, '') <> '' AND coalesce(deny, 'false') <> 'true'
    -- In GrantSendOnBehalfTo, Remove takes away; a plain list or Add gives.
    AND (verb <> 'set-mailbox' OR lower(grantee) NOT LIKE '%remove=%' OR lower(grantee) LIKE '%add=%')
    -- "None" gives nothing, and its own calendar group needs no watching.
    AND coalesce(lower(rights), '') NOT IN ('none', 'owner@local', 'member@local')
    AND lower(grantee) NOT LIKE 'nt authority\self'
),
removed AS (
  SELECT g.event_seq, min(r.event_time) AS removed_time
  FROM granted AS g
  JOIN change AS r ON r.mailbox = g.mailbox AND lower(r.grantee) = lower(g.grantee) AND r.event_time >= g.event_time
    AND r.verb = replace(g.verb, 'add-', 'remove-') AND g.verb <> 'set-mailbox'
  GROUP BY g.event_seq
),
used AS (
  SELECT g.event_seq, min(u.event_time) AS first_use_time, count(*) AS uses
  FROM granted AS g
  JOIN event AS u ON lower(u.mailbox) = g.mailbox AND u.account = lower(g.grantee) AND u.account <> u.mailbox
    AND u.event_time >= g.event_time
  WHERE u.operation IN ('MailItemsAccessed', 'Send', 'SendAs', 'SendOnBehalf', 'MailboxLogin', 'FolderBind', 'HardDelete',
    'SoftDelete', 'MoveToDeletedItems', 'Create', 'Move', 'Update', 'UpdateInboxRules')
  GROUP BY g.event_seq
)
SELECT g.event_time, g.account, g.operation, g.mailbox, g.grantee, coalesce(g.rights, 'SendOnBehalf') AS rights, g.client_ip,
  g.country, g.session_id,
  CASE WHEN lower(g.grantee) = g.account OR g.automapping = 'false' OR u.uses > 0
      OR r.removed_time < g.event_time + interval '1' hour * getvariable('short_life_hours') THEN 'critical'
    ELSE 'high' END AS severity,
  r.removed_time, u.first_use_time, coalesce(u.uses, 0) AS uses,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(g.account, 'somebody'), ' gave ', g.grantee, ' ', coalesce(g.rights, 'SendOnBehalf'), ' on ',
    coalesce(g.mailbox, 'an unnamed mailbox'),
    CASE WHEN r.removed_time IS NOT NULL THEN ', taken back later' ELSE '' END) AS sentence,
  g.event_id
FROM granted AS g
LEFT JOIN removed AS r ON r.event_seq = g.event_seq
LEFT JOIN used AS u ON u.event_seq = g.event_seq
LEFT JOIN verdict AS v ON v.event_seq = g.event_seq
ORDER BY g.event_time, g.event_id;
