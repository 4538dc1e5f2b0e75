--| id:       teams-phish-messages
--| question: Did an account send colleagues or partners the same link in Teams, or messages that it took back?
--| phase:    impact
--| attack:   T1534 T1566.003 T1656
--| severity: high
--| engine:   duckdb
--| needs:    operation MessageCreatedHasLink, MessageSent
--| needs:    workload MicrosoftTeams
--| param:    min_threads    integer   optional  default=3   Chats that must have got one link's host within a day
--| param:    new_chat_minutes integer optional  default=10  How soon after a new group chat a link belongs to it, minutes
--| param:    delete_minutes integer   optional  default=60  How soon a deletion belongs to the message, minutes
--| param:    own_domains    varchar[] optional  Domains of the organisation, lower case; links to them do not count; without any, those of the mailboxes in the case
--| column:   event_time     timestamp First message, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who sent
--| column:   kind           varchar   intruder: acts of accused sessions; same link; new chat: a chat opened to send a link; taken back
--| column:   url_host       varchar   Host of the links, or null
--| column:   urls           varchar   Up to five links, or null
--| column:   threads        bigint    Chats and channels
--| column:   messages       bigint    Messages
--| column:   outside        boolean   True if a chat has people from outside
--| column:   deleted        bigint    Messages deleted again within delete_minutes
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   critical by the intruder with links; high by a suspect, or the same link; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First message
--| covers:   messages with links, sent or edited, by host of the link; group chats made for one; messages deleted soon; whatever accused sessions sent
--| misses:   the text, which is never recorded; messages without a link inside the organisation, which need premium auditing
--| benign:   surveys and invitations by communications staff: one link to many
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/purview/audit-teams-audit-log-events

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event_core
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(trim(e.operation)) AS verb, e.client_ip, e.session_id, v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('messagecreatedhaslink', 'messageupdatedhaslink', 'messageeditedhaslink', 'messagesent', 'messagedeleted', 'chatcreated')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
-- Messages without a link matter only if the intruder or a deletion makes them.
wanted AS (
  SELECT * FROM act
  WHERE verb <> 'messagesent' OR verdict IN ('attacker', 'suspect') OR account IN (SELECT account FROM act WHERE verb = 'messagedeleted')
),
read AS (
  SELECT w.*, nullif(regexp_extract(e.raw, '(?i)"ChatThreadId\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS chat,
    nullif(regexp_extract(e.raw, '(?i)"ChannelGuid\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS channel,
    nullif(regexp_extract(e.raw, '(?i)"MessageId\\?"\s*:\s*\\?"?([0-9A-Za-z-]+)', 1), '') AS message_id,
    list_transform(regexp_extract_all(regexp_extract(e.raw, '(?i)"MessageURLs\\?"\s*:\s*\[([^\]]*)\]', 1), '(?i)https?:\\?/\\?/[^"\s\\]+(?:\\/[^"\s\\]*)*'), lambda u: replace(u, '\/', '/')) AS urls,
    regexp_matches(e.raw, '(?i)"(HasForeignTenantUsers|HasGuestUsers|HasOtherGuestUsers|HasUnauthenticatedUsers)\\?"\s*:\s*"?true') AS outside
  FROM wanted AS w JOIN event AS e ON e.event_seq = w.event_seq
),
message AS (
  SELECT r.*, coalesce(chat, channel, 'unnamed chat') AS thread, lower(nullif(regexp_extract(r.urls[1], '(?i)^https?://([^/:?#]+)', 1), '')) AS url_host
  FROM read AS r
),
gone AS (
  SELECT m.event_seq
  FROM message AS m
  JOIN message AS d ON d.account = m.account AND d.message_id = m.message_id AND d.thread = m.thread AND d.verb = 'messagedeleted'
    AND d.event_time BETWEEN m.event_time AND m.event_time + interval '1' minute * getvariable('delete_minutes')
  WHERE m.verb NOT IN ('messagedeleted', 'chatcreated')
  GROUP BY m.event_seq
),
opened AS (
  SELECT m.event_seq
  FROM message AS m
  JOIN message AS c ON c.account = m.account AND c.thread = m.thread AND c.verb = 'chatcreated'
    AND m.event_time BETWEEN c.event_time AND c.event_time + interval '1' minute * getvariable('new_chat_minutes')
  WHERE m.url_host IS NOT NULL
  GROUP BY m.event_seq
),
sent AS (
  SELECT m.*, g.event_seq IS NOT NULL AS taken, o.event_seq IS NOT NULL AS opening,
    EXISTS (SELECT 1 FROM own AS w WHERE m.url_host = w.domain OR m.url_host LIKE concat('%.', w.domain)) AS ours
  FROM message AS m
  LEFT JOIN gone AS g ON g.event_seq = m.event_seq
  LEFT JOIN opened AS o ON o.event_seq = m.event_seq
  WHERE m.verb NOT IN ('messagedeleted', 'chatcreated')
),
classed AS (
  SELECT *, 'intruder' AS kind, verdict AS part FROM sent WHERE verdict IN ('attacker', 'suspect')
  UNION ALL
  SELECT *, 'same link', '' FROM sent WHERE url_host IS NOT NULL AND NOT ours AND coalesce(verdict, '') NOT IN ('attacker', 'suspect')
  UNION ALL
  SELECT *, 'new chat', '' FROM sent WHERE opening AND NOT ours AND coalesce(verdict, '') NOT IN ('attacker', 'suspect')
  UNION ALL
  SELECT *, 'taken back', '' FROM sent WHERE taken AND url_host IS NOT NULL AND NOT ours AND coalesce(verdict, '') NOT IN ('attacker', 'suspect')
),
one AS (
  SELECT account, kind, part, url_host, date_trunc('day', event_time) AS day, min(event_time) AS event_time, max(event_time) AS last_time,
    arg_min(event_id, (event_time, event_id)) AS event_id, arg_min(client_ip, (event_time, event_id)) AS client_ip,
    arg_min(session_id, (event_time, event_id)) AS session_id, count(DISTINCT thread) AS threads, count(*) AS messages, bool_or(outside) AS outside,
    count(*) FILTER (WHERE taken) AS deleted,
    array_to_string(list_slice(list_sort(list_distinct(flatten(array_agg(urls)))), 1, 5), ' ') AS urls
  FROM classed
  GROUP BY account, kind, part, url_host, date_trunc('day', event_time)
)
SELECT event_time, last_time, account, kind, url_host, nullif(urls, '') AS urls, threads, messages, outside, deleted, client_ip, session_id,
  CASE WHEN part = 'attacker' AND url_host IS NOT NULL THEN 'critical' WHEN part <> '' OR kind = 'same link' THEN 'high' ELSE 'medium' END AS severity,
  CASE part WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' sent ', messages, CASE WHEN messages = 1 THEN ' message' ELSE ' messages' END,
    CASE WHEN url_host IS NOT NULL THEN concat(' with a link to ', url_host) ELSE '' END, ' in ', threads,
    CASE WHEN threads = 1 THEN ' chat' ELSE ' chats' END, CASE WHEN outside THEN ', also to people outside' ELSE '' END,
    CASE WHEN deleted > 0 THEN concat('; ', deleted, ' deleted soon after') ELSE '' END) AS sentence,
  event_id
FROM one
WHERE kind <> 'same link' OR threads >= getvariable('min_threads')
ORDER BY event_time, event_id, kind, url_host NULLS LAST;
