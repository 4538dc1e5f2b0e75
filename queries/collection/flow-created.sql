--| id:       flow-created
--| question: Was a flow or connection of Power Automate made that keeps copying mail or files?
--| phase:    collection
--| attack:   T1648 T1020 T1546
--| severity: high
--| engine:   duckdb
--| needs:    operation CreateFlow, EditFlow, PutPermissions, PutConnection
--| needs:    workload MicrosoftFlow
--| param:    own_domains    varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    baseline_days  integer   optional  default=60  An account that touched a flow within these days before builds them, days
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   flow           varchar   The flow, as the record names it, or null
--| column:   connectors     varchar   Its connectors, as recorded, or null
--| column:   outside        varchar   Connectors among them that lead outside Microsoft 365, or null
--| column:   shared_with    varchar   To whom it was shared, or null
--| column:   why            varchar   What makes it worth reading
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   deleted_time   timestamp When the flow was deleted later, UTC, or null
--| column:   severity       varchar   critical: mail or files lead outside, or by the intruder; high: outside or shared out; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   CreateFlow, EditFlow, PutPermissions, PutConnection and CreateConnection
--| misses:   what the flow does, which must be exported from its environment; flows from before the evidence begins, which go on
--| benign:   people who build flows: shown are only their first in a long time and those that lead outside
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/power-platform/admin/logging-power-automate

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, trim(e.operation) AS operation, lower(trim(e.operation)) AS verb, e.client_ip, e.country,
    e.session_id, e.target,
    max(CASE WHEN lower(p.name) = 'flowdetailsurl' THEN nullif(regexp_extract(lower(p.value), 'flows/([^/?]+)', 1), '') END) AS flow_id,
    max(CASE WHEN lower(p.name) IN ('flowconnectornames', 'connectorname', 'apiid') THEN nullif(trim(p.value), '') END) AS connectors,
    max(CASE WHEN lower(p.name) = 'recipientupn' THEN lower(nullif(trim(p.value), '')) END) AS shared_with
  FROM event AS e
  LEFT JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('createflow', 'editflow', 'deleteflow', 'putpermissions', 'putconnection', 'createconnection')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.target
),
keyed AS (
  SELECT a.*, coalesce(flow_id, lower(target)) AS flow,
    lag(event_time) OVER (PARTITION BY account ORDER BY event_time, event_id) AS last_before
  FROM act AS a
),
outward AS (
  SELECT k.event_seq, array_to_string(list_sort(array_agg(DISTINCT r.note)), ', ') AS outside
  FROM keyed AS k
  JOIN reference_set AS r ON r.set_name = 'outside-connector'
    -- A short name must stand alone: box is no part of sandbox.
    AND CASE WHEN length(r.value) <= 4 THEN regexp_matches(lower(k.connectors), concat('(^|[^a-z0-9]|shared_)', r.value, '($|[^a-z0-9])'))
      ELSE strpos(replace(lower(k.connectors), ' ', ''), r.value) > 0 END
  GROUP BY k.event_seq
),
deleted AS (
  SELECT k.event_seq, min(d.event_time) AS deleted_time
  FROM keyed AS k
  JOIN keyed AS d ON d.flow = k.flow AND d.verb = 'deleteflow' AND d.event_time > k.event_time
  GROUP BY k.event_seq
),
reasoned AS (
  SELECT k.*, l.outside, d.deleted_time, v.verdict,
    regexp_matches(lower(coalesce(k.connectors, '')), 'office ?365|outlook|sharepoint|onedrive') AND l.outside IS NOT NULL AS leaks,
    k.shared_with LIKE '%@%' AND NOT EXISTS (SELECT 1 FROM own AS w WHERE split_part(k.shared_with, '@', 2) = w.domain
      OR split_part(k.shared_with, '@', 2) LIKE concat('%.', w.domain)) AS shared_out,
    k.last_before IS NULL OR k.last_before < k.event_time - interval '1' day * getvariable('baseline_days') AS is_first
  FROM keyed AS k
  LEFT JOIN outward AS l ON l.event_seq = k.event_seq
  LEFT JOIN deleted AS d ON d.event_seq = k.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = k.event_seq
  WHERE k.verb <> 'deleteflow'
),
worded AS (
  SELECT r.*, concat_ws(', ', CASE WHEN verdict IN ('attacker', 'suspect') THEN 'held against somebody by the reconstruction' END,
    CASE WHEN leaks THEN 'mail or files lead outside' WHEN outside IS NOT NULL THEN 'leads outside' END,
    CASE WHEN shared_out THEN 'shared outside' END,
    CASE WHEN is_first THEN 'first of this account' END) AS why
  FROM reasoned AS r
)
SELECT event_time, account, operation, flow, connectors, outside, shared_with, why, client_ip, country, session_id, deleted_time,
  CASE WHEN leaks OR verdict IN ('attacker', 'suspect') THEN 'critical' WHEN outside IS NOT NULL OR shared_out THEN 'high' ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), CASE WHEN verb LIKE '%connection' THEN ' made a connection' WHEN verb = 'putpermissions' THEN ' shared a flow'
      WHEN verb = 'editflow' THEN ' changed a flow' ELSE ' made a flow' END, ': ', why,
    coalesce(' (' || connectors || ')', '')) AS sentence,
  event_id
FROM worded
WHERE why <> ''
ORDER BY event_time, event_id;
