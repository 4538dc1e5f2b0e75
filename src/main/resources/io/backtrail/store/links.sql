-- One sign-in in two logs: the audit log's IntraSystemId is the request id, which is the id of the sign-in log. The audit log's own
-- id equals it often and not always. The sign-in log says more, so it counts.
INSERT INTO event_link
SELECT DISTINCT s.event_seq, u.event_seq, 'sign-in', 'IntraSystemId is the request id'
FROM event_property AS p
JOIN event_core AS u ON u.event_seq = p.event_seq AND u.family = 'ual'
JOIN event_core AS s ON s.family = 'signin' AND s.event_id = lower(p.value)
WHERE p.name = 'IntraSystemId' AND EXISTS (SELECT 1 FROM event_core WHERE family = 'signin')
ORDER BY 1, 2;

-- One change of the directory in two logs. A request may make several: they are paired in their order when both logs have as many.
INSERT INTO event_link
WITH side AS (
  SELECT event_seq, family, correlation_id, lower(rtrim(trim(replace(operation, '–', '-')), '. ')) AS act,
    row_number() OVER (PARTITION BY family, correlation_id, act ORDER BY event_time, event_seq) AS place,
    count(*) OVER (PARTITION BY family, correlation_id, act) AS acts
  FROM event_core
  WHERE correlation_id IS NOT NULL AND (family = 'directory-audit' OR family = 'ual' AND record_type = 8)
)
SELECT d.event_seq, u.event_seq, 'directory', 'correlation id and activity'
FROM side AS d
JOIN side AS u USING (correlation_id, act, place, acts)
WHERE d.family = 'directory-audit' AND u.family = 'ual'
ORDER BY 1, 2;

-- One message that a mailbox sent, as its audit record and as the trace of its way to each recipient.
INSERT INTO event_link
SELECT DISTINCT s.event_seq, t.event_seq, 'mail', 'internet message id'
FROM event_core AS s
JOIN mail_item AS m ON m.event_seq = s.event_seq
JOIN mail_item AS n ON n.internet_message_id = m.internet_message_id
JOIN event_core AS t ON t.event_seq = n.event_seq AND t.family = 'message-trace'
WHERE s.family = 'ual' AND s.operation IN ('Send', 'SendAs', 'SendOnBehalf') AND m.internet_message_id IS NOT NULL
ORDER BY 1, 2;

-- A record that one row tells in part and another whole.
INSERT INTO event_link
SELECT w.event_seq, p.event_seq, 'partial', 'record id'
FROM event_core AS p
JOIN event_core AS w ON w.family = p.family AND w.event_id = substr(p.event_id, 9)
WHERE starts_with(p.event_id, 'partial/')
ORDER BY 1, 2;
