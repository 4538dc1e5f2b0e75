--| id:       mail-items-accessed-throttled
--| question: Of which mailboxes was so much read that the service stopped logging it?
--| phase:    collection
--| attack:   T1114.002 T1119
--| severity: high
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| column:   event_time   timestamp When logging was throttled, UTC
--| column:   dark_until   timestamp Until when reading of this mailbox may be missing, UTC
--| column:   account      varchar   Who read
--| column:   mailbox      varchar   Whose mail
--| column:   items        bigint    Messages that the record still names
--| column:   client_ip    varchar   From where, or null
--| column:   country      varchar   Its country, or null
--| column:   app_id       varchar   Application, or null
--| column:   client_info  varchar   Client program, or null
--| column:   session_id   varchar   Session, or null
--| column:   sentence     varchar   One line for a reader
--| column:   event_id     varchar   The record
--| covers:   MailItemsAccessed with IsThrottled true: more than 1000 bind records in 24 hours
--| misses:   heavy reading below that limit; synchronised folders, which are never throttled
--| benign:   migration, backup and indexing applications; look at the application
--| pivot:    session_id -> mail-accessed-exposure
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts

SELECT e.event_time,
  -- Microsoft: after throttling, bind records of the mailbox are not logged for 24 hours.
  e.event_time + interval '24' hour AS dark_until,
  e.account, coalesce(e.mailbox, e.account) AS mailbox, count(m.ordinal) AS items, e.client_ip, e.country, e.app_id,
  e.client_info, e.session_id,
  concat('So much mail of ', coalesce(e.mailbox, e.account), ' was read that the service stopped logging it') AS sentence,
  e.event_id
FROM event AS e
LEFT JOIN mail_item AS m ON m.event_seq = e.event_seq
WHERE e.operation = 'MailItemsAccessed'
  AND EXISTS (SELECT 1 FROM event_property AS p
    WHERE p.event_seq = e.event_seq AND lower(p.name) = 'isthrottled' AND lower(p.value) = 'true')
GROUP BY e.event_time, e.account, e.mailbox, e.client_ip, e.country, e.app_id, e.client_info, e.session_id, e.event_id
ORDER BY e.event_time, e.event_id;
