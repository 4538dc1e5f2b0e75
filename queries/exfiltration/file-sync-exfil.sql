--| id:       file-sync-exfil
--| question: Did somebody synchronise libraries to a machine that is not ours?
--| phase:    exfiltration
--| attack:   T1530 T1567
--| severity: high
--| engine:   duckdb
--| needs:    operation FileSyncDownloadedFull, FileSyncDownloadedPartial
--| needs:    workload SharePoint, OneDrive
--| param:    min_files      integer   optional  default=50  Different files that a new machine must have taken
--| param:    baseline_days  integer   optional  default=30  A machine first seen later than this after the evidence begins is new, days
--| param:    known_domains  varchar[] optional  Ids of the organisation's own computer domains, lower case; their machines are left out
--| column:   event_time     timestamp First synchronisation, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who
--| column:   machine_id     varchar   The machine as the sync client names it, or null
--| column:   machine_domain varchar   Its domain's id, or null; all zero: it belongs to none
--| column:   managed        boolean   Whether the service held it for managed; null: the records do not say
--| column:   files          bigint    Different files that it took
--| column:   sites          bigint    Sites
--| column:   blocked        bigint    Attempts that the service stopped because the machine is not managed
--| column:   new_machine    boolean   True if the account had none such before although the evidence reaches back
--| column:   why            varchar   Why it is shown
--| column:   client_ip      varchar   Most frequent address, or null
--| column:   country        varchar   Its country, or null
--| column:   asn            bigint    Its autonomous system, or null
--| column:   network        varchar   Kind of network
--| column:   session_id     varchar   Most frequent session, or null
--| column:   user_agent     varchar   Sync client, or null
--| column:   severity       varchar   critical by the intruder; high from hosting, VPN, Tor or a country new to the account; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First record
--| covers:   files that sync clients took, by account and machine; attempts of unmanaged machines that were stopped
--| misses:   machines that lie about their domain; files taken before the evidence begins
--| benign:   a new computer: it takes everything once, from the usual network
--| pivot:    session_id -> file-download-burst
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/sharepoint/allow-syncing-only-on-specific-domains
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(trim(e.operation)) AS verb, e.target, e.client_ip, e.country, e.asn, e.network, e.session_id,
    e.user_agent, v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('filesyncdownloadedfull', 'filesyncdownloadedpartial', 'unmanagedsyncclientblocked') AND e.actor_kind <> 'system'
    AND e.result <> 'failure' AND e.account IS NOT NULL
),
said AS (
  SELECT a.event_seq, max(CASE WHEN lower(p.name) = 'machineid' THEN lower(p.value) END) AS machine_id,
    max(CASE WHEN lower(p.name) = 'ismanageddevice' THEN lower(p.value) END) AS managed
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'Record'
  GROUP BY a.event_seq
),
placed AS (
  SELECT a.*, s.machine_id, s.managed = 'true' AS managed,
    -- Without a machine's id, the device or address that the record names stands for it.
    coalesce(s.machine_id, a.client_ip, 'unnamed') AS machine
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
),
history AS (
  SELECT min(event_time) AS since FROM event WHERE family = 'ual'
),
country_of AS (
  SELECT account, country, min(event_time) AS since FROM event
  WHERE country IS NOT NULL AND account IN (SELECT account FROM act) AND result <> 'failure'
  GROUP BY account, country
),
acquainted AS (
  SELECT account, min(since) AS since FROM country_of GROUP BY account
),
one AS (
  SELECT account, machine, max(machine_id) AS machine_id, min(event_time) AS event_time, max(event_time) AS last_time,
    arg_min(event_id, (event_time, event_id)) AS event_id, arg_min(event_seq, (event_time, event_id)) AS event_seq,
    count(DISTINCT target) FILTER (WHERE verb LIKE 'filesync%') AS files,
    count(DISTINCT regexp_extract(target, '^(https?://[^/]+/[^/]+/[^/]+)', 1)) FILTER (WHERE verb LIKE 'filesync%') AS sites,
    count(*) FILTER (WHERE verb LIKE 'unmanaged%') AS blocked, bool_or(managed) AS managed, mode(client_ip ORDER BY client_ip) AS client_ip, mode(country ORDER BY country) AS country,
    mode(asn ORDER BY asn) AS asn, mode(network ORDER BY network) AS network, mode(session_id ORDER BY session_id) AS session_id, mode(user_agent ORDER BY user_agent) AS user_agent,
    max(CASE verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM placed
  GROUP BY account, machine
),
domained AS (
  SELECT o.*, lower(nullif(regexp_extract(e.raw, '(?i)"MachineDomainInfo\\?"\s*:\s*\\?"\{?([0-9A-Za-z-]+)', 1), '')) AS machine_domain,
    o.event_time >= h.since + interval '1' day * getvariable('baseline_days') AS new_machine, k.since < o.event_time - interval '1' day AND c.since >= o.event_time - interval '1' day AS new_country
  FROM one AS o
  JOIN event AS e ON e.event_seq = o.event_seq
  CROSS JOIN history AS h
  LEFT JOIN country_of AS c ON c.account = o.account AND c.country = o.country
  LEFT JOIN acquainted AS k ON k.account = o.account
),
judged AS (
  SELECT *, coalesce(network IN ('hosting', 'vpn', 'tor'), false) AS hosted,
    concat_ws(', ', CASE blame WHEN 2 THEN 'attacker in the reconstruction' WHEN 1 THEN 'suspect in the reconstruction' END,
      CASE WHEN blocked > 0 THEN 'stopped as unmanaged' END,
      CASE WHEN files >= getvariable('min_files') AND network IN ('hosting', 'vpn', 'tor') THEN concat(network, ' network') END,
      CASE WHEN files >= getvariable('min_files') AND new_country THEN 'new country' END,
      CASE WHEN files >= getvariable('min_files') AND new_machine AND NOT coalesce(managed, false) THEN 'new machine' END) AS why
  FROM domained
)
SELECT event_time, last_time, account, machine_id, machine_domain, managed, files, sites, blocked, new_machine, why, client_ip, country, asn, network,
  session_id, user_agent,
  CASE WHEN blame = 2 THEN 'critical' WHEN blame = 1 OR files >= getvariable('min_files') AND (hosted OR new_country) THEN 'high' ELSE 'medium' END AS severity,
  CASE blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
  concat(account, CASE WHEN files > 0 THEN concat(' synchronised ', files, CASE WHEN files = 1 THEN ' file' ELSE ' files' END) ELSE ' tried to synchronise' END, ' to ',
    CASE WHEN machine_id IS NOT NULL THEN concat('machine ', machine_id) ELSE 'an unnamed machine' END, CASE WHEN client_ip IS NOT NULL THEN concat(' at ', client_ip) ELSE '' END,
    '; ', why) AS sentence,
  event_id
FROM judged
WHERE why <> '' AND (machine_domain IS NULL OR getvariable('known_domains') IS NULL OR NOT list_contains(getvariable('known_domains'), machine_domain))
ORDER BY event_time, event_id;
