--| id:       mail-sync-new-client
--| question: Did a mail client that the mailbox did not know pull whole folders?
--| phase:    collection
--| attack:   T1114.002 T1119
--| severity: critical
--| engine:   duckdb
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| param:    baseline_days integer   optional  default=30  A client that read the mailbox within these days before is known, days
--| param:    history_days  integer   optional  default=7  Without so much evidence of the mailbox before, nothing can be called new, days
--| column:   event_time    timestamp First synchronisation, UTC
--| column:   last_time     timestamp Last one by this client from this network, UTC
--| column:   account       varchar   Who, as recorded
--| column:   mailbox       varchar   Whose mail
--| column:   client        varchar   The client program: MSExchangeRPC is Outlook, REST is Graph; or null
--| column:   app_id        varchar   Application, or null
--| column:   app_name      varchar   Its name, or null
--| column:   why           varchar   new client; known client from a rented network; known from attacks; held against somebody by the reconstruction
--| column:   folders       varchar   Folders that were pulled, in order; the first 30. There is a copy of all their mail outside the tenant
--| column:   sync_records  bigint    Records of synchronisation
--| column:   client_ip     varchar   From where first, or null
--| column:   country       varchar   Its country, or null
--| column:   as_org        varchar   Its network's operator, or null
--| column:   network       varchar   Kind of its network
--| column:   session_id    varchar   Session of the first record, or null
--| column:   severity      varchar   critical by the intruder, known from attacks, or new and from hosting, VPN or Tor; medium a known client; else high
--| column:   grade         varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The first record
--| covers:   MailItemsAccessed of the kind Sync, by client program, application and operator of the network
--| misses:   a folder that was synchronised again within an hour; clients that were there before the evidence begins
--| misses:   clients that read message by message, see mail-access-volume-spike and mail-access-by-app
--| benign:   a new computer, telephone or profile, mostly from a network that the account knows
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts

WITH access AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.client_ip, e.country,
    e.asn, e.as_org, e.network, e.session_id, e.app_id, e.app_name,
    nullif(regexp_extract(coalesce(e.client_info, ''), 'Client=([^;/]+)', 1), '') AS client
  FROM event AS e
  WHERE e.operation = 'MailItemsAccessed' AND e.actor_kind <> 'system' AND e.network <> 'microsoft'
),
begun AS (
  SELECT mailbox, min(event_time) AS event_time FROM access GROUP BY mailbox
),
sync AS (
  SELECT a.*, v.verdict
  FROM access AS a
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
  WHERE a.event_seq IN (SELECT event_seq FROM event_property WHERE lower(name) = 'mailaccesstype' AND lower(value) = 'sync')
),
folded AS (
  SELECT mailbox, client, app_id, asn, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS sync_records,
    arg_min(event_seq, (event_time, event_id)) AS event_seq,
    min(CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM sync
  GROUP BY mailbox, client, app_id, asn
),
known AS (
  SELECT mailbox, client, app_id, asn, event_time FROM access
),
judged AS (
  SELECT f.*,
    b.event_time <= f.event_time - interval '1' day * getvariable('history_days') AS has_history,
    EXISTS (SELECT 1 FROM known AS k WHERE k.mailbox = f.mailbox AND k.client IS NOT DISTINCT FROM f.client
      AND k.app_id IS NOT DISTINCT FROM f.app_id AND k.event_time < f.event_time
      AND k.event_time >= f.event_time - interval '1' day * getvariable('baseline_days')) AS client_known,
    EXISTS (SELECT 1 FROM known AS k WHERE k.mailbox = f.mailbox AND k.asn IS NOT DISTINCT FROM f.asn AND k.event_time < f.event_time
      AND k.event_time >= f.event_time - interval '1' day * getvariable('baseline_days')) AS network_known
  FROM folded AS f
  JOIN begun AS b ON b.mailbox = f.mailbox
),
reasoned AS (
  SELECT j.*, s.event_id, s.account, s.client_ip, s.country, s.as_org, s.network, s.session_id, s.app_name,
    r.value IS NOT NULL AS is_rogue,
    CASE WHEN j.grade <> 'C' THEN 'held against somebody by the reconstruction' WHEN r.value IS NOT NULL THEN 'known from attacks'
      WHEN j.has_history AND NOT j.client_known THEN 'new client'
      WHEN j.has_history AND NOT j.network_known AND s.network IN ('hosting', 'vpn', 'tor') THEN 'known client from a rented network'
      END AS why
  FROM judged AS j
  JOIN sync AS s ON s.event_seq = j.event_seq
  LEFT JOIN reference_set AS r ON r.set_name = 'rogue-app' AND r.value = j.app_id
),
folder AS (
  SELECT s.mailbox, s.client, s.app_id, s.asn, array_to_string(list_sort(array_agg(DISTINCT m.folder))[1:30], ', ') AS folders
  FROM sync AS s
  JOIN mail_item AS m ON m.event_seq = s.event_seq AND m.folder IS NOT NULL
  WHERE s.mailbox IN (SELECT mailbox FROM reasoned WHERE why IS NOT NULL)
  GROUP BY s.mailbox, s.client, s.app_id, s.asn
)
SELECT r.event_time, r.last_time, r.account, r.mailbox, r.client, r.app_id, r.app_name, r.why, f.folders, r.sync_records,
  r.client_ip, r.country, r.as_org, r.network, r.session_id,
  CASE WHEN r.grade <> 'C' OR r.is_rogue OR r.why = 'new client' AND r.network IN ('hosting', 'vpn', 'tor') THEN 'critical'
    WHEN r.why = 'new client' THEN 'high' ELSE 'medium' END AS severity,
  r.grade,
  concat('The client ', coalesce(r.client, 'unnamed'), CASE WHEN r.app_name IS NOT NULL THEN concat(' (', r.app_name, ')') ELSE '' END,
    ' pulled whole folders of ', r.mailbox, ': ', coalesce(f.folders, 'not named'), '; ', r.why) AS sentence,
  r.event_id
FROM reasoned AS r
LEFT JOIN folder AS f ON f.mailbox = r.mailbox AND f.client IS NOT DISTINCT FROM r.client
  AND f.app_id IS NOT DISTINCT FROM r.app_id AND f.asn IS NOT DISTINCT FROM r.asn
WHERE r.why IS NOT NULL
ORDER BY r.event_time, r.event_id;
