--| id:       security-mail-deleted
--| question: Were warnings deleted or moved out of sight: factors, passwords, sign-ins, bank, help desk, bounces?
--| phase:    evasion
--| attack:   T1070.008 T1564.008
--| severity: high
--| engine:   duckdb
--| needs:    operation HardDelete, SoftDelete, MoveToDeletedItems
--| needs:    workload Exchange
--| param:    delay_s        integer   optional  default=300  How soon after it was read a deletion for good is unusual, seconds
--| param:    repeats        integer   optional  default=3    Deletions of one subject on a day that look like a rule
--| param:    show_all       boolean   optional  default=false Show also warnings that people cleared away
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   mailbox        varchar   In whose mailbox
--| column:   operation      varchar   The record's operation
--| column:   subject        varchar   Subject
--| column:   internet_message_id varchar Message id, or null
--| column:   word           varchar   Word that makes it a warning
--| column:   folder         varchar   Where it was, or null
--| column:   read_before_s  bigint    Seconds since the message was read, or null
--| column:   repeats        bigint    Deletions of the subject in the mailbox on that day
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   critical by the intruder; high by a suspect; medium for good right after reading, or again and again; else info
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   deletions, and moves into folders that nobody opens, of mail whose subject has a word of security, in many languages
--| misses:   who sent the mail, which such records do not tell; warnings with harmless subjects
--| benign:   people who tidy up their notifications in their own session
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    mailbox -> inbox-rule-hide-or-delete
--| source:   https://learn.microsoft.com/purview/audit-mailboxes
--| source:   https://attack.mitre.org/techniques/T1070/008/

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.account) AS mailbox, e.operation, lower(trim(e.operation)) AS verb, e.client_ip, e.country,
    e.session_id, m.subject, m.internet_message_id, m.folder, v.verdict
  FROM event AS e
  JOIN mail_item AS m ON m.event_seq = e.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('harddelete', 'softdelete', 'movetodeleteditems', 'move') AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND m.subject IS NOT NULL AND coalesce(e.client_info, '') NOT ILIKE 'client=tba%' AND coalesce(e.logon_type, 0) NOT IN (3, 4)
),
-- Each subject is looked through once.
warning AS (
  SELECT s.subject, min(r.value) AS word
  FROM (SELECT subject, concat(' ', regexp_replace(lower(subject), '[^\pL\pN]+', ' ', 'g'), ' ') AS words FROM act GROUP BY subject) AS s
  JOIN reference_set AS r ON r.set_name = 'security-word'
    AND strpos(s.words, CASE WHEN regexp_matches(r.value, '[a-zà-ÿа-я]') THEN concat(' ', regexp_replace(r.value, '[^\pL\pN]+', ' ', 'g'), ' ') ELSE r.value END) > 0
  GROUP BY s.subject
),
hit AS (
  SELECT a.*, w.word, count(*) OVER (PARTITION BY a.mailbox, lower(a.subject), date_trunc('day', a.event_time)) AS repeats
  FROM act AS a
  JOIN warning AS w ON w.subject = a.subject
),
-- Only a folder that hides makes a move one.
moving AS (
  -- Grouped, so that the text of no other record is read.
  SELECT h.event_seq, max(lower(trim(regexp_extract(e.raw, '(?i)"DestFolder\\?"\s*:\s*\{[^}]*?"Path\\?"\s*:\s*\\?"(?:[^"]*\\)?([^"\\]+)\\?"', 1)))) AS folder
  FROM hit AS h JOIN event_core AS e ON e.event_seq = h.event_seq
  WHERE h.verb = 'move'
  GROUP BY h.event_seq
),
moved AS (
  SELECT m.event_seq
  FROM moving AS m
  JOIN reference_set AS f ON f.set_name = 'hide-folder' AND f.value = m.folder
  GROUP BY m.event_seq
),
read AS (
  SELECT h.event_seq, h.internet_message_id, max(e.event_time) AS read_time
  FROM hit AS h
  JOIN mail_item AS m ON m.internet_message_id = h.internet_message_id
  JOIN event AS e ON e.event_seq = m.event_seq AND e.event_time <= h.event_time
  WHERE e.operation = 'MailItemsAccessed' AND (e.session_id = h.session_id OR h.session_id IS NULL)
  GROUP BY h.event_seq, h.internet_message_id
),
judged AS (
  SELECT h.*, date_diff('second', r.read_time, h.event_time) AS read_before_s
  FROM hit AS h
  LEFT JOIN read AS r ON r.event_seq = h.event_seq AND r.internet_message_id = h.internet_message_id
  WHERE h.verb <> 'move' OR h.event_seq IN (SELECT event_seq FROM moved)
),
graded AS (
  SELECT *, row_number() OVER (PARTITION BY mailbox, lower(subject), date_trunc('day', event_time) ORDER BY event_time, event_id) AS nth,
    CASE WHEN verdict = 'attacker' THEN 'critical' WHEN verdict = 'suspect' THEN 'high'
    WHEN verb IN ('harddelete', 'softdelete') AND read_before_s <= getvariable('delay_s') OR repeats >= getvariable('repeats') THEN 'medium' ELSE 'info' END AS severity
  FROM judged
)
SELECT event_time, account, mailbox, operation, subject, internet_message_id, word, folder, read_before_s, repeats, client_ip, country, session_id, severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), CASE verb WHEN 'harddelete' THEN ' destroyed' WHEN 'move' THEN ' hid' ELSE ' deleted' END, ' the warning "', subject, '" of ', mailbox,
    CASE WHEN read_before_s IS NOT NULL THEN concat(', ', read_before_s, ' s after it was read') ELSE '' END,
    CASE WHEN repeats > 1 THEN concat('; one of ', repeats, ' on that day') ELSE '' END) AS sentence,
  event_id
FROM graded
-- Of many of one subject the first stands for them.
WHERE severity IN ('critical', 'high') OR severity = 'medium' AND (nth = 1 OR repeats < getvariable('repeats')) OR getvariable('show_all')
ORDER BY event_time, event_id, internet_message_id NULLS LAST, subject;
