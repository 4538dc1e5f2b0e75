--| id:       copilot-content-access
--| question: Was Copilot used to read what the account had no habit of reading, or was it tricked?
--| phase:    discovery
--| attack:   T1213 T1059.009
--| severity: medium
--| engine:   duckdb
--| needs:    operation CopilotInteraction
--| needs:    workload Copilot
--| param:    max_resources_hour integer   optional  default=50  Files and mails that Copilot may read for an account in an hour
--| column:   event_time     timestamp First interaction of the hour, UTC
--| column:   account        varchar   For whom
--| column:   app_hosts      varchar   Where: Teams, Word, Outlook …, in order, or null
--| column:   interactions   bigint    Interactions in the hour
--| column:   resources      bigint    Different files, mails and pages that it read
--| column:   resource_list  varchar   The first 20 of them, in order, or null
--| column:   labelled       bigint    Entries that carry a sensitivity label
--| column:   flags          varchar   jailbreak: the prompt tried to get round its rules; planted prompt: what it read held orders for it; settings; or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   high by the intruder, jailbreak or planted prompt; else medium
--| column:   grade          varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The telling record: by the intruder or with a flag, else the first
--| covers:   CopilotInteraction with what it read, by account and hour; changes of tenant settings for Copilot
--| misses:   the prompts and answers, which the audit log does not hold
--| benign:   people who are new to it; a summary of a long meeting reads many files
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-copilot

WITH interaction AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, date_trunc('hour', e.event_time) AS hour, lower(trim(e.operation)) AS verb,
    e.client_ip, e.country, e.session_id, v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE (lower(trim(e.operation)) = 'copilotinteraction'
      OR e.record_type BETWEEN 310 AND 325 AND lower(trim(e.operation)) IN ('updatetenantsettings', 'enablecopilotplugin', 'createcopilotplugin'))
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
detail AS (
  SELECT i.account, i.hour, i.event_seq, lower(regexp_extract(p.name, '([^.]+)$', 1)) AS field, lower(p.name) AS path, p.value
  FROM interaction AS i
  JOIN event_property AS p ON p.event_seq = i.event_seq AND p.bag = 'CopilotEventData'
),
told AS (
  SELECT account, hour,
    -- An id tells resources of the same name apart, but not every record has one.
    count(DISTINCT value) FILTER (WHERE path LIKE 'accessedresources.%' AND field = 'name') AS named,
    count(DISTINCT value) FILTER (WHERE path LIKE 'accessedresources.%' AND field = 'id') AS numbered,
    array_to_string(list_sort(array_agg(DISTINCT value) FILTER (WHERE path LIKE 'accessedresources.%' AND field = 'name'))[1:20], ', ') AS resource_list,
    array_to_string(list_sort(array_agg(DISTINCT value) FILTER (WHERE field = 'apphost')), ', ') AS app_hosts,
    count(*) FILTER (WHERE field = 'sensitivitylabelid' AND trim(value) <> '') AS labelled,
    bool_or(field = 'jailbreakdetected' AND lower(value) = 'true') AS jailbreak, bool_or(field = 'xpiadetected' AND lower(value) = 'true') AS planted
  FROM detail
  GROUP BY account, hour
),
flagged AS (
  SELECT DISTINCT event_seq FROM detail WHERE field IN ('jailbreakdetected', 'xpiadetected') AND lower(value) = 'true'
),
folded AS (
  SELECT i.account, i.hour, min(i.event_time) AS event_time, count(*) AS interactions, bool_or(i.verb <> 'copilotinteraction') AS settings,
    arg_min(i.event_seq, (CASE WHEN i.verdict IN ('attacker', 'suspect') THEN 0 WHEN f.event_seq IS NOT NULL THEN 1 ELSE 2 END, i.event_time, i.event_id))
      AS event_seq,
    min(CASE i.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM interaction AS i
  LEFT JOIN flagged AS f ON f.event_seq = i.event_seq
  GROUP BY i.account, i.hour
),
reasoned AS (
  SELECT f.*, t.app_hosts, greatest(coalesce(t.named, 0), coalesce(t.numbered, 0)) AS resources, t.resource_list, coalesce(t.labelled, 0) AS labelled,
    nullif(concat_ws(', ', CASE WHEN t.jailbreak THEN 'jailbreak' END, CASE WHEN t.planted THEN 'planted prompt' END,
      CASE WHEN f.settings THEN 'settings' END), '') AS flags
  FROM folded AS f
  LEFT JOIN told AS t ON t.account IS NOT DISTINCT FROM f.account AND t.hour = f.hour
)
SELECT r.event_time, r.account, nullif(r.app_hosts, '') AS app_hosts, r.interactions, r.resources, nullif(r.resource_list, '') AS resource_list, r.labelled, r.flags,
  e.client_ip, e.country, e.session_id,
  CASE WHEN r.grade <> 'C' OR r.flags IN ('jailbreak', 'planted prompt') OR r.flags LIKE '%,%' THEN 'high' ELSE 'medium' END AS severity, r.grade,
  concat(CASE WHEN r.resources = 0 AND r.settings THEN concat(coalesce(r.account, 'somebody'), ' changed Copilot for everybody')
      ELSE concat('Copilot read ', r.resources, ' resources for ', coalesce(r.account, 'somebody'), ' in an hour') END,
    CASE WHEN r.grade <> 'C' THEN ', held against somebody by the reconstruction' ELSE '' END, coalesce('; ' || r.flags, ''),
    coalesce(': ' || nullif(r.resource_list, ''), '')) AS sentence,
  e.event_id
FROM reasoned AS r
JOIN event AS e ON e.event_seq = r.event_seq
WHERE r.flags IS NOT NULL OR r.grade <> 'C' OR r.resources > getvariable('max_resources_hour')
ORDER BY r.event_time, e.event_id;
