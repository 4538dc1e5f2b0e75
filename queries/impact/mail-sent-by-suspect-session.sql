--| id:       mail-sent-by-suspect-session
--| question: Which messages left from the suspect session or address, to whom, and were they hidden afterwards?
--| phase:    impact
--| attack:   T1534 T1566.002 T1657
--| severity: critical
--| engine:   duckdb
--| needs:    operation Send, SendAs, SendOnBehalf
--| needs:    workload Exchange
--| param:    sessions       varchar[] optional  Sessions known to be the intruder's; without sessions and addresses, what the reconstruction holds against somebody
--| param:    addresses      varchar[] optional  Addresses known to be the intruder's
--| param:    delete_minutes integer   optional  default=1440  How soon a deletion of the sent copy belongs to the sending, minutes
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who sent, as recorded
--| column:   mailbox        varchar   Mailbox that it was sent from
--| column:   operation      varchar   Send, SendAs or SendOnBehalf
--| column:   subject        varchar   Subject, or null
--| column:   internet_message_id varchar Message id, or null; the message trace knows it
--| column:   recipients     varchar   Recipients that the case knows of: the audit record names none, a message trace does; or null
--| column:   grade          varchar   A: session, or attacker in the reconstruction; B: address, or suspect in the reconstruction
--| column:   link           varchar   What ties the record to the intruder
--| column:   deleted_after_s bigint   Seconds until the sent copy was deleted, or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   client_info    varchar   Client program, or null
--| column:   session_id     varchar   Session, or null
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   Send, SendAs and SendOnBehalf of sessions and addresses; deletion of the same message or, without an id, of the same subject
--| misses:   recipients without a message trace; mail sent through Graph by an application; drafts never sent
--| benign:   the owner's own mail from another session in the same hour, when only an address ties the record
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH sent AS (
  SELECT e.*, v.verdict, m.internet_message_id, coalesce(e.subject, m.subject) AS said,
    getvariable('sessions') IS NOT NULL AND list_contains(getvariable('sessions'), e.session_id) AS by_session,
    getvariable('addresses') IS NOT NULL AND list_contains(getvariable('addresses'), e.client_ip) AS by_address,
    getvariable('sessions') IS NULL AND getvariable('addresses') IS NULL AS by_verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  LEFT JOIN mail_item AS m ON m.event_seq = e.event_seq
  WHERE e.operation IN ('Send', 'SendAs', 'SendOnBehalf') AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
suspect AS (
  SELECT s.*,
    CASE WHEN by_session THEN 'session' WHEN by_address THEN 'address' ELSE concat(verdict, ' in the reconstruction') END AS link,
    CASE WHEN by_session OR by_verdict AND verdict = 'attacker' THEN 'A' ELSE 'B' END AS grade
  FROM sent AS s
  WHERE by_session OR by_address OR by_verdict AND verdict IN ('attacker', 'suspect')
),
-- Whoever tells recipients of this message id: the record itself or a message trace.
addressee AS (
  SELECT s.event_seq, array_to_string(list_sort(array_agg(DISTINCT r.address)), ', ') AS recipients
  FROM suspect AS s
  JOIN mail_item AS m ON m.internet_message_id = s.internet_message_id
  JOIN recipient AS r ON r.event_seq = m.event_seq
  GROUP BY s.event_seq
),
deleted AS (
  SELECT s.event_seq, min(date_diff('second', s.event_time, d.event_time)) AS deleted_after_s
  FROM suspect AS s
  JOIN event AS d ON coalesce(d.mailbox, d.account) = coalesce(s.mailbox, s.account)
    AND d.event_time BETWEEN s.event_time AND s.event_time + interval '1' minute * getvariable('delete_minutes')
  JOIN mail_item AS m ON m.event_seq = d.event_seq
  WHERE d.operation IN ('HardDelete', 'SoftDelete', 'MoveToDeletedItems')
    AND (m.internet_message_id = s.internet_message_id OR s.internet_message_id IS NULL AND m.subject = s.said)
  GROUP BY s.event_seq
)
SELECT s.event_time, s.account, coalesce(s.mailbox, s.account) AS mailbox, s.operation, s.said AS subject,
  s.internet_message_id, a.recipients, s.grade, s.link, d.deleted_after_s, s.client_ip, s.country, s.client_info, s.session_id,
  concat(coalesce(s.mailbox, s.account), ' sent "', coalesce(s.said, 'without subject'), '"',
    CASE WHEN a.recipients IS NOT NULL THEN concat(' to ', a.recipients) ELSE '' END,
    CASE WHEN d.deleted_after_s IS NOT NULL THEN concat('; the copy was deleted ', d.deleted_after_s, ' s later') ELSE '' END)
    AS sentence,
  s.event_id
FROM suspect AS s
LEFT JOIN addressee AS a ON a.event_seq = s.event_seq
LEFT JOIN deleted AS d ON d.event_seq = s.event_seq
ORDER BY s.event_time, s.event_id, s.internet_message_id NULLS LAST;
