--| id:       mail-accessed-exposure
--| question: Which messages must be presumed read by the intruder, and where can the evidence not say?
--| phase:    collection
--| attack:   T1114.002
--| severity: critical
--| engine:   duckdb
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| param:    sessions       varchar[] optional  Sessions known to be the intruder's; without sessions and addresses, what the reconstruction holds against somebody
--| param:    addresses      varchar[] optional  Addresses known to be the intruder's
--| param:    account        varchar   optional  Only this mailbox; every mailbox if left out
--| param:    from_time      timestamp optional  Nothing before, UTC
--| param:    to_time        timestamp optional  Nothing after, UTC
--| column:   event_time     timestamp When, UTC
--| column:   mailbox        varchar   Whose mail
--| column:   account        varchar   Who read it, as recorded
--| column:   access         varchar   bind: this message; sync: every message of the folder, downloaded
--| column:   internet_message_id varchar Message id, or null for a synchronised folder
--| column:   subject        varchar   Subject, where the record has one, or null
--| column:   folder         varchar   Folder as recorded, in the mailbox's language
--| column:   size_bytes     bigint    Size in bytes, or null
--| column:   grade          varchar   A: session, or attacker in the reconstruction; B: address, or suspect in the reconstruction
--| column:   link           varchar   What ties the record to the intruder
--| column:   throttled      boolean   True: the service stopped logging for 24 hours, so more was read than is told
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   app_id         varchar   Application, or null
--| column:   client_info    varchar   Client program, or null
--| column:   session_id     varchar   Session, or null
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   MailItemsAccessed, one row a message or synchronised folder, decided by MailAccessType and not by the record type
--| misses:   repeated reading of a message within an hour, which is logged once; mail moved out by forwarding
--| misses:   reading through Microsoft's own addresses without a session
--| benign:   the owner's own client in the same window, when only an address ties the record
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    mailbox -> mail-items-accessed-throttled
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts

WITH linked AS (
  SELECT e.*, v.verdict,
    getvariable('sessions') IS NOT NULL AND list_contains(getvariable('sessions'), e.session_id) AS by_session,
    getvariable('addresses') IS NOT NULL AND list_contains(getvariable('addresses'), e.client_ip) AS by_address,
    getvariable('sessions') IS NULL AND getvariable('addresses') IS NULL AS by_verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE e.operation = 'MailItemsAccessed' AND e.actor_kind <> 'system'
    AND (getvariable('account') IS NULL OR coalesce(e.mailbox, e.account) = lower(getvariable('account')))
    AND (getvariable('from_time') IS NULL OR e.event_time >= getvariable('from_time'))
    AND (getvariable('to_time') IS NULL OR e.event_time <= getvariable('to_time'))
),
suspect AS (
  SELECT l.*,
    CASE WHEN by_session THEN 'session' WHEN by_address THEN 'address' ELSE concat(verdict, ' in the reconstruction') END AS link,
    CASE WHEN by_session OR by_verdict AND verdict = 'attacker' THEN 'A' ELSE 'B' END AS grade
  FROM linked AS l
  WHERE by_session OR by_address OR by_verdict AND verdict IN ('attacker', 'suspect')
),
throttled AS (
  SELECT DISTINCT event_seq FROM event_property WHERE lower(name) = 'isthrottled' AND lower(value) = 'true'
)
SELECT s.event_time, coalesce(s.mailbox, s.account) AS mailbox, s.account, m.access, m.internet_message_id, m.subject,
  m.folder, m.size_bytes, s.grade, s.link, t.event_seq IS NOT NULL AS throttled, s.client_ip, s.country, s.app_id,
  s.client_info, s.session_id,
  concat(CASE WHEN m.access = 'sync' THEN concat('The folder ', coalesce(m.folder, 'unnamed'), ' of ')
      ELSE concat('Message ', coalesce(m.internet_message_id, 'without id'), ' of ') END,
    coalesce(s.mailbox, s.account), CASE WHEN m.access = 'sync' THEN ' was downloaded' ELSE ' was read' END,
    CASE WHEN t.event_seq IS NOT NULL THEN '; logging was throttled' ELSE '' END) AS sentence,
  s.event_id
FROM suspect AS s
-- A record without items still says that mail was read.
LEFT JOIN mail_item AS m ON m.event_seq = s.event_seq
LEFT JOIN throttled AS t ON t.event_seq = s.event_seq
ORDER BY s.event_time, s.event_id, m.ordinal NULLS LAST;
