--| id:       teams-external-helpdesk-contact
--| question: Did somebody outside contact our people in Teams and pass as support, personnel or the bank?
--| phase:    access
--| attack:   T1566.003 T1566.004 T1656
--| severity: high
--| engine:   duckdb
--| param:    min_targets       integer   optional  default=3   Own accounts that one outside account must reach within a day
--| param:    own_domains       varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    known_partners    varchar[] optional  Outside domains that work with the organisation; left out
--| param:    follow_hours      integer   optional  default=24  How soon a sign-in by device code or a remote support tool counts as the outcome, hours
--| column:   event_time        timestamp First contact, UTC
--| column:   last_time         timestamp Last, UTC
--| column:   account           varchar   The outside account
--| column:   domain            varchar   Its domain
--| column:   display_name      varchar   Name that it shows, or null where the record withholds it
--| column:   why               varchar   name: reads as support or the like; many: reached min_targets in a day; trial tenant; link: sent a link; impersonation: Teams said so
--| column:   severity          varchar   high for a name or a warning of Teams, or several signs; else medium
--| column:   grade             varchar   C: account and time only
--| column:   targets           varchar[] Own accounts in its chats
--| column:   chats             bigint    Chats
--| column:   links             bigint    Messages with a link in those chats
--| column:   thread            varchar   First chat, or null
--| column:   outcome           varchar   Accepted or blocked as far as recorded, or null
--| column:   next_device_code  timestamp First sign-in by device code of one of the targets within follow_hours, UTC, or null
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The first record
--| covers:   chats with people of other tenants; names are compared without blanks, signs and look-alike letters
--| misses:   calls that leave no chat; what was said: the audit log holds no text
--| benign:   partners and service providers; name their domains
--| pivot:    account -> device-code-signin
--| source:   https://learn.microsoft.com/purview/audit-teams-audit-log-events
--| source:   https://www.microsoft.com/security/blog/2024/05/15/threat-actors-misusing-quick-assist-in-social-engineering-attacks-leading-to-ransomware/

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT split_part(mailbox, '@', 2) AS domain FROM event_core
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
contact AS (
  SELECT e.event_seq, e.event_time, e.event_id, lower(e.operation) AS verb, e.account, e.raw,
    nullif(regexp_extract(e.raw, 'ChatThreadId["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS thread
  FROM event_core AS e
  WHERE (e.record_type IN (25, 462) OR e.workload = 'MicrosoftTeams') AND e.result <> 'failure'
    AND lower(e.operation) IN ('chatcreated', 'messagesent', 'messagecreatedhaslink', 'memberadded', 'teamsimpersonationdetected',
      'useraccepted', 'userblocked')
    AND (regexp_matches(e.raw, 'HasForeignTenantUsers["\\]+\s*:\s*["\\]*[Tt]rue') OR lower(e.operation) IN
      ('teamsimpersonationdetected', 'useraccepted', 'userblocked'))
),
-- Each member is one object of the record; the order of its keys is not fixed.
part AS (
  SELECT c.event_seq, unnest(string_split(c.raw, '{')) AS text FROM contact AS c
),
member AS (
  SELECT DISTINCT event_seq, lower(regexp_extract(text, 'UPN["\\]+\s*:\s*["\\]+([^"\\]+)', 1)) AS upn,
    -- Letters beyond ASCII may be written as \uXXXX, which JSON reads.
    nullif(coalesce(try(json_extract_string(concat('"', replace(spelt, '\\u', '\u'), '"'), '$')), spelt), '') AS name
  FROM (
    SELECT event_seq, text,
      regexp_extract(text, 'DisplayName["\\]+\s*:\s*["\\]+((?:[^"\\]|\\+u[0-9a-fA-F]{4})+)', 1) AS spelt
    FROM part
  )
  WHERE regexp_matches(text, 'UPN["\\]+\s*:\s*["\\]+[^"\\]+@')
),
person AS (
  SELECT p.*, split_part(p.upn, '@', 2) AS domain,
    EXISTS (SELECT 1 FROM own AS o WHERE split_part(p.upn, '@', 2) = o.domain
      OR split_part(p.upn, '@', 2) LIKE concat('%.', o.domain)) AS ours
  FROM (
    SELECT event_seq, upn, name FROM member
    UNION
    SELECT event_seq, account, cast(NULL AS varchar) FROM contact WHERE account LIKE '%@%'
  ) AS p
  -- Guests of the own tenant are accounts of the own tenant.
  WHERE p.upn NOT LIKE '%#ext#%'
),
outside AS (
  SELECT c.event_seq, c.event_time, c.event_id, c.verb, c.thread, p.upn AS account, p.domain, max(p.name) AS name,
    bool_or(c.account = p.upn) AS acted
  FROM contact AS c
  JOIN person AS p ON p.event_seq = c.event_seq
  WHERE NOT p.ours AND (getvariable('known_partners') IS NULL OR NOT list_contains(getvariable('known_partners'), p.domain))
  GROUP BY c.event_seq, c.event_time, c.event_id, c.verb, c.thread, p.upn, p.domain
),
-- A chat that one of us opened is no contact by them.
began AS (
  SELECT o.* FROM outside AS o WHERE o.acted OR o.verb IN ('teamsimpersonationdetected', 'memberadded') OR o.thread IN (
    SELECT thread FROM outside WHERE acted AND thread IS NOT NULL)
),
reached AS (
  SELECT b.account, p.upn AS target, min(b.event_time) AS event_time
  FROM began AS b
  JOIN person AS p ON p.event_seq = b.event_seq AND p.ours
  GROUP BY b.account, p.upn
),
many AS (
  SELECT account, max(in_day) AS in_day
  FROM (SELECT account, count(*) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '24' hour PRECEDING AND CURRENT ROW) AS in_day FROM reached)
  GROUP BY account
),
folded AS (
  SELECT b.*,
    -- Cyrillic and Greek letters that look Latin, and digits that stand for letters.
    regexp_replace(translate(lower(concat(coalesce(b.name, ''), ' ', split_part(b.account, '@', 1))),
      'аеіорсухкмтνοερτκιαυ013', 'aeiopcyxkmtvoeptkiauoie'), '[^\p{L}]', '', 'g') AS shown
  FROM began AS b
),
sign AS (
  SELECT f.account, bool_or(h.value IS NOT NULL) AS helpdesk, bool_or(f.verb = 'teamsimpersonationdetected') AS warned
  FROM folded AS f
  LEFT JOIN reference_set AS h ON h.set_name = 'helpdesk-name' AND strpos(f.shown, h.value) > 0
  GROUP BY f.account
),
linked AS (
  SELECT account, count(DISTINCT event_id) AS links FROM began WHERE verb = 'messagecreatedhaslink' GROUP BY account
),
answered AS (
  SELECT account, array_to_string(list_sort(array_agg(DISTINCT CASE verb WHEN 'useraccepted' THEN 'accepted' ELSE 'blocked' END)), ', ') AS outcome
  FROM outside
  WHERE verb IN ('useraccepted', 'userblocked')
  GROUP BY account
),
numbered AS (
  SELECT b.*, row_number() OVER (PARTITION BY account ORDER BY event_time, event_id) AS nth FROM began AS b
),
one AS (
  SELECT account, max(domain) AS domain, min(event_time) AS event_time, max(event_time) AS last_time, max(name) AS display_name,
    count(DISTINCT thread) AS chats, max(thread) FILTER (WHERE nth = 1) AS thread, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM numbered
  GROUP BY account
),
people AS (
  SELECT account, list_sort(array_agg(DISTINCT target)) AS targets FROM reached GROUP BY account
),
code AS (
  SELECT o.account, min(e.event_time) AS next_device_code
  FROM one AS o
  JOIN reached AS r ON r.account = o.account
  JOIN event_core AS e ON e.account = r.target
    AND e.event_time BETWEEN o.event_time AND o.last_time + interval '1' hour * getvariable('follow_hours')
  WHERE e.result = 'success' AND e.event_seq IN (
    SELECT p.event_seq FROM event_property AS p
    WHERE lower(p.name) = 'authenticationprotocol' AND lower(p.value) = 'devicecode'
      OR lower(p.name) = 'originaltransfermethod' AND lower(p.value) = 'devicecodeflow'
      OR lower(p.name) = 'requesttype' AND (lower(p.value) LIKE 'deviceauth:%' OR lower(p.value) = 'cmsi:cmsi'))
  GROUP BY o.account
),
told AS (
  SELECT o.*, coalesce(p.targets, []) AS targets, coalesce(l.links, 0) AS links, a.outcome, c.next_device_code,
    s.helpdesk, s.warned, m.in_day >= getvariable('min_targets') AS wide,
    -- Tenants made for an attack keep the name that they were born with.
    o.domain LIKE '%.onmicrosoft.com' AS trial
  FROM one AS o
  JOIN sign AS s ON s.account = o.account
  LEFT JOIN many AS m ON m.account = o.account
  LEFT JOIN linked AS l ON l.account = o.account
  LEFT JOIN answered AS a ON a.account = o.account
  LEFT JOIN people AS p ON p.account = o.account
  LEFT JOIN code AS c ON c.account = o.account
)
SELECT event_time, last_time, account, domain, display_name,
  array_to_string([CASE WHEN helpdesk THEN 'name' END, CASE WHEN warned THEN 'impersonation' END,
    CASE WHEN wide THEN 'many' END, CASE WHEN trial THEN 'trial tenant' END, CASE WHEN links > 0 THEN 'link' END], ', ') AS why,
  CASE WHEN helpdesk OR warned OR wide AND trial OR next_device_code IS NOT NULL THEN 'high' ELSE 'medium' END AS severity,
  'C' AS grade, targets, chats, links, thread, outcome, next_device_code,
  concat(account, CASE WHEN display_name IS NULL THEN '' ELSE concat(' ("', display_name, '")') END, ' contacted ', len(targets),
    ' of our people in Teams', CASE WHEN links > 0 THEN concat('; ', links, ' messages with links') ELSE '' END,
    CASE WHEN next_device_code IS NULL THEN '' ELSE '; one of them signed in by device code afterwards' END) AS sentence,
  event_id
FROM told
WHERE helpdesk OR warned OR wide OR trial AND links > 0
ORDER BY event_time, account, event_id;
