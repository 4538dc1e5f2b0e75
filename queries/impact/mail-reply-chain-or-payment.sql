--| id:       mail-reply-chain-or-payment
--| question: Which sent or drafted messages go on with a thread about money, change bank details, or go to a look-alike partner?
--| phase:    impact
--| attack:   T1657 T1534 T1656
--| severity: critical
--| engine:   duckdb
--| needs:    operation Send, SendAs, SendOnBehalf
--| needs:    workload Exchange
--| param:    sessions        varchar[] optional  Sessions known to be the intruder's
--| param:    addresses       varchar[] optional  Addresses known to be the intruder's
--| param:    own_domains     varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    partner_domains varchar[] optional  Domains of partners, lower case; without any, those that at least five messages of the trace came from
--| param:    thread_minutes  integer   optional  default=1440  How long before it the thread was read in the same session, minutes
--| param:    lookalike_distance integer optional default=2     Letters in which a look-alike domain may differ
--| column:   event_time      timestamp When it was sent or drafted, UTC
--| column:   account         varchar   Who, as recorded
--| column:   mailbox         varchar   Mailbox, or null
--| column:   operation       varchar   The record's operation
--| column:   subject         varchar   Subject, or null
--| column:   thread          varchar   Subject without RE and FW
--| column:   read_time       timestamp When the same session had read the thread before, UTC, or null
--| column:   money_words     varchar   Words of payment in subject or names of attachments, or null
--| column:   bank_change     boolean   True if subject or attachment speak of new or changed bank details
--| column:   attachments     varchar   Names of attachments, or null
--| column:   recipients      varchar   Recipients that the case knows of, or null
--| column:   lookalike       varchar   Recipients whose domain looks like a partner's or an own one, with that one, or null
--| column:   deleted_after_s bigint    Seconds until the message was deleted, or null
--| column:   client_ip       varchar   From where, or null
--| column:   session_id      varchar   Session, or null
--| column:   severity        varchar   critical by the intruder about money, or to a look-alike; high by the intruder or a suspect; medium a bank change by anybody
--| column:   grade           varchar   A: session, or attacker in the reconstruction; B: address, or suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   Send, SendAs, SendOnBehalf and drafts of the intruder that answer a thread or speak of payment; look-alike recipients and bank changes of everybody
--| misses:   what the text says: audit records hold subjects and names of attachments only
--| misses:   recipients of mail without a message trace; threads that the intruder renamed
--| benign:   accounts staff in the same threads; a partner who did change the bank: ask by telephone
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    mailbox -> inbox-rule-hide-or-delete
--| source:   https://attack.mitre.org/techniques/T1657/
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event_core
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
partner AS (
  SELECT unnest(getvariable('partner_domains')) AS domain
  UNION
  SELECT lower(split_part(account, '@', 2)) FROM event_core
  WHERE getvariable('partner_domains') IS NULL AND family = 'message-trace' AND account LIKE '%@%'
  GROUP BY 1
  HAVING count(*) >= 5
  UNION
  SELECT domain FROM own
),
act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.account) AS mailbox, e.operation, e.subject, e.client_ip,
    e.session_id, v.verdict, m.internet_message_id,
    CASE WHEN list_contains(getvariable('sessions'), e.session_id) OR v.verdict = 'attacker' THEN 'A'
      WHEN list_contains(getvariable('addresses'), e.client_ip) OR v.verdict = 'suspect' THEN 'B' ELSE 'C' END AS grade,
    lower(trim(regexp_replace(coalesce(e.subject, ''), '(?i)^((re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|r|i)\s*:\s*)+', ''))) AS thread,
    regexp_matches(coalesce(e.subject, ''), '(?i)^(re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|r|i)\s*:') AS answers
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  LEFT JOIN mail_item AS m ON m.event_seq = e.event_seq AND m.ordinal = 0
  WHERE (lower(e.operation) IN ('send', 'sendas', 'sendonbehalf') OR lower(e.operation) IN ('create', 'update') AND lower(m.folder) LIKE '%draft%')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
-- Recipient domains a letter or two away from one that is known.
alike AS (
  SELECT d.domain, min(p.domain) AS known
  FROM (SELECT DISTINCT lower(split_part(address, '@', 2)) AS domain FROM recipient WHERE address LIKE '%@%') AS d
  JOIN partner AS p ON abs(length(d.domain) - length(p.domain)) <= getvariable('lookalike_distance')
    AND levenshtein(d.domain, p.domain) BETWEEN 1 AND getvariable('lookalike_distance')
  WHERE d.domain NOT IN (SELECT domain FROM partner)
  GROUP BY d.domain
),
reached AS (
  SELECT DISTINCT m.internet_message_id, lower(r.address) AS address, k.known
  FROM recipient AS r
  JOIN mail_item AS m ON m.event_seq = r.event_seq
  LEFT JOIN alike AS k ON k.domain = lower(split_part(r.address, '@', 2))
  WHERE m.internet_message_id IN (SELECT internet_message_id FROM act WHERE grade <> 'C') OR k.known IS NOT NULL
),
addressee AS (
  SELECT internet_message_id, array_to_string(list_sort(array_agg(DISTINCT address)), ', ') AS recipients,
    array_to_string(list_sort(array_agg(DISTINCT concat(address, ' (looks like ', known, ')')) FILTER (WHERE known IS NOT NULL)), ', ') AS lookalike
  FROM reached
  GROUP BY internet_message_id
),
changing AS (
  SELECT event_seq FROM act
  WHERE regexp_matches(lower(coalesce(subject, '')), '(new|updated?|changed?|revised|different|neue|geändert|nouveau|nouvelles|nuev|nieuwe|gewijzigd|nuov).{0,20}(bank|iban|account|payment|remittance|konto|rekening|coordonn|cuenta|conto)')
    OR regexp_matches(lower(coalesce(subject, '')), '(bank|iban|account|payment|remittance|konto|rekening|cuenta|conto).{0,20}(change|update|new details|änderung|wijzig|modif|cambio)')
),
candidate AS (
  SELECT a.*, d.recipients, nullif(d.lookalike, '') AS lookalike, c.event_seq IS NOT NULL AS bank_subject
  FROM act AS a
  LEFT JOIN addressee AS d ON d.internet_message_id = a.internet_message_id
  LEFT JOIN changing AS c ON c.event_seq = a.event_seq
  WHERE a.grade <> 'C' OR nullif(d.lookalike, '') IS NOT NULL OR c.event_seq IS NOT NULL
),
-- The record writes names of attachments with their size in brackets.
attached AS (
  SELECT c.event_seq, nullif(regexp_extract(e.raw, '(?i)"Attachments\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS attachments
  FROM candidate AS c JOIN event AS e ON e.event_seq = c.event_seq
),
told AS (
  SELECT c.*, t.attachments,
    concat(' ', regexp_replace(lower(concat(c.subject, ' ', coalesce(t.attachments, ''))), '[^\pL\pN]+', ' ', 'g'), ' ') AS words
  FROM candidate AS c JOIN attached AS t ON t.event_seq = c.event_seq
),
money AS (
  SELECT t.event_seq, array_to_string(list_sort(array_agg(DISTINCT s.value)), ', ') AS money_words
  FROM told AS t
  -- Whole words, so that "bic" is not found in "bicycle"; scripts without blanks are searched as they are.
  JOIN reference_set AS s ON s.set_name = 'finance-word'
    AND strpos(t.words, CASE WHEN regexp_matches(s.value, '[a-zà-ÿа-я]') THEN concat(' ', regexp_replace(s.value, '[^\pL\pN]+', ' ', 'g'), ' ') ELSE s.value END) > 0
  GROUP BY t.event_seq
),
subject_of AS (
  SELECT internet_message_id, max(lower(trim(regexp_replace(subject, '(?i)^((re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|r|i)\s*:\s*)+', '')))) AS thread
  FROM mail_item
  WHERE subject IS NOT NULL AND internet_message_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM told)
  GROUP BY internet_message_id
),
read AS (
  SELECT e.session_id, s.thread, e.event_time
  FROM event AS e
  JOIN mail_item AS m ON m.event_seq = e.event_seq
  JOIN subject_of AS s ON s.internet_message_id = m.internet_message_id
  WHERE e.operation = 'MailItemsAccessed' AND e.session_id IN (SELECT session_id FROM told)
),
before AS (
  SELECT t.event_seq, max(r.event_time) AS read_time
  FROM told AS t
  JOIN read AS r ON r.session_id = t.session_id AND r.thread = t.thread
    AND r.event_time BETWEEN t.event_time - interval '1' minute * getvariable('thread_minutes') AND t.event_time
  WHERE t.thread <> ''
  GROUP BY t.event_seq
),
deleted AS (
  SELECT t.event_seq, min(date_diff('second', t.event_time, d.event_time)) AS deleted_after_s
  FROM told AS t
  JOIN mail_item AS m ON m.internet_message_id = t.internet_message_id
  JOIN event AS d ON d.event_seq = m.event_seq AND d.event_time >= t.event_time
  WHERE d.operation IN ('HardDelete', 'SoftDelete', 'MoveToDeletedItems')
  GROUP BY t.event_seq
),
row_of AS (
  SELECT t.*, b.read_time, w.money_words, d.deleted_after_s,
    t.bank_subject AS bank_change
  FROM told AS t
  LEFT JOIN before AS b ON b.event_seq = t.event_seq
  LEFT JOIN money AS w ON w.event_seq = t.event_seq
  LEFT JOIN deleted AS d ON d.event_seq = t.event_seq
)
SELECT event_time, account, mailbox, operation, subject, thread, read_time, money_words, bank_change, attachments, recipients, lookalike,
  deleted_after_s, client_ip, session_id,
  CASE WHEN grade = 'A' AND (money_words IS NOT NULL OR bank_change) OR lookalike IS NOT NULL THEN 'critical'
    WHEN grade <> 'C' THEN 'high' ELSE 'medium' END AS severity,
  grade,
  concat(mailbox, CASE WHEN lower(operation) IN ('create', 'update') THEN ' drafted "' ELSE ' sent "' END, coalesce(nullif(subject, ''), 'without subject'), '"',
    CASE WHEN lookalike IS NOT NULL THEN concat(' to ', lookalike) WHEN recipients IS NOT NULL THEN concat(' to ', recipients) ELSE '' END,
    CASE WHEN read_time IS NOT NULL THEN '; the same session had read the thread' ELSE '' END,
    CASE WHEN deleted_after_s IS NOT NULL THEN concat('; it was deleted ', deleted_after_s, ' s later') ELSE '' END) AS sentence,
  event_id
FROM row_of
-- Mail of the intruder that neither answers nor speaks of money is for mail-sent-by-suspect-session.
WHERE lookalike IS NOT NULL OR bank_change OR grade <> 'C' AND (money_words IS NOT NULL OR answers OR read_time IS NOT NULL)
ORDER BY event_time, event_id;
