--| id:       phishing-mail-delivered-or-clicked
--| question: Which phishing messages reached somebody, who followed a link, and how long before the first sign-in from a new place?
--| phase:    access
--| attack:   T1566.001 T1566.002
--| severity: high
--| engine:   duckdb
--| param:    follow_hours     integer   optional  default=48     How long after it a sign-in from a new address counts, hours
--| param:    include_blocked  boolean   optional  default=false  Whether to show messages and clicks that were stopped
--| param:    known_senders    varchar[] optional  Senders of training campaigns; left out
--| column:   event_time       timestamp When it was delivered, clicked or reported, UTC
--| column:   account          varchar   Who got it
--| column:   kind             varchar   delivered, clicked, reported or blocked
--| column:   severity         varchar   critical if a sign-in from a new address followed, high for a click that went through, low for what was blocked or reported only, else medium
--| column:   grade            varchar   B: the click's address is that of the sign-in; C: account and time only
--| column:   sender           varchar   Sender that the reader saw, or null
--| column:   envelope_sender  varchar   Sender of the envelope where it differs, or null
--| column:   subject          varchar   Subject, or null
--| column:   message_id       varchar   Internet message id, or null; follow it
--| column:   network_message_id varchar Id of the message inside Microsoft's mail system, or null
--| column:   url              varchar   Link that was clicked, or null
--| column:   verdict          varchar   What the filter said, and what it did
--| column:   recipients       bigint    Accounts that got the same message or clicked the same link
--| column:   client_ip        varchar   Address of the click, or null
--| column:   next_signin      timestamp First sign-in within follow_hours from an address that the account had not used before, UTC, or null
--| column:   next_signin_ip   varchar   Its address, or null
--| column:   next_country     varchar   Its country, or null
--| column:   history          varchar   Warm-up note: what new can be told from
--| column:   sentence         varchar   One line for a reader
--| column:   event_id         varchar   The record
--| covers:   threat records of Defender for Office 365 (TIMailData, TIUrlClickData), its mail table (EmailEvents) with a threat named, messages that people reported
--| misses:   all phishing that no filter named: without Defender for Office 365 there are no such records, and a message trace names no threat
--| misses:   codes and pictures opened on a private telephone: no click is recorded
--| benign:   training campaigns; name their senders
--| pivot:    account -> signin-new-country
--| pivot:    next_signin_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-phishing

WITH record AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.family, lower(e.operation) AS verb, e.account, e.target, e.subject,
    e.client_ip, e.raw
  FROM event_core AS e
  WHERE lower(e.operation) IN ('timaildata', 'tiurlclickdata', 'usersubmission')
),
-- The fields stand in the record's text, as they are, or once more in quotes where an export wrapped it.
threat AS (
  SELECT r.*,
    nullif(regexp_extract(raw, 'P2Sender["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS p2,
    nullif(regexp_extract(raw, 'P1Sender["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS p1,
    nullif(regexp_extract(raw, 'InternetMessageId["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS message_id,
    lower(nullif(regexp_extract(raw, 'NetworkMessageId["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '')) AS network_message_id,
    nullif(regexp_extract(raw, 'Verdict["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS verdict,
    nullif(regexp_extract(raw, 'DeliveryAction["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS delivery,
    nullif(regexp_extract(raw, '["\\]Url["\\]+\s*:\s*["\\]+([^"\\]+)', 1, 'i'), '') AS url,
    nullif(regexp_extract(raw, 'UserIp["\\]+\s*:\s*["\\]+([^"\\]+)', 1), '') AS user_ip,
    nullif(regexp_extract(raw, 'UrlClickAction["\\]+\s*:\s*["\\]*([A-Za-z0-9]+)', 1, 'i'), '') AS click
  FROM record AS r
),
hunted AS (
  SELECT p.event_seq,
    max(CASE WHEN lower(p.name) = 'threattypes' THEN p.value END) AS threats,
    max(CASE WHEN lower(p.name) = 'deliveryaction' THEN p.value END) AS delivery,
    max(CASE WHEN lower(p.name) = 'sendermailfromaddress' THEN lower(p.value) END) AS p1,
    max(CASE WHEN lower(p.name) = 'networkmessageid' THEN lower(p.value) END) AS network_message_id
  FROM event_property AS p
  WHERE lower(p.name) IN ('threattypes', 'deliveryaction', 'sendermailfromaddress', 'networkmessageid')
  GROUP BY p.event_seq
),
got AS (
  SELECT t.event_seq, t.event_time, t.event_id, lower(coalesce(q.address, CASE WHEN t.account LIKE '%@%' THEN t.account END)) AS account,
    CASE WHEN lower(t.delivery) LIKE 'deliver%' THEN 'delivered' WHEN t.delivery IS NULL THEN 'delivered' ELSE 'blocked' END AS kind,
    lower(t.p2) AS sender, lower(t.p1) AS envelope, t.subject, t.message_id, t.network_message_id, cast(NULL AS varchar) AS url,
    concat(coalesce(t.verdict, 'no verdict'), ', ', coalesce(t.delivery, 'delivery not told')) AS verdict, t.client_ip
  FROM threat AS t
  LEFT JOIN recipient AS q ON q.event_seq = t.event_seq
  WHERE t.verb = 'timaildata' AND coalesce(lower(t.verdict), 'phish') NOT IN ('good', 'none', 'clean', 'notspam')
  UNION ALL
  SELECT t.event_seq, t.event_time, t.event_id, t.account,
    -- 2 and 3 showed a page that stops or waits; 4 and 5 went past it; the rest is undocumented and not a stop.
    CASE WHEN t.click IN ('2', '3') OR lower(t.click) IN ('blockpage', 'pendingdetonationpage') THEN 'blocked' ELSE 'clicked' END,
    cast(NULL AS varchar), cast(NULL AS varchar), t.subject, t.message_id, t.network_message_id, t.url,
    concat('click action ', coalesce(t.click, 'not told')), coalesce(t.user_ip, t.client_ip)
  FROM threat AS t
  WHERE t.verb = 'tiurlclickdata' AND t.account IS NOT NULL
  UNION ALL
  SELECT t.event_seq, t.event_time, t.event_id, t.account, 'reported', lower(t.p2), lower(t.p1), t.subject, t.message_id,
    t.network_message_id, cast(NULL AS varchar), 'reported by the reader', t.client_ip
  FROM threat AS t
  WHERE t.verb = 'usersubmission' AND t.account IS NOT NULL
  UNION ALL
  SELECT e.event_seq, e.event_time, e.event_id, lower(e.target),
    CASE WHEN lower(h.delivery) IN ('delivered', 'junked') THEN 'delivered' ELSE 'blocked' END,
    e.account, h.p1, e.subject, i.internet_message_id, h.network_message_id, cast(NULL AS varchar),
    concat(h.threats, ', ', coalesce(h.delivery, 'delivery not told')), cast(NULL AS varchar)
  FROM event_core AS e
  JOIN hunted AS h ON h.event_seq = e.event_seq
  LEFT JOIN mail_item AS i ON i.event_seq = e.event_seq AND i.ordinal = 0
  WHERE e.family = 'message-trace' AND (lower(h.threats) LIKE '%phish%' OR lower(h.threats) LIKE '%malware%')
),
counted AS (
  SELECT g.*, count(*) OVER (PARTITION BY coalesce(url, network_message_id, message_id, event_id)) AS recipients,
    -- One message is told of by several records; the first for each person stands.
    row_number() OVER (PARTITION BY account, kind, coalesce(url, network_message_id, message_id, event_id)
      ORDER BY event_time, event_id) AS nth
  FROM (SELECT DISTINCT * FROM got) AS g
  WHERE account IS NOT NULL
    AND (kind <> 'blocked' OR getvariable('include_blocked'))
    AND (getvariable('known_senders') IS NULL OR sender IS NULL OR NOT list_contains(getvariable('known_senders'), sender))
),
signin AS (
  SELECT e.account, e.client_ip, min(e.event_time) AS event_time
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success' AND e.client_ip IS NOT NULL
    AND e.account IN (SELECT account FROM counted)
  GROUP BY e.account, e.client_ip
),
known AS (
  SELECT account, min(event_time) AS since FROM signin GROUP BY account
),
next AS (
  SELECT c.event_id, c.account, s.event_time, s.client_ip,
    row_number() OVER (PARTITION BY c.event_id, c.account, c.kind ORDER BY s.event_time, s.client_ip) AS nth
  FROM counted AS c
  JOIN signin AS s ON s.account = c.account
    AND s.event_time BETWEEN c.event_time AND c.event_time + interval '1' hour * getvariable('follow_hours')
  JOIN known AS k ON k.account = c.account AND k.since < c.event_time
),
told AS (
  SELECT c.*, n.event_time AS next_signin, n.client_ip AS next_ip, a.country AS next_country, k.since,
    (SELECT count(DISTINCT o.account) FROM counted AS o
      WHERE coalesce(o.url, o.network_message_id, o.message_id, o.event_id) = coalesce(c.url, c.network_message_id, c.message_id, c.event_id)) AS people
  FROM counted AS c
  LEFT JOIN next AS n ON n.event_id = c.event_id AND n.account = c.account AND n.nth = 1
  LEFT JOIN address AS a ON a.client_ip = n.client_ip
  LEFT JOIN known AS k ON k.account = c.account
  WHERE c.nth = 1
)
SELECT event_time, account, kind,
  CASE WHEN kind IN ('blocked', 'reported') THEN 'low' WHEN next_signin IS NOT NULL THEN 'critical'
    WHEN kind = 'clicked' THEN 'high' ELSE 'medium' END AS severity,
  CASE WHEN kind = 'clicked' AND client_ip = next_ip THEN 'B' ELSE 'C' END AS grade,
  sender, CASE WHEN envelope <> sender OR sender IS NULL THEN envelope END AS envelope_sender, subject, message_id,
  network_message_id, url, verdict, people AS recipients, client_ip, next_signin, next_ip AS next_signin_ip, next_country,
  CASE WHEN since IS NULL THEN 'no sign-in of the account in the case: whether one followed cannot be told'
    WHEN since >= event_time THEN 'no sign-in of the account before it: a new address cannot be told from a usual one'
    ELSE concat('sign-ins of the account for ', date_diff('day', since, event_time), ' days before') END AS history,
  concat(account, CASE kind WHEN 'clicked' THEN concat(' followed ', coalesce(url, 'a link'))
      WHEN 'reported' THEN concat(' reported "', coalesce(subject, 'a message'), '"')
      WHEN 'blocked' THEN ' was kept from a message or link' ELSE concat(' got "', coalesce(subject, 'a message'), '"') END,
    CASE WHEN sender IS NULL THEN '' ELSE concat(' from ', sender) END, '; ', verdict,
    CASE WHEN next_signin IS NULL THEN '' ELSE concat('; ', date_diff('minute', event_time, next_signin),
      ' minutes later the first sign-in from ', next_ip) END) AS sentence,
  event_id
FROM told
ORDER BY event_time, account, kind, event_id;
