--| id:       purge-or-retention-change
--| question: Were holds, retention or recovery windows changed, or recycle bins emptied, so that evidence disappears?
--| phase:    evasion
--| attack:   T1070.008 T1485 T1562
--| severity: high
--| engine:   duckdb
--| needs:    operation Set-*, Remove-*, New-ComplianceSearchAction, HoldRemoved
--| needs:    workload Exchange, SecurityComplianceCenter
--| param:    least_days     integer   optional  default=14  A recovery window below this is short, days
--| param:    min_files      integer   optional  default=20  Files or versions destroyed from the second recycle bin on a day from which it is shown
--| param:    after_days     integer   optional  default=7   How long deletions after the change are counted, days
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   target         varchar   Mailbox, policy, search or site it was done to, or null
--| column:   setting        varchar   What was changed
--| column:   value          varchar   Its new value, or the number of files destroyed, or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   restored_time  timestamp When it was changed back, UTC, or null: still so
--| column:   deletes_after  bigint    Deletions in the same mailbox within after_days, or null
--| column:   severity       varchar   critical by the intruder or followed by deletions; else high
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record, or the first of many
--| covers:   holds off, single item recovery off, short recovery windows, retention policies removed or off, purges by compliance search, files and versions destroyed for good
--| misses:   settings that were so before the evidence begins; plans for all mailboxes changed by the service
--| benign:   leavers whose hold ends; the service's own changes are left out
--| pivot:    target -> mail-purge-volume
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/change-deleted-item-retention
--| source:   https://learn.microsoft.com/purview/retention

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, lower(coalesce(e.mailbox, e.target)) AS target, e.client_ip, e.country,
    e.session_id
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('set-mailbox', 'set-mailboxplan', 'set-retentioncompliancepolicy', 'remove-retentioncompliancepolicy', 'remove-retentioncompliancerule',
      'set-retentioncompliancerule', 'set-holdcompliancepolicy', 'remove-holdcompliancepolicy', 'remove-holdcompliancerule', 'holdremoved', 'new-compliancesearchaction',
      'searchresultspurged', 'set-retentionpolicytag', 'set-retentionpolicy', 'new-retentioncompliancepolicy', 'new-holdcompliancepolicy')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
pair AS (
  SELECT a.event_seq, lower(p.name) AS name, p.value FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'Parameters' AND lower(p.name) <> 'parameters'
  UNION ALL
  -- Purview's cmdlets come with all parameters in one text.
  SELECT event_seq, lower(regexp_extract(text, '-([A-Za-z]+)', 1)), trim(regexp_extract(text, '-[A-Za-z]+:?\s*(.*)$', 1), '" ')
  FROM (SELECT a.event_seq, unnest(regexp_extract_all(p.value, '-[A-Za-z]+:?(?:\s+"[^"]*"|\s+[^\s"-][^\s"]*)?')) AS text
    FROM act AS a
    JOIN event_property AS p ON p.event_seq = a.event_seq
    WHERE lower(p.name) = 'parameters') AS t
),
folded AS (
  SELECT f.*, a.verb, a.target,
    -- 14.00:00:00 is fourteen days, 00:00:00 none.
    CASE WHEN regexp_matches(folded, '^\d+(\.\d\d:\d\d:\d\d)?$') THEN try_cast(split_part(folded, '.', 1) AS integer) WHEN regexp_matches(folded, '^\d\d:\d\d:\d\d$') THEN 0 END AS days
  FROM (SELECT event_seq, name, value, lower(trim(replace(coalesce(value, ''), '$', ''))) AS folded FROM pair) AS f
  JOIN act AS a ON a.event_seq = f.event_seq
),
weak AS (
  SELECT event_seq, name, value, folded,
    CASE name WHEN 'litigationholdenabled' THEN 'litigation hold off' WHEN 'singleitemrecoveryenabled' THEN 'single item recovery off'
      WHEN 'retaindeleteditemsfor' THEN 'short recovery window' WHEN 'recoverableitemsquota' THEN 'small recovery quota' WHEN 'removeinplacehold' THEN 'hold taken off'
      WHEN 'removedelayholdapplied' THEN 'delayed hold taken off' WHEN 'removedelayreleaseholdapplied' THEN 'delayed hold taken off' WHEN 'excludefromorgholds' THEN 'left out of holds'
      WHEN 'excludefromallorgholds' THEN 'left out of holds' WHEN 'purge' THEN 'purge by search' WHEN 'purgetype' THEN 'purge by search' ELSE 'policy off' END AS setting
  FROM folded
  WHERE verb IN ('set-mailbox', 'set-mailboxplan')
      AND (name IN ('litigationholdenabled', 'singleitemrecoveryenabled') AND folded = 'false' OR name = 'retaindeleteditemsfor' AND days < getvariable('least_days')
        OR name IN ('removedelayholdapplied', 'removedelayreleaseholdapplied', 'excludefromallorgholds') AND folded <> 'false' OR name = 'excludefromorgholds' AND folded <> '')
    OR verb IN ('set-retentioncompliancepolicy', 'set-holdcompliancepolicy') AND name = 'enabled' AND folded = 'false'
    OR verb = 'new-compliancesearchaction' AND name = 'purge' AND folded <> 'false'
  UNION ALL
  SELECT event_seq, '', cast(NULL AS varchar), '', CASE WHEN verb LIKE 'remove-%' THEN 'policy removed' WHEN verb = 'holdremoved' THEN 'hold taken off' ELSE 'purge by search' END
  FROM act
  WHERE verb IN ('remove-retentioncompliancepolicy', 'remove-retentioncompliancerule', 'remove-holdcompliancepolicy', 'remove-holdcompliancerule', 'holdremoved', 'searchresultspurged')
),
restored AS (
  SELECT w.event_seq, w.name, min(b.event_time) AS restored_time
  FROM weak AS w
  JOIN act AS a ON a.event_seq = w.event_seq
  JOIN act AS b ON b.target = a.target AND b.event_time > a.event_time
  LEFT JOIN folded AS f ON f.event_seq = b.event_seq AND f.name = w.name
  WHERE w.name <> '' AND b.verb = a.verb AND f.folded <> w.folded AND (f.days IS NULL OR f.days >= getvariable('least_days'))
    OR w.name = '' AND b.verb = replace(a.verb, 'remove-', 'new-') AND b.verb LIKE 'new-%'
  GROUP BY w.event_seq, w.name
),
after AS (
  SELECT w.event_seq, count(*) AS deletes_after
  FROM (SELECT DISTINCT event_seq FROM weak) AS w
  JOIN act AS a ON a.event_seq = w.event_seq
  JOIN event AS d ON (d.mailbox = a.target OR split_part(d.mailbox, '@', 1) = a.target) AND lower(d.operation) IN ('harddelete', 'softdelete')
    AND d.event_time BETWEEN a.event_time AND a.event_time + interval '1' day * getvariable('after_days')
  GROUP BY w.event_seq
),
-- Emptying the last recycle bin: one row an account, site and day.
emptied AS (
  SELECT e.account, date_trunc('day', e.event_time) AS day, lower(trim(e.operation)) AS verb, coalesce(regexp_extract(e.target, '^(https?://[^/]+/[^/]+/[^/]+)', 1), '') AS target,
    min(e.event_time) AS event_time, arg_min(e.event_id, (e.event_time, e.event_id)) AS event_id, mode(e.operation ORDER BY e.operation) AS operation, count(DISTINCT e.target) AS files,
    mode(e.client_ip ORDER BY e.client_ip) AS client_ip, mode(e.country ORDER BY e.country) AS country, mode(e.session_id ORDER BY e.session_id) AS session_id, max(CASE v.verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('filedeletedsecondstagerecyclebin', 'folderdeletedsecondstagerecyclebin', 'fileversionsalldeleted') AND e.actor_kind <> 'system'
    AND e.result <> 'failure'
  GROUP BY ALL
),
row_of AS (
  SELECT a.event_time, a.account, a.operation, a.target, w.setting, nullif(w.value, '') AS value, a.client_ip, a.country, a.session_id, r.restored_time, d.deletes_after,
    CASE v.verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END AS blame, a.event_id
  FROM weak AS w
  JOIN act AS a ON a.event_seq = w.event_seq
  LEFT JOIN restored AS r ON r.event_seq = w.event_seq AND r.name = w.name
  LEFT JOIN after AS d ON d.event_seq = w.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = w.event_seq
  UNION ALL
  SELECT event_time, account, operation, nullif(target, ''), CASE WHEN verb LIKE 'fileversions%' THEN 'versions destroyed' ELSE 'recycle bin emptied' END, concat(files, ' files'), client_ip,
    country, session_id, cast(NULL AS timestamp), cast(NULL AS bigint), blame, event_id
  FROM emptied
  WHERE files >= getvariable('min_files') OR blame > 0
)
SELECT event_time, account, operation, target, setting, value, client_ip, country, session_id, restored_time, deletes_after,
  CASE WHEN blame = 2 OR deletes_after > 0 THEN 'critical' ELSE 'high' END AS severity, CASE blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ': ', setting, CASE WHEN target IS NOT NULL THEN concat(' of ', target) ELSE '' END, ' (', concat_ws(' ', operation, value), ')',
    CASE WHEN deletes_after > 0 THEN concat('; ', deletes_after, CASE WHEN deletes_after = 1 THEN ' deletion followed' ELSE ' deletions followed' END) ELSE '' END, CASE WHEN restored_time IS NOT NULL THEN '; changed back' ELSE '' END) AS sentence,
  event_id
FROM row_of
ORDER BY event_time, event_id, setting, value NULLS LAST;
