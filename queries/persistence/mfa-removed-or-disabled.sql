--| id:       mfa-removed-or-disabled
--| question: Was the second factor switched off, a method deleted, or a person let off?
--| phase:    persistence
--| attack:   T1556.006 T1098
--| severity: high
--| engine:   duckdb
--| param:    replacement_minutes  integer   optional  default=60  A method added within so many minutes is a replacement
--| param:    batch_accounts       integer   optional  default=10  Accounts of one actor within an hour from which one row stands for all
--| column:   event_time           timestamp First record, UTC
--| column:   account              varchar   Whose factor it was; of a batch the first
--| column:   accounts             bigint    Accounts; 1 unless it is a batch
--| column:   actor                varchar   Who did it, as recorded; often a service
--| column:   severity             varchar   high if somebody else switched it off or nothing replaced it; medium if a method was replaced; low for a batch
--| column:   grade                varchar   S: the record names a service as its author; else C
--| column:   removed              varchar   What went: requirement, methods, application names, numbers
--| column:   left_over            bigint    Methods that stay as the record tells, or null
--| column:   replaced_by          varchar   What was added within replacement_minutes, or null
--| column:   records              bigint    Records that tell of it
--| column:   client_ip            varchar   Address of the record, or null
--| column:   country              varchar   Its country, or null
--| column:   sentence             varchar   One line for a reader
--| column:   event_id             varchar   The first record
--| covers:   Disable Strong Authentication., StrongAuthenticationRequirement cleared, methods and authenticators of old value less new, deletions in the Entra audit log; several records of one act are one row
--| misses:   exclusions from Conditional Access; see conditional-access-changed
--| misses:   records that hold no old value
--| benign:   a move from per-user settings to Conditional Access, which goes through all accounts at once; help desk registering a new telephone
--| pivot:    account -> mfa-method-added
--| pivot:    account -> conditional-access-changed
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.actor_kind, e.client_ip, e.family,
    rtrim(lower(trim(e.operation)), '.') AS verb,
    lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.value LIKE '%@%'),
      CASE WHEN e.target LIKE '%@%' THEN e.target END, e.target, e.account)) AS account
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('update user', 'disable strong authentication', 'user deleted security info',
      'admin deleted security info', 'user registered security info', 'admin registered security info')
    AND e.result <> 'failure'
),
value AS (
  SELECT c.*, lower(p.name) AS name, coalesce(p.value, '') AS new_value, coalesce(p.old_value, '') AS old_value
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  WHERE c.verb = 'update user' AND lower(p.name) IN ('strongauthenticationrequirement', 'strongauthenticationmethod',
      'strongauthenticationphoneappdetail', 'strongauthenticationuserdetails')
    AND coalesce(p.value, '') <> coalesce(p.old_value, '')
),
-- Both sides of a change, one object or field each.
side AS (
  SELECT event_seq, name, 'old' AS side, unnest(string_split(old_value, '{')) AS text FROM value
  UNION ALL
  SELECT event_seq, name, 'new' AS side, unnest(string_split(new_value, '{')) AS text FROM value
),
item AS (
  SELECT DISTINCT event_seq, name, side,
    CASE name
      WHEN 'strongauthenticationmethod' THEN nullif(regexp_extract(text, '"MethodType"\s*:\s*"?(\d+)', 1), '')
      WHEN 'strongauthenticationphoneappdetail' THEN nullif(regexp_extract(text, '"Id"\s*:\s*"([^"]+)"', 1), '') END AS id,
    CASE name
      WHEN 'strongauthenticationmethod' THEN CASE regexp_extract(text, '"MethodType"\s*:\s*"?(\d+)', 1)
        WHEN '0' THEN 'call to mobile' WHEN '2' THEN 'call to office' WHEN '5' THEN 'text message'
        WHEN '6' THEN 'authenticator notification' WHEN '7' THEN 'one-time code' ELSE 'method' END
      ELSE concat('authenticator app ', regexp_extract(text, '"DeviceName"\s*:\s*"([^"]*)"', 1)) END AS label
  FROM side
  WHERE name IN ('strongauthenticationmethod', 'strongauthenticationphoneappdetail')
  UNION
  SELECT v.event_seq, v.name, s.side, concat(f.field, regexp_extract(s.text, concat('"', f.field, '"\s*:\s*"([^"]+)"'), 1)),
    concat(f.label, ' ', regexp_extract(s.text, concat('"', f.field, '"\s*:\s*"([^"]+)"'), 1))
  FROM value AS v
  JOIN side AS s ON s.event_seq = v.event_seq AND s.name = v.name
  CROSS JOIN (VALUES ('PhoneNumber', 'phone'), ('AlternativePhoneNumber', 'second phone'), ('Email', 'e-mail')) AS f (field, label)
  WHERE v.name = 'strongauthenticationuserdetails' AND regexp_matches(s.text, concat('"', f.field, '"\s*:\s*"[^"]+"'))
),
difference AS (
  SELECT i.event_seq, i.side, i.label
  FROM item AS i
  WHERE i.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM item AS o WHERE o.event_seq = i.event_seq AND o.name = i.name AND o.side <> i.side AND o.id = i.id)
),
gone AS (
  SELECT event_seq, label FROM difference WHERE side = 'old'
  UNION ALL
  SELECT event_seq, 'requirement of this account' FROM value
  WHERE name = 'strongauthenticationrequirement' AND regexp_matches(old_value, '"State"\s*:\s*"?[12]')
    AND NOT regexp_matches(new_value, '"State"\s*:\s*"?[12]')
  UNION ALL
  SELECT event_seq, CASE verb WHEN 'disable strong authentication' THEN 'requirement of this account' ELSE 'security info' END
  FROM change
  WHERE verb IN ('disable strong authentication', 'user deleted security info', 'admin deleted security info')
),
fresh AS (
  SELECT c.account, c.event_time, d.label FROM difference AS d JOIN change AS c ON c.event_seq = d.event_seq WHERE d.side = 'new'
  UNION ALL
  SELECT account, event_time, 'security info' FROM change WHERE verb IN ('user registered security info', 'admin registered security info')
),
kept AS (
  SELECT event_seq, count(DISTINCT id) AS left_over FROM item
  WHERE name = 'strongauthenticationmethod' AND side = 'new' AND id IS NOT NULL
  GROUP BY event_seq
),
told AS (
  SELECT c.*, g.label,
    CASE WHEN v.event_seq IS NOT NULL THEN coalesce(k.left_over, 0) END AS left_over
  FROM gone AS g
  JOIN change AS c ON c.event_seq = g.event_seq
  LEFT JOIN kept AS k ON k.event_seq = c.event_seq
  LEFT JOIN (SELECT DISTINCT event_seq FROM value WHERE name = 'strongauthenticationmethod') AS v ON v.event_seq = c.event_seq
),
paused AS (
  SELECT t.*, lag(event_time) OVER (PARTITION BY account ORDER BY event_time, event_id) AS before FROM told AS t
),
-- One act writes up to three records within a second or two.
act AS (
  SELECT p.*, sum(CASE WHEN before IS NULL OR before < event_time - interval '1' minute THEN 1 ELSE 0 END)
      OVER (PARTITION BY account ORDER BY event_time, event_id) AS act_no
  FROM paused AS p
),
numbered AS (
  SELECT a.*, row_number() OVER (PARTITION BY account, act_no ORDER BY event_time, event_id, label) AS nth FROM act AS a
),
one AS (
  SELECT account, act_no, min(event_time) AS event_time, max(actor) FILTER (WHERE nth = 1) AS actor,
    max(actor_kind) FILTER (WHERE nth = 1) AS actor_kind, max(client_ip) AS client_ip, max(event_id) FILTER (WHERE nth = 1) AS event_id,
    count(DISTINCT event_id) AS records, array_to_string(list_sort(array_agg(DISTINCT label)), ', ') AS removed,
    min(left_over) AS left_over
  FROM numbered
  GROUP BY account, act_no
),
replaced AS (
  SELECT o.account, o.act_no, array_to_string(list_sort(array_agg(DISTINCT f.label)), ', ') AS replaced_by
  FROM one AS o
  JOIN fresh AS f ON f.account = o.account
    AND f.event_time BETWEEN o.event_time - interval '1' minute * getvariable('replacement_minutes')
      AND o.event_time + interval '1' minute * getvariable('replacement_minutes')
  GROUP BY o.account, o.act_no
),
crowd AS (
  SELECT o.*, r.replaced_by, date_trunc('hour', o.event_time) AS hour,
    count(*) OVER (PARTITION BY o.actor, date_trunc('hour', o.event_time)) AS in_hour,
    row_number() OVER (PARTITION BY o.actor, date_trunc('hour', o.event_time) ORDER BY o.event_time, o.event_id) AS nth
  FROM one AS o
  LEFT JOIN replaced AS r ON r.account = o.account AND r.act_no = o.act_no
)
SELECT c.event_time, c.account, CASE WHEN c.in_hour >= getvariable('batch_accounts') THEN c.in_hour ELSE 1 END AS accounts, c.actor,
  CASE WHEN c.in_hour >= getvariable('batch_accounts') THEN 'low' WHEN c.replaced_by IS NOT NULL AND c.removed NOT LIKE '%requirement%'
    THEN 'medium' ELSE 'high' END AS severity,
  CASE WHEN c.actor LIKE '%@%' THEN 'C' ELSE 'S' END AS grade,
  c.removed, c.left_over, c.replaced_by, c.records, c.client_ip, a.country,
  concat(coalesce(c.actor, 'somebody'), ' took from ', c.account, ': ', c.removed,
    CASE WHEN c.in_hour >= getvariable('batch_accounts') THEN concat(', and from ', c.in_hour - 1, ' more accounts in the same hour') ELSE '' END,
    CASE WHEN c.left_over = 0 THEN '; no method is left' ELSE '' END,
    CASE WHEN c.replaced_by IS NULL THEN '; nothing replaced it in the records' ELSE concat('; added around it: ', c.replaced_by) END) AS sentence,
  c.event_id
FROM crowd AS c
LEFT JOIN address AS a ON a.client_ip = c.client_ip
WHERE c.in_hour < getvariable('batch_accounts') OR c.nth = 1
ORDER BY c.event_time, c.account, c.event_id;
