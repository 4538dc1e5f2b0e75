--| id:       mail-access-non-owner
--| question: Who other than its owner opened a mailbox, as a delegate, as an administrator or through the portal?
--| phase:    collection
--| attack:   T1114.002 T1098.002
--| severity: high
--| engine:   duckdb
--| needs:    operation MailItemsAccessed, FolderBind, MessageBind, MailboxLogin, SendAs, SendOnBehalf
--| needs:    workload Exchange
--| param:    max_mailboxes integer   optional  default=1  Other people's mailboxes that one account may open in a day
--| param:    max_folders   integer   optional  default=5  Folders of one mailbox that may be opened
--| param:    history_days  integer   optional  default=7  Without so much evidence of the mailbox before, nothing can be called new, days
--| param:    shared        varchar[] optional  Shared mailboxes, lower case; left out
--| param:    show_all      boolean   optional  default=false  Show also those who had a grant on record or were there from the beginning
--| column:   event_time    timestamp First such record, UTC
--| column:   last_time     timestamp Last such record, UTC
--| column:   account       varchar   Who; an id that the case cannot resolve stays as it is
--| column:   resolved      boolean   False: the record names an id or a name, so it may be the owner after all
--| column:   mailbox       varchar   Whose mailbox
--| column:   logon_type    varchar   administrator, delegate, or not told
--| column:   external      boolean   True: from outside the organisation, as a partner or an administrator of Microsoft
--| column:   operations    varchar   What was done, in order of name
--| column:   folders       bigint    Folders that the records name
--| column:   records       bigint    Records
--| column:   mailboxes_day bigint    Most of other people's mailboxes that this account opened in one day
--| column:   why           varchar   What makes it worth reading
--| column:   severity      varchar   critical by the intruder; high: many mailboxes, many folders without a grant, from outside; else medium; low: only with show_all
--| column:   client_ip     varchar   From where first, or null
--| column:   country       varchar   Its country, or null
--| column:   session_id    varchar   Session of the first record, or null
--| column:   grant_event_id varchar  The record that granted it before, or null: none in the case
--| column:   grade         varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The first record
--| covers:   access, opening, sending and deleting in somebody else's mailbox, by logon type and by names; previews of administrators
--| misses:   owners' own access; applications, see mail-access-by-app; grants from before the evidence begins
--| benign:   assistants and shared mailboxes: give those in shared
--| pivot:    mailbox -> mailbox-delegation
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    session_id -> mail-accessed-exposure
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH box AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.logon_type, e.client_ip, e.country, e.session_id,
    lower(coalesce(e.mailbox, e.target)) AS mailbox
  FROM event AS e
  WHERE e.operation IN ('MailItemsAccessed', 'FolderBind', 'MessageBind', 'MailboxLogin', 'Send', 'SendAs', 'SendOnBehalf', 'AdminMailAccess',
      'Copy', 'Create', 'Update', 'Move', 'MoveToDeletedItems', 'SoftDelete', 'HardDelete', 'UpdateInboxRules')
    AND e.actor_kind NOT IN ('system', 'app') AND e.result <> 'failure' AND e.account IS NOT NULL
    -- 3 and above are services.
    AND coalesce(e.logon_type, 0) <= 2
),
begun AS (
  SELECT mailbox, min(event_time) AS event_time FROM box GROUP BY mailbox
),
visit AS (
  SELECT b.*
  FROM box AS b
  WHERE b.mailbox LIKE '%@%' AND lower(b.account) <> b.mailbox
    AND (b.logon_type IN (1, 2) OR b.operation = 'AdminMailAccess' OR b.logon_type IS NULL AND b.account LIKE '%@%'
      -- The owner under another domain of the same organisation is the owner.
      AND split_part(b.account, '@', 1) <> split_part(b.mailbox, '@', 1))
    AND (getvariable('shared') IS NULL OR NOT list_contains(getvariable('shared'), b.mailbox))
),
outside AS (
  SELECT DISTINCT event_seq FROM event_property
  WHERE lower(name) = 'externalaccess' AND lower(value) = 'true' AND event_seq IN (SELECT event_seq FROM visit)
),
daily AS (
  SELECT account, max(mailboxes) AS mailboxes_day
  FROM (SELECT account, date_trunc('day', event_time) AS day, count(DISTINCT mailbox) AS mailboxes FROM visit
    GROUP BY account, date_trunc('day', event_time)) AS d
  GROUP BY account
),
pair AS (
  SELECT s.account, s.mailbox, min(s.event_time) AS event_time, max(s.event_time) AS last_time, count(*) AS records,
    array_to_string(list_sort(array_agg(DISTINCT s.operation)), ', ') AS operations,
    CASE WHEN max(s.logon_type) = 2 THEN 'delegate' WHEN max(s.logon_type) = 1 THEN 'administrator' ELSE 'not told' END AS logon_type,
    bool_or(o.event_seq IS NOT NULL) AS external, arg_min(s.event_seq, (s.event_time, s.event_id)) AS event_seq,
    min(CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM visit AS s
  LEFT JOIN outside AS o ON o.event_seq = s.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
  GROUP BY s.account, s.mailbox
),
folder AS (
  SELECT s.account, s.mailbox, count(DISTINCT m.folder) AS folders
  FROM visit AS s
  JOIN mail_item AS m ON m.event_seq = s.event_seq
  GROUP BY s.account, s.mailbox
),
given AS (
  SELECT e.event_time, e.event_id, lower(coalesce(e.mailbox, e.target)) AS mailbox, lower(p.value) AS grantee
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('add-mailboxpermission', 'add-recipientpermission', 'add-mailboxfolderpermission', 'set-mailbox')
    AND lower(p.name) IN ('user', 'trustee', 'grantsendonbehalfto') AND e.result <> 'failure'
),
-- Records of grants name people by address or by alias.
permitted AS (
  SELECT p.account, p.mailbox, arg_min(g.event_id, (g.event_time, g.event_id)) AS event_id
  FROM pair AS p
  JOIN given AS g ON (g.mailbox = p.mailbox OR g.mailbox = split_part(p.mailbox, '@', 1)) AND g.event_time <= p.last_time
    AND (g.grantee = lower(p.account) OR g.grantee = split_part(lower(p.account), '@', 1))
  GROUP BY p.account, p.mailbox
),
reasoned AS (
  SELECT p.*, coalesce(f.folders, 0) AS folders, d.mailboxes_day, m.event_id AS grant_event_id,
    concat_ws(', ', CASE WHEN p.grade <> 'C' THEN 'held against somebody by the reconstruction' END,
      CASE WHEN p.external THEN 'from outside the organisation' END,
      CASE WHEN d.mailboxes_day > getvariable('max_mailboxes') THEN 'several mailboxes in a day' END,
      CASE WHEN m.event_id IS NULL AND f.folders > getvariable('max_folders') THEN 'many folders without a grant on record' END) AS why,
    m.event_id IS NULL AND b.event_time <= p.event_time - interval '1' day * getvariable('history_days') AS is_new
  FROM pair AS p
  JOIN begun AS b ON b.mailbox = p.mailbox
  JOIN daily AS d ON d.account = p.account
  LEFT JOIN folder AS f ON f.account = p.account AND f.mailbox = p.mailbox
  LEFT JOIN permitted AS m ON m.account = p.account AND m.mailbox = p.mailbox
)
SELECT r.event_time, r.last_time, r.account, r.account LIKE '%@%' AS resolved, r.mailbox, r.logon_type, r.external, r.operations,
  r.folders, r.records, r.mailboxes_day,
  coalesce(nullif(r.why, ''), CASE WHEN r.is_new THEN 'new, without a grant on record' ELSE 'known or granted' END) AS why,
  CASE WHEN r.grade <> 'C' THEN 'critical' WHEN r.why <> '' THEN 'high' WHEN r.is_new THEN 'medium' ELSE 'low' END AS severity,
  e.client_ip, e.country, e.session_id, r.grant_event_id, r.grade,
  concat(CASE WHEN r.account LIKE '%@%' THEN r.account ELSE concat('Somebody recorded as ', r.account) END, ' was in the mailbox of ', r.mailbox,
    CASE WHEN r.logon_type <> 'not told' THEN concat(' as ', r.logon_type) ELSE '' END, ': ',
    coalesce(nullif(r.why, ''), CASE WHEN r.is_new THEN 'new, without a grant on record' ELSE 'known or granted' END)) AS sentence,
  e.event_id
FROM reasoned AS r
JOIN event AS e ON e.event_seq = r.event_seq
WHERE r.why <> '' OR r.is_new OR getvariable('show_all')
ORDER BY r.event_time, e.event_id;
