--| id:       pivot-indicator
--| question: Given an address, session, token, device, agent, application, message, file or person: what else is linked?
--| phase:    overview
--| attack:   T1078.004
--| severity: info
--| engine:   duckdb
--| needs:    any
--| param:    values         varchar[] optional  What to start from, whatever its kind; without any, the indicators of the case
--| param:    max_hops       integer   optional  default=1     1: what stands in the same records; 2: also what shares a session, token or device with these
--| param:    prevalence_cap double    optional  default=0.02  Values in a larger part of all records than this link everybody and are left out
--| column:   event_time     timestamp First record that links, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   hop            integer   1 or 2
--| column:   linked_type    varchar   account, ip, session, token, device, agent, app, message, object, or mailbox
--| column:   linked_value   varchar   The value
--| column:   via            varchar   The value that it is linked by
--| column:   events         bigint    Records that hold both
--| column:   accounts       bigint    Accounts in these records
--| column:   some_accounts  varchar   Up to five of them
--| column:   operations     varchar   Up to eight operations
--| column:   prevalence     double    Part of all records of the case that hold the value, where it is counted
--| column:   severity       varchar   info: a link is no judgement
--| column:   grade          varchar   A: by session, token, device or message; B: by address; C: by anything else
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First record
--| covers:   addresses, sessions, tokens, devices, agents, applications, messages, objects, mailboxes and accounts of the records that hold a value
--| misses:   values that stand only in the text of a record: search finds them
--| benign:   shared egress, common agents and Microsoft's own applications: the cap leaves most of them out
--| pivot:    linked_value -> shared-source-across-accounts
--| pivot:    linked_value -> ato-timeline
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-phishing

WITH seed AS (
  SELECT DISTINCT lower(trim(value)) AS value
  FROM (SELECT unnest(getvariable('values')) AS value UNION ALL SELECT value FROM indicator WHERE getvariable('values') IS NULL) AS s
  WHERE trim(value) <> ''
),
total AS (
  SELECT count(*) AS events FROM event_core
),
by_message AS (
  SELECT DISTINCT m.event_seq, s.value FROM mail_item AS m JOIN seed AS s ON lower(m.internet_message_id) = s.value
),
-- Records that hold a seed, and where.
first_hit AS (
  SELECT e.event_seq, s.value AS via,
    CASE WHEN lower(e.session_id) = s.value OR lower(e.token_id) = s.value OR lower(e.device_id) = s.value THEN 'A' WHEN e.client_ip = s.value THEN 'B' ELSE 'C' END AS grade
  FROM event_core AS e
  JOIN seed AS s ON s.value IN (e.account, e.client_ip, lower(e.session_id), lower(e.token_id), lower(e.device_id), lower(e.user_agent), lower(e.app_id), lower(e.mailbox), lower(e.target))
  UNION
  SELECT event_seq, value, 'A' FROM by_message
),
held AS (
  SELECT h.event_seq, h.via, h.grade, 1 AS hop, e.event_time, e.event_id, e.account, e.client_ip, e.session_id, e.token_id, e.device_id, e.user_agent, e.app_id, e.mailbox, e.target, e.operation
  FROM first_hit AS h
  JOIN event_core AS e ON e.event_seq = h.event_seq
),
-- Only what belongs to one login carries the second step.
carrier AS (
  SELECT DISTINCT value FROM (
    SELECT lower(session_id) AS value FROM held UNION ALL SELECT lower(token_id) FROM held UNION ALL SELECT lower(device_id) FROM held) AS c
  WHERE value IS NOT NULL AND getvariable('max_hops') >= 2 AND value NOT IN (SELECT value FROM seed)
),
second AS (
  SELECT DISTINCT e.event_seq, c.value AS via FROM event_core AS e JOIN carrier AS c ON lower(e.session_id) = c.value
  UNION
  SELECT e.event_seq, c.value FROM event_core AS e JOIN carrier AS c ON lower(e.token_id) = c.value
  UNION
  SELECT e.event_seq, c.value FROM event_core AS e JOIN carrier AS c ON lower(e.device_id) = c.value
),
reached AS (
  SELECT * FROM held
  UNION ALL
  SELECT s.event_seq, s.via, 'A', 2, e.event_time, e.event_id, e.account, e.client_ip, e.session_id, e.token_id, e.device_id, e.user_agent, e.app_id, e.mailbox, e.target, e.operation
  FROM second AS s
  JOIN event_core AS e ON e.event_seq = s.event_seq
  WHERE s.event_seq NOT IN (SELECT event_seq FROM held)
),
spread AS (
  SELECT event_seq, event_time, event_id, account, operation, via, grade, hop, unnest(['account', 'ip', 'session', 'token', 'device', 'agent', 'app', 'mailbox', 'object']) AS linked_type,
    unnest([account, client_ip, session_id, token_id, device_id, user_agent, app_id, mailbox, target]) AS linked_value
  FROM reached
  UNION ALL
  SELECT r.event_seq, r.event_time, r.event_id, r.account, r.operation, r.via, r.grade, r.hop, 'message', m.internet_message_id
  FROM reached AS r
  JOIN mail_item AS m ON m.event_seq = r.event_seq
),
linked AS (
  SELECT hop, linked_type, linked_value, via, min(grade) AS grade, min(event_time) AS event_time, max(event_time) AS last_time, count(DISTINCT event_seq) AS events,
    count(DISTINCT account) AS accounts, array_to_string(list_slice(list_sort(array_agg(DISTINCT account) FILTER (WHERE account IS NOT NULL)), 1, 5), ', ') AS some_accounts,
    array_to_string(list_slice(list_sort(array_agg(DISTINCT operation)), 1, 8), ', ') AS operations, arg_min(event_id, (event_time, event_id)) AS event_id
  FROM spread
  WHERE linked_value IS NOT NULL AND lower(linked_value) <> via
    -- The mailbox of one's own says nothing beside the account.
    AND NOT (linked_type = 'mailbox' AND linked_value = account)
  GROUP BY hop, linked_type, linked_value, via
),
common AS (
  SELECT 'ip' AS linked_type, client_ip AS linked_value, count(*) AS events FROM event_core WHERE client_ip IN (SELECT linked_value FROM linked WHERE linked_type = 'ip') GROUP BY client_ip
  UNION ALL
  SELECT 'agent', user_agent, count(*) FROM event_core WHERE user_agent IN (SELECT linked_value FROM linked WHERE linked_type = 'agent') GROUP BY user_agent
  UNION ALL
  SELECT 'app', app_id, count(*) FROM event_core WHERE app_id IN (SELECT linked_value FROM linked WHERE linked_type = 'app') GROUP BY app_id
)
SELECT l.event_time, l.last_time, l.hop, l.linked_type, l.linked_value, l.via, l.events, l.accounts, nullif(l.some_accounts, '') AS some_accounts, l.operations,
  round(c.events * 1.0 / t.events, 4) AS prevalence, 'info' AS severity, l.grade,
  concat(l.linked_type, ' ', l.linked_value, ' stands with ', l.via, ' in ', l.events, CASE WHEN l.events = 1 THEN ' record' ELSE ' records' END,
    CASE WHEN l.accounts > 1 THEN concat(' of ', l.accounts, ' accounts') ELSE '' END) AS sentence,
  l.event_id
FROM linked AS l
CROSS JOIN total AS t
LEFT JOIN common AS c ON c.linked_type = l.linked_type AND c.linked_value = l.linked_value
-- In a handful of records everything is a large part.
WHERE c.events IS NULL OR c.events <= 50 OR c.events <= getvariable('prevalence_cap') * t.events
ORDER BY l.hop, l.grade, l.linked_type, l.event_time, l.event_id, l.linked_value, l.via;
