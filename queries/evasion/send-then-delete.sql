--| id:       send-then-delete
--| question: Was a sent message removed from the sent items soon after?
--| phase:    evasion
--| attack:   T1070.008 T1534
--| severity: critical
--| engine:   duckdb
--| needs:    operation Send, SendAs, SendOnBehalf
--| needs:    operation HardDelete, SoftDelete, MoveToDeletedItems
--| needs:    workload Exchange
--| param:    max_seconds    integer   optional  default=3600  How soon after the sending, seconds
--| column:   event_time     timestamp When it was sent, UTC
--| column:   account        varchar   Who sent it
--| column:   mailbox        varchar   From which mailbox
--| column:   subject        varchar   Subject, or null
--| column:   internet_message_id varchar Message id, or null
--| column:   delete_time    timestamp When it was deleted first, UTC; null where it was never kept
--| column:   seconds        bigint    Seconds between, or null
--| column:   kind           varchar   HardDelete, SoftDelete, MoveToDeletedItems, or not kept: sent without a copy
--| column:   deletions      bigint    Deletions of it, such as a second one out of the deleted items
--| column:   deleted_by     varchar   Who deleted it, or null
--| column:   same_session   boolean   True if one session did both; null: a record names none
--| column:   match          varchar   id, or subject: no message id, but the subject and the folder of sent items
--| column:   attachments    varchar   Names of attachments, or null
--| column:   recipients     varchar   Recipients that the case knows of, or null
--| column:   client_ip      varchar   From where it was sent, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session that sent it, or null
--| column:   severity       varchar   critical by the intruder; high destroyed for good, by another session or by a suspect; else medium
--| column:   grade          varchar   A: message id; B: subject and folder
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The sending
--| covers:   Send, SendAs and SendOnBehalf with a deletion of the same message from the same mailbox; messages of accused sessions sent without a copy
--| misses:   deletion by a rule, which no mailbox record tells
--| benign:   a typo taken back; mail merge programs that clean up
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    mailbox -> mail-purge-volume
--| source:   https://learn.microsoft.com/purview/audit-mailboxes
--| source:   https://attack.mitre.org/techniques/T1070/008/

WITH sent AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.account) AS mailbox, e.subject, e.client_ip, e.country, e.session_id,
    m.internet_message_id, v.verdict, lower(trim(coalesce(e.subject, ''))) AS folded
  FROM event AS e
  LEFT JOIN mail_item AS m ON m.event_seq = e.event_seq AND m.ordinal = 0
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('send', 'sendas', 'sendonbehalf') AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
deleted AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.account) AS mailbox, e.operation, e.session_id, m.internet_message_id,
    lower(trim(coalesce(m.subject, ''))) AS folded, lower(coalesce(m.folder, '')) AS folder
  FROM event AS e
  JOIN mail_item AS m ON m.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('harddelete', 'softdelete', 'movetodeleteditems') AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND coalesce(e.client_info, '') NOT ILIKE 'client=tba%'
),
pair AS (
  SELECT s.event_seq, d.event_time AS delete_time, d.event_id AS delete_id, d.operation, d.account AS deleted_by, d.session_id AS delete_session, 'id' AS match
  FROM sent AS s
  JOIN deleted AS d ON d.internet_message_id = s.internet_message_id AND d.mailbox = s.mailbox
    AND d.event_time BETWEEN s.event_time AND s.event_time + interval '1' second * getvariable('max_seconds')
  UNION ALL
  SELECT s.event_seq, d.event_time, d.event_id, d.operation, d.account, d.session_id, 'subject'
  FROM sent AS s
  JOIN deleted AS d ON d.folded = s.folded AND d.mailbox = s.mailbox
    AND d.event_time BETWEEN s.event_time AND s.event_time + interval '1' second * getvariable('max_seconds')
  WHERE s.folded <> '' AND (s.internet_message_id IS NULL OR d.internet_message_id IS NULL)
    AND regexp_matches(d.folder, '(^|[\\/])(sent|sent items|gesendete elemente|gesendete objekte|verzonden items|éléments envoyés|elementos enviados|itens enviados|posta inviata|skickat|sendt post|sendte elementer|lähetetyt|elementy wysłane|odeslaná pošta|отправленные|送信済みアイテム|已发送邮件)$')
),
first_of AS (
  SELECT event_seq, min(delete_time) AS delete_time, arg_min(operation, (delete_time, delete_id)) AS kind, arg_min(deleted_by, (delete_time, delete_id)) AS deleted_by,
    arg_min(delete_session, (delete_time, delete_id)) AS delete_session, min(match) AS match, count(DISTINCT delete_id) AS deletions,
    bool_or(lower(operation) = 'harddelete') AS destroyed
  FROM pair
  GROUP BY event_seq
),
-- Only of sessions that are accused: programs send without a copy every day.
unkept AS (
  SELECT s.event_seq FROM sent AS s JOIN event_core AS e ON e.event_seq = s.event_seq
  WHERE s.verdict IN ('attacker', 'suspect')
  GROUP BY s.event_seq
  -- Behind the grouping, so that the text of no other record is read.
  HAVING bool_or(regexp_matches(e.raw, '(?i)"SaveToSentItems\\?"\s*:\s*\\?"?false'))
),
found AS (
  SELECT s.*, f.delete_time, f.kind, f.deleted_by, f.delete_session, f.match, f.deletions, f.destroyed FROM sent AS s JOIN first_of AS f ON f.event_seq = s.event_seq
  UNION ALL
  SELECT s.*, cast(NULL AS timestamp), 'not kept', cast(NULL AS varchar), cast(NULL AS varchar), 'id', 0, true FROM sent AS s JOIN unkept AS u ON u.event_seq = s.event_seq
  WHERE s.event_seq NOT IN (SELECT event_seq FROM first_of)
),
attached AS (
  SELECT f.event_seq, nullif(regexp_extract(e.raw, '(?i)"Attachments\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS attachments
  FROM found AS f JOIN event AS e ON e.event_seq = f.event_seq
),
addressee AS (
  SELECT f.event_seq, array_to_string(list_sort(array_agg(DISTINCT r.address)), ', ') AS recipients
  FROM found AS f
  JOIN mail_item AS m ON m.internet_message_id = f.internet_message_id
  JOIN recipient AS r ON r.event_seq = m.event_seq
  GROUP BY f.event_seq
)
SELECT f.event_time, f.account, f.mailbox, f.subject, f.internet_message_id, f.delete_time, date_diff('second', f.event_time, f.delete_time) AS seconds, f.kind, f.deletions,
  f.deleted_by, f.session_id = f.delete_session AS same_session, f.match, a.attachments, r.recipients, f.client_ip, f.country, f.session_id,
  CASE WHEN f.verdict = 'attacker' THEN 'critical' WHEN f.verdict = 'suspect' OR f.destroyed OR coalesce(f.session_id <> f.delete_session, false) THEN 'high' ELSE 'medium' END AS severity,
  CASE f.match WHEN 'id' THEN 'A' ELSE 'B' END AS grade,
  concat(f.mailbox, ' sent "', coalesce(nullif(f.subject, ''), 'without subject'), '"', CASE WHEN r.recipients IS NOT NULL THEN concat(' to ', r.recipients) ELSE '' END,
    CASE WHEN f.kind = 'not kept' THEN '; no copy was kept' ELSE concat('; the copy went ', date_diff('second', f.event_time, f.delete_time), ' s later (', f.kind, ')') END) AS sentence,
  f.event_id
FROM found AS f
LEFT JOIN attached AS a ON a.event_seq = f.event_seq
LEFT JOIN addressee AS r ON r.event_seq = f.event_seq
ORDER BY f.event_time, f.event_id;
