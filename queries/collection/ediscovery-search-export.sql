--| id:       ediscovery-search-export
--| question: Did anybody search, preview, export or purge other people's content by eDiscovery or content search?
--| phase:    collection
--| attack:   T1114.002 T1213 T1074.002 T1567
--| severity: critical
--| engine:   duckdb
--| needs:    operation Search*, Preview*, ViewedSearch*, Case*, ExportJob, *-ComplianceSearch*, *-MailboxSearch
--| needs:    workload SecurityComplianceCenter
--| param:    legal_team   varchar[] optional  Accounts whose work this is, lower case; left out
--| param:    chain_days   integer   optional  default=7  A role for it that was given so shortly before belongs to the search, days
--| column:   event_time   timestamp First step, UTC
--| column:   last_time    timestamp Last step, UTC
--| column:   account      varchar   Who
--| column:   search       varchar   Search, case or action, as recorded; null where no record names one
--| column:   query        varchar   What was searched for, as recorded, or null
--| column:   locations    varchar   Where, as recorded, or null
--| column:   steps        varchar   What was done and when, UTC, in order; the first 20
--| column:   records      bigint    Records
--| column:   reached      varchar   The furthest step: purged, downloaded, exported, previewed, searched, prepared
--| column:   role_time    timestamp When the account was given a role or group for it shortly before, UTC, or null
--| column:   severity     varchar   critical when content was exported, downloaded or purged, or by the intruder; high when seen; else medium
--| column:   client_ip    varchar   Address of the telling record, or null
--| column:   country      varchar   Its country, or null
--| column:   session_id   varchar   Its session, or null
--| column:   grade        varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence     varchar   One line for a reader
--| column:   event_id     varchar   The telling record: that of the furthest step
--| covers:   content searches and eDiscovery cases, by the records of the portal and by cmdlets, whose parameters may be one line of text
--| misses:   what the search found, and who read the download
--| benign:   legal staff and the people who look into the incident: give them in legal_team
--| pivot:    account -> mail-access-non-owner
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/ediscovery-search-for-activities-in-the-audit-log

WITH step AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, trim(e.operation) AS operation, lower(trim(e.operation)) AS verb, e.target,
    e.client_ip, e.country, e.session_id
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('searchcreated', 'searchstarted', 'searchupdated', 'searchpreviewed', 'searchviewed',
      'searchexported', 'searchexportdownloaded', 'searchreport', 'searchreportdownloaded', 'viewedsearchexported', 'viewedsearchpreviewed',
      'previewitemlisted', 'previewitemdownloaded', 'previewitemrendered', 'searchresultspurged', 'searchremoved', 'searchpermissionremoved',
      'caseadded', 'caseadminadded', 'caseadminupdated', 'casememberadded', 'holdcreated', 'exportjob', 'downloaddocument',
      'addquerytoworkingset', 'new-compliancesearch', 'set-compliancesearch', 'start-compliancesearch', 'new-compliancesearchaction',
      'new-compliancecase', 'add-ediscoverycaseadmin', 'add-compliancecasemember', 'new-mailboxsearch', 'start-mailboxsearch', 'search-mailbox')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND (getvariable('legal_team') IS NULL OR NOT list_contains(getvariable('legal_team'), lower(e.account)))
),
told AS (
  SELECT s.event_seq,
    -- In records of the compliance centre all parameters are one line: -Name "x" -Export.
    string_agg(CASE WHEN p.name IN ('Parameters', 'NonPIIParameters') THEN p.value END, ' ') AS line,
    max(CASE WHEN lower(p.name) IN ('name', 'searchname', 'identity') THEN nullif(trim(p.value), '') END) AS named,
    max(CASE WHEN lower(p.name) IN ('query', 'contentmatchquery', 'searchquery') THEN nullif(trim(p.value), '') END) AS query,
    max(CASE WHEN lower(p.name) IN ('exchangelocations', 'exchangelocation', 'sharepointlocations', 'sourcemailboxes')
      AND p.value NOT IN ('', '[]') THEN p.value END) AS locations,
    max(CASE WHEN lower(p.name) = 'export' AND lower(ltrim(p.value, '$')) = 'true' THEN 1 ELSE 0 END) AS exports,
    max(CASE WHEN lower(p.name) = 'purge' AND lower(ltrim(p.value, '$')) = 'true' OR lower(p.name) IN ('deletecontent') AND lower(ltrim(p.value, '$')) = 'true'
      THEN 1 ELSE 0 END) AS purges,
    max(CASE WHEN lower(p.name) IN ('searchname') THEN nullif(trim(p.value), '') END) AS search_name
  FROM step AS s
  JOIN event_property AS p ON p.event_seq = s.event_seq
  GROUP BY s.event_seq
),
named AS (
  SELECT s.*, v.verdict,
    coalesce(t.search_name, nullif(regexp_extract(coalesce(t.line, ''), '(?i)-SearchName\s+"?([^"]+?)"?(?:\s+-|$)', 1), ''), t.named,
      nullif(regexp_extract(coalesce(t.line, ''), '(?i)-(?:Name|Identity)\s+"?([^"]+?)"?(?:\s+-|$)', 1), ''), nullif(s.target, '')) AS search,
    coalesce(t.query, nullif(regexp_extract(coalesce(t.line, ''), '(?i)-ContentMatchQuery\s+"?([^"]+?)"?(?:\s+-|$)', 1), '')) AS query,
    coalesce(t.locations, nullif(regexp_extract(coalesce(t.line, ''), '(?i)-(?:ExchangeLocation|SharePointLocation)\s+"?([^"]+?)"?(?:\s+-|$)', 1), '')) AS locations,
    CASE
      WHEN s.verb = 'searchresultspurged' OR t.purges = 1 OR regexp_matches(coalesce(t.line, ''), '(?i)-Purge\b') THEN 6
      WHEN s.verb IN ('searchexportdownloaded', 'previewitemdownloaded', 'downloaddocument', 'searchreportdownloaded') THEN 5
      WHEN s.verb IN ('searchexported', 'exportjob', 'viewedsearchexported') OR t.exports = 1
        OR regexp_matches(coalesce(t.line, ''), '(?i)-Export\b') OR s.verb = 'search-mailbox' THEN 4
      WHEN s.verb LIKE '%preview%' OR s.verb = 'searchviewed' OR regexp_matches(coalesce(t.line, ''), '(?i)-Preview\b') THEN 3
      WHEN s.verb LIKE '%search%' OR s.verb = 'addquerytoworkingset' THEN 2 ELSE 1 END AS depth
  FROM step AS s
  LEFT JOIN told AS t ON t.event_seq = s.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
),
keyed AS (
  -- An export's name is that of its search with a tail.
  SELECT n.*, regexp_replace(lower(coalesce(n.search, '')), '_(export|preview|purge|results?)$', '') AS search_key,
    row_number() OVER (PARTITION BY n.account, regexp_replace(lower(coalesce(n.search, '')), '_(export|preview|purge|results?)$', '')
      ORDER BY n.event_time, n.event_id) AS nth
  FROM named AS n
),
folded AS (
  SELECT account, search_key, min(event_time) AS event_time, max(event_time) AS last_time, min(search) AS search, max(query) AS query,
    max(locations) AS locations, count(*) AS records, max(depth) AS depth,
    array_to_string(array_agg(concat(operation, ' ', strftime(event_time, '%Y-%m-%d %H:%M:%S')) ORDER BY event_time, event_id)
      FILTER (WHERE nth <= 20), '; ') AS steps,
    arg_max(event_seq, (depth, -epoch(event_time), -event_seq)) AS event_seq,
    min(CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM keyed
  GROUP BY account, search_key
),
role AS (
  SELECT e.event_time, lower(p.value) AS member
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq AND lower(p.name) IN ('member', 'members', 'user', 'parameters')
  WHERE lower(trim(e.operation)) IN ('add-rolegroupmember', 'update-rolegroupmember', 'new-managementroleassignment', 'add-ediscoverycaseadmin')
    AND e.result <> 'failure'
),
given AS (
  SELECT f.account, f.search_key, min(r.event_time) AS role_time
  FROM folded AS f
  JOIN role AS r ON (strpos(r.member, lower(f.account)) > 0 OR r.member = split_part(lower(f.account), '@', 1))
    AND r.event_time BETWEEN f.event_time - interval '1' day * getvariable('chain_days') AND f.last_time
  GROUP BY f.account, f.search_key
)
SELECT f.event_time, f.last_time, f.account, f.search, f.query, f.locations, f.steps, f.records,
  CASE f.depth WHEN 6 THEN 'purged' WHEN 5 THEN 'downloaded' WHEN 4 THEN 'exported' WHEN 3 THEN 'previewed' WHEN 2 THEN 'searched'
    ELSE 'prepared' END AS reached, g.role_time,
  CASE WHEN f.depth >= 4 OR f.grade <> 'C' THEN 'critical' WHEN f.depth = 3 OR g.role_time IS NOT NULL THEN 'high' ELSE 'medium' END AS severity,
  e.client_ip, e.country, e.session_id, f.grade,
  concat(coalesce(f.account, 'somebody'), ' ',
    CASE f.depth WHEN 6 THEN 'purged what was found by' WHEN 5 THEN 'downloaded' WHEN 4 THEN 'exported' WHEN 3 THEN 'previewed' WHEN 2 THEN 'ran'
      ELSE 'prepared' END, ' the search "', coalesce(f.search, ''), '"', coalesce(' for ' || f.query, ''),
    CASE WHEN g.role_time IS NOT NULL THEN ', having got the role shortly before' ELSE '' END) AS sentence,
  e.event_id
FROM folded AS f
JOIN event AS e ON e.event_seq = f.event_seq
LEFT JOIN given AS g ON g.account IS NOT DISTINCT FROM f.account AND g.search_key = f.search_key
ORDER BY f.event_time, e.event_id;
