--| id:       evidence-capability-by-mailbox
--| question: For each mailbox, which acts could have been recorded at all, so that silence means that nothing happened?
--| phase:    completeness
--| attack:   T1562.008
--| severity: info
--| engine:   duckdb
--| param:    throttle_bind_limit  integer   optional  default=1000 Bind records of a mailbox within a day after which Exchange stops writing them
--| param:    throttle_hours       integer   optional  default=24   How long it then stops, hours
--| param:    mailboxes            varchar[] optional  Only these, as addresses in lower case
--| column:   event_time     timestamp First record of the mailbox or of its owner, UTC, or null where only a list names it
--| column:   account        varchar   The mailbox
--| column:   state          varchar   recorded; partly: some kinds are never seen; no mailbox audit: its owner left other traces only; state only: nothing but a list names it
--| column:   severity       varchar   medium where records are known to be missing, or auditing is off; else info
--| column:   grade          varchar   C: counts of records
--| column:   mail_read      varchar   recorded or not observed: MailItemsAccessed
--| column:   mail_sent      varchar   The same of Send, SendAs and SendOnBehalf
--| column:   mail_deleted   varchar   The same of SoftDelete, HardDelete and MoveToDeletedItems
--| column:   rules_changed  varchar   The same of rules, by cmdlet or by client
--| column:   searched       varchar   The same of SearchQueryInitiatedExchange
--| column:   records        bigint    Records of the mailbox
--| column:   reads          bigint    MailItemsAccessed among them
--| column:   first_read     timestamp First of these, UTC, or null
--| column:   last_read      timestamp Last, UTC, or null
--| column:   by_others      bigint    Records by delegates and administrators
--| column:   audit_enabled  boolean   Auditing as a list of mailboxes tells, or null without one
--| column:   blind_from     timestamp Begin of the first time without records that is known, UTC, or null
--| column:   blind_to       timestamp End of the last, UTC; null while open, or without any
--| column:   why            varchar   What makes it blind: throttled, many binds, bypass, auditing off, licence changed; or null
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First record of the mailbox, or of its owner; null where only a list names it
--| covers:   what was recorded for each mailbox, and the windows in which Exchange or an administrator kept records from being written
--| covers:   even where recorded, Exchange folds: binds within two minutes, the same item for an hour, a folder's sync for an hour
--| misses:   what a licence or a setting recorded before the case begins; a mailbox audit export decides
--| misses:   names given as aliases: such records count for the alias
--| benign:   a mailbox that nobody used looks like one that is not audited: other traces of its owner tell them apart
--| pivot:    account -> mail-accessed-exposure
--| pivot:    account -> mail-items-accessed-throttled
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH item AS (
  SELECT e.mailbox, e.event_time, e.event_id, e.event_seq, lower(e.operation) AS verb, coalesce(e.logon_type, 0) AS logon_type
  FROM event_core AS e
  WHERE e.mailbox LIKE '%@%' AND e.result <> 'failure'
    AND (e.record_type IN (2, 3, 50) OR lower(e.operation) IN ('mailitemsaccessed', 'send', 'sendas', 'sendonbehalf', 'softdelete', 'harddelete',
      'movetodeleteditems', 'updateinboxrules', 'new-inboxrule', 'set-inboxrule', 'searchqueryinitiatedexchange'))
),
used AS (
  SELECT mailbox, count(*) AS records, min(event_time) AS first_time, arg_min(event_id, row(event_time, event_id)) AS event_id,
    count(*) FILTER (WHERE verb = 'mailitemsaccessed') AS reads, min(event_time) FILTER (WHERE verb = 'mailitemsaccessed') AS first_read,
    max(event_time) FILTER (WHERE verb = 'mailitemsaccessed') AS last_read,
    count(*) FILTER (WHERE verb IN ('send', 'sendas', 'sendonbehalf')) AS sends,
    count(*) FILTER (WHERE verb IN ('softdelete', 'harddelete', 'movetodeleteditems')) AS deletes,
    count(*) FILTER (WHERE verb IN ('updateinboxrules', 'new-inboxrule', 'set-inboxrule')) AS rules,
    count(*) FILTER (WHERE verb = 'searchqueryinitiatedexchange') AS searches, count(*) FILTER (WHERE logon_type <> 0) AS by_others
  FROM item
  GROUP BY mailbox
),
person AS (
  SELECT account, min(event_time) AS first_time, arg_min(event_id, row(event_time, event_id)) AS event_id
  FROM event_core
  WHERE account LIKE '%@%' AND account NOT LIKE '%#ext#%' AND actor_kind IN ('user', 'admin') AND result = 'success'
    AND family IN ('ual', 'signin', 'directory-audit')
  GROUP BY account
),
listed AS (
  SELECT lower(mailbox) AS mailbox, bool_and(audit_enabled) AS audit_enabled FROM mailbox_state GROUP BY lower(mailbox)
),
every AS (
  SELECT mailbox FROM used UNION SELECT account FROM person UNION SELECT mailbox FROM listed
),
bind AS (
  SELECT i.mailbox, i.event_time, count(*) OVER (PARTITION BY i.mailbox ORDER BY i.event_time RANGE BETWEEN interval '24' hour PRECEDING AND CURRENT ROW) AS in_day
  FROM item AS i
  WHERE i.verb = 'mailitemsaccessed'
    AND i.mailbox IN (SELECT mailbox FROM used WHERE reads > getvariable('throttle_bind_limit'))
    AND i.event_seq IN (SELECT p.event_seq FROM event_property AS p WHERE lower(p.name) = 'mailaccesstype' AND lower(p.value) = 'bind')
),
setting AS (
  SELECT e.event_seq, e.event_time, lower(trim(e.operation)) AS verb, coalesce(lower(e.mailbox), lower(e.target)) AS mailbox, lower(p.name) AS name,
    lower(trim(replace(coalesce(p.value, ''), '$', ''))) AS value
  FROM event_core AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('set-mailbox', 'set-mailboxauditbypassassociation') AND e.result <> 'failure'
    AND lower(p.name) IN ('auditenabled', 'auditbypassenabled')
),
blind AS (
  SELECT i.mailbox, i.event_time AS blind_from, i.event_time + interval '1' hour * getvariable('throttle_hours') AS blind_to, 'throttled' AS why
  FROM item AS i
  WHERE i.verb = 'mailitemsaccessed'
    AND i.event_seq IN (SELECT p.event_seq FROM event_property AS p WHERE lower(p.name) = 'isthrottled' AND lower(p.value) = 'true')
  UNION ALL
  SELECT mailbox, min(event_time), max(event_time) + interval '1' hour * getvariable('throttle_hours'), 'many binds'
  FROM bind
  WHERE in_day > getvariable('throttle_bind_limit')
  GROUP BY mailbox
  UNION ALL
  SELECT s.mailbox, s.event_time, (SELECT min(n.event_time) FROM setting AS n WHERE n.mailbox = s.mailbox AND n.name = s.name AND n.value <> s.value
      AND n.event_time > s.event_time), CASE s.name WHEN 'auditenabled' THEN 'auditing off' ELSE 'bypass' END
  FROM setting AS s
  WHERE s.name = 'auditenabled' AND s.value = 'false' OR s.name = 'auditbypassenabled' AND s.value = 'true'
  UNION ALL
  SELECT lower(e.target), e.event_time, cast(NULL AS timestamp), 'licence changed'
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') = 'change user license' AND e.result <> 'failure' AND e.target LIKE '%@%'
    -- The plan of advanced auditing among the disabled ones now, and not before.
    AND e.event_seq IN (SELECT p.event_seq FROM event_property AS p WHERE lower(p.name) = 'assignedlicense'
      AND strpos(p.value, '2f442157-a11c-46b9-ae5b-6e39ff4e5849') > 0 AND strpos(coalesce(p.old_value, ''), '2f442157-a11c-46b9-ae5b-6e39ff4e5849') = 0)
),
dark AS (
  SELECT mailbox, min(blind_from) AS blind_from, CASE WHEN bool_or(blind_to IS NULL) THEN NULL ELSE max(blind_to) END AS blind_to,
    array_to_string(list_sort(array_agg(DISTINCT why)), ', ') AS why
  FROM blind
  GROUP BY mailbox
),
told AS (
  SELECT v.mailbox, coalesce(u.first_time, p.first_time) AS event_time, coalesce(u.event_id, p.event_id) AS event_id,
    coalesce(u.records, 0) AS records, coalesce(u.reads, 0) AS reads, u.first_read, u.last_read, coalesce(u.by_others, 0) AS by_others,
    CASE WHEN u.mailbox IS NULL AND p.account IS NULL THEN 'state only' WHEN u.mailbox IS NULL THEN 'no mailbox audit'
      WHEN u.reads > 0 AND u.sends > 0 AND u.deletes > 0 THEN 'recorded' ELSE 'partly' END AS state,
    CASE WHEN u.reads > 0 THEN 'recorded' ELSE 'not observed' END AS mail_read, CASE WHEN u.sends > 0 THEN 'recorded' ELSE 'not observed' END AS mail_sent,
    CASE WHEN u.deletes > 0 THEN 'recorded' ELSE 'not observed' END AS mail_deleted,
    CASE WHEN u.rules > 0 THEN 'recorded' ELSE 'not observed' END AS rules_changed,
    CASE WHEN u.searches > 0 THEN 'recorded' ELSE 'not observed' END AS searched, l.audit_enabled, d.blind_from, d.blind_to, d.why
  FROM every AS v
  LEFT JOIN used AS u ON u.mailbox = v.mailbox
  LEFT JOIN person AS p ON p.account = v.mailbox
  LEFT JOIN listed AS l ON l.mailbox = v.mailbox
  LEFT JOIN dark AS d ON d.mailbox = v.mailbox
  WHERE getvariable('mailboxes') IS NULL OR list_contains(getvariable('mailboxes'), v.mailbox)
)
SELECT event_time, mailbox AS account, state,
  CASE WHEN why IS NOT NULL OR NOT audit_enabled THEN 'medium' ELSE 'info' END AS severity, 'C' AS grade, mail_read, mail_sent, mail_deleted,
  rules_changed, searched, records, reads, first_read, last_read, by_others, audit_enabled, blind_from, blind_to, why,
  concat(mailbox, ': ', CASE state WHEN 'no mailbox audit' THEN 'its owner was active, and not one record of the mailbox is here: silence means nothing'
      WHEN 'state only' THEN 'known from a list only' ELSE concat(records, ' records, mail read ', mail_read, ', sent ', mail_sent, ', deleted ', mail_deleted) END,
    CASE WHEN NOT audit_enabled THEN '; auditing was off when the list was made' ELSE '' END,
    CASE WHEN why IS NULL THEN '' ELSE concat('; blind: ', why) END) AS sentence,
  event_id
FROM told
ORDER BY CASE WHEN why IS NOT NULL OR NOT audit_enabled THEN 0 ELSE 1 END, mailbox, event_id NULLS LAST;
