--| id:       site-admin-or-sharing-policy
--| question: Did somebody become ruler of a site or of another person's OneDrive, or loosen the sharing of sites?
--| phase:    privilege
--| attack:   T1098 T1562 T1213.002
--| severity: high
--| engine:   duckdb
--| needs:    operation SiteCollectionAdminAdded, SharingPolicyChanged, AddedToGroup
--| needs:    workload SharePoint, OneDrive
--| param:    short_life_hours integer optional  default=24  Rights that end sooner are unusual; also how long files taken afterwards are counted, hours
--| param:    site_admins    varchar[] optional  Accounts that administer sites with leave, lower case; shown as low
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who did it
--| column:   operation      varchar   The record's operation
--| column:   site           varchar   The site, or null
--| column:   target         varchar   Who got the right, or null
--| column:   change         varchar   What was changed, from what to what
--| column:   kind           varchar   administrator, owner, sharing policy, access policy, or permission level
--| column:   onedrive       boolean   True if the site is the OneDrive of somebody else than who got the right
--| column:   client_ip      varchar   From where, or null; Microsoft's own when a portal was used
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   reverted_time  timestamp When it was taken back or set to another value, UTC, or null: still so
--| column:   taken_after    bigint    Files that who got the right took from the site within short_life_hours
--| column:   severity       varchar   critical by the intruder, or a right used to take files of another's OneDrive; high rights over another's OneDrive, given to oneself or briefly, and loosened policies; else medium, low by site_admins
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   site collection administrators, requests for it, owners' groups, sharing policies of tenant and sites, network and device access policies
--| misses:   rights that come with a group or team; see sensitive-group-change and teams-membership-abuse
--| misses:   single shared files; see external-share and anonymous-link
--| benign:   leavers, whose manager gets the OneDrive; the service does that itself and is left out
--| pivot:    target -> file-download-burst
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/purview/audit-log-activities
--| source:   https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip, e.country, e.session_id, e.target AS object
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('sitecollectionadminadded', 'sitecollectionadminremoved', 'siteadminchangerequest', 'sharingpolicychanged', 'permissionleveladded',
      'sitepermissionsmodified', 'networkaccesspolicychanged', 'deviceaccesspolicychanged', 'webmemberscansharemodified', 'addedtogroup', 'removedfromgroup')
    AND e.result <> 'failure' AND e.actor_kind NOT IN ('system', 'app')
),
said AS (
  SELECT a.event_seq, max(CASE WHEN lower(p.name) = 'targetuserorgroupname' THEN lower(p.value) END) AS named, max(CASE WHEN lower(p.name) = 'siteurl' THEN p.value END) AS site,
    max(CASE WHEN p.bag = 'EventData' AND regexp_matches(p.value, '(?i)<group>[^<]*(owner|besitzer|eigenaar|propriétaire|propietario|proprietari)') THEN 1 ELSE 0 END) AS owners,
    array_to_string(array_agg(concat(p.name, ' ', CASE WHEN coalesce(p.old_value, '') <> '' THEN concat(left(p.old_value, 80), ' -> ') ELSE '' END, left(coalesce(p.value, ''), 80)) ORDER BY p.ordinal)
      FILTER (WHERE p.bag = 'ModifiedProperties' AND coalesce(p.value, '') <> coalesce(p.old_value, '')), '; ') AS change,
    -- Looser: to everybody, to guests, by links for anyone, more domains allowed, fewer blocked.
    max(CASE WHEN p.bag <> 'ModifiedProperties' THEN 0
      WHEN regexp_matches(lower(p.name), 'sharewithguests|shareusinganonymouslinks|sharewithexternal|allowexternal|memberscanshare|unmanaged') AND lower(coalesce(p.value, '')) IN ('true', 'enabled', '1', 'allowfullaccess') THEN 1
      WHEN lower(p.name) LIKE '%sharingcapability%' AND regexp_matches(lower(coalesce(p.value, '')), 'externaluserandguest|externalusersharing|^2$|^1$') THEN 1
      WHEN regexp_matches(lower(p.name), 'allowdomainlist|alloweddomain|ipaddressallowlist') AND length(coalesce(p.value, '')) > length(coalesce(p.old_value, '')) THEN 1
      WHEN regexp_matches(lower(p.name), 'blockdomainlist|blockeddomain') AND length(coalesce(p.value, '')) < length(coalesce(p.old_value, '')) THEN 1
      WHEN regexp_matches(lower(p.name), 'ipaddressenforcement|conditionalaccess|restrict') AND lower(coalesce(p.value, '')) IN ('false', 'disabled', '0') THEN 1 ELSE 0 END) AS looser
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  GROUP BY a.event_seq
),
known AS (
  SELECT a.*, coalesce(s.site, CASE WHEN a.object LIKE 'http%' THEN a.object END) AS site, coalesce(s.owners, 0) AS owners, nullif(s.change, '') AS change, coalesce(s.looser, 0) AS looser, v.verdict,
    -- Claims come as i:0#.f|membership|address.
    regexp_extract(coalesce(s.named, ''), '([^|]+)$', 1) AS target,
    CASE WHEN a.verb LIKE 'sitecollectionadmin%' OR a.verb = 'siteadminchangerequest' THEN 'administrator' WHEN a.verb LIKE '%group' THEN 'owner'
      WHEN a.verb IN ('sharingpolicychanged', 'webmemberscansharemodified') THEN 'sharing policy' WHEN a.verb LIKE '%accesspolicychanged' THEN 'access policy' ELSE 'permission level' END AS kind
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
),
given AS (
  SELECT k.*, rtrim(lower(coalesce(site, '')), '/') AS place,
    -- A personal site is named after its owner, with every dot and sign as an underscore.
    coalesce(regexp_matches(lower(site), '-my\.[^/]+/personal/') AND target <> ''
      AND regexp_replace(target, '[^a-z0-9]', '_', 'g') <> regexp_extract(lower(site), '/personal/([^/]+)', 1), false) AS onedrive
  FROM known AS k
  WHERE verb NOT IN ('sitecollectionadminremoved', 'removedfromgroup') AND (kind <> 'owner' OR owners = 1)
    AND (kind NOT IN ('sharing policy', 'access policy') OR looser = 1 OR verdict IN ('attacker', 'suspect'))
    AND (kind <> 'permission level' OR verdict IN ('attacker', 'suspect'))
),
back AS (
  SELECT g.event_seq, min(k.event_time) AS reverted_time
  FROM given AS g
  JOIN known AS k ON rtrim(lower(coalesce(k.site, '')), '/') = g.place AND k.event_time > g.event_time
    AND (g.kind = 'administrator' AND k.verb = 'sitecollectionadminremoved' AND k.target = g.target OR g.kind = 'owner' AND k.verb = 'removedfromgroup' AND k.target = g.target
      OR g.kind IN ('sharing policy', 'access policy') AND k.verb = g.verb AND k.looser = 0)
  GROUP BY g.event_seq
),
taken AS (
  SELECT g.event_seq, count(DISTINCT e.target) AS taken_after
  FROM given AS g
  JOIN event_core AS e ON e.account = coalesce(nullif(g.target, ''), g.account) AND e.event_time BETWEEN g.event_time AND g.event_time + interval '1' hour * getvariable('short_life_hours')
    AND lower(e.target) LIKE concat(g.place, '/%')
  WHERE g.kind IN ('administrator', 'owner') AND g.place <> '' AND lower(e.operation) IN ('filedownloaded', 'fileaccessed', 'filecopied', 'filesyncdownloadedfull')
  GROUP BY g.event_seq
),
judged AS (
  SELECT g.*, b.reverted_time, coalesce(t.taken_after, 0) AS taken_after, coalesce(list_contains(getvariable('site_admins'), g.account), false) AS usual
  FROM given AS g
  LEFT JOIN back AS b ON b.event_seq = g.event_seq
  LEFT JOIN taken AS t ON t.event_seq = g.event_seq
)
SELECT event_time, account, operation, site, nullif(target, '') AS target, change, kind, onedrive, client_ip, country, session_id, reverted_time, taken_after,
  CASE WHEN verdict = 'attacker' OR onedrive AND taken_after > 0 AND NOT usual THEN 'critical' WHEN usual AND coalesce(verdict, '') <> 'suspect' THEN 'low'
    WHEN verdict = 'suspect' OR onedrive OR target = account OR looser = 1 OR kind IN ('administrator', 'owner') AND reverted_time < event_time + interval '1' hour * getvariable('short_life_hours') THEN 'high'
    ELSE 'medium' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), CASE WHEN kind IN ('administrator', 'owner') THEN concat(' made ', CASE WHEN target = account THEN 'itself' ELSE coalesce(nullif(target, ''), 'somebody unnamed') END, ' ', kind, ' of ')
      WHEN looser = 1 THEN concat(' loosened the ', kind, ' of ') ELSE concat(' changed the ', kind, ' of ') END, coalesce(site, 'the tenant'),
    CASE WHEN onedrive THEN ', which is somebody else''s OneDrive' ELSE '' END, CASE WHEN taken_after > 0 THEN concat('; then opened or took ', taken_after, CASE WHEN taken_after = 1 THEN ' file' ELSE ' files' END) ELSE '' END,
    CASE WHEN reverted_time IS NOT NULL THEN '; taken back later' ELSE '' END) AS sentence,
  event_id
FROM judged
ORDER BY event_time, event_id;
