--| id:       external-share
--| question: What was shared with whom outside, was it accepted, and was it taken back?
--| phase:    exfiltration
--| attack:   T1567 T1537
--| severity: medium
--| engine:   duckdb
--| needs:    operation SharingSet, SharingInvitationCreated, AddedToSecureLink, SecureLinkCreated
--| needs:    workload SharePoint, OneDrive
--| param:    own_domains    varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes and members in the case
--| param:    known_domains  varchar[] optional  Domains of partners that share with leave, lower case; left out unless the intruder shared
--| param:    baseline_days  integer   optional  default=60  A domain first shared with later than this after the evidence begins is new, days
--| column:   event_time     timestamp When it was shared, UTC
--| column:   account        varchar   Who shared
--| column:   object         varchar   What
--| column:   item           varchar   file, folder, site or group
--| column:   target         varchar   With whom: the guest's own address where the name tells it
--| column:   target_domain  varchar   Domain of it, or null
--| column:   kind           varchar   invitation, secure link, group, or permission
--| column:   consumer       boolean   True for a domain of private mail
--| column:   new_domain     boolean   True if nothing was shared with the domain before although the evidence reaches back
--| column:   accepted_time  timestamp When it was accepted or first used by the target, UTC, or null
--| column:   revoked_time   timestamp When it was taken back, UTC, or null
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   critical by the intruder; high by a suspect, or a folder or site to a new domain or private mail; medium to a new domain or private mail; else low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   invitations, links for named people and additions to groups of sites, each object and target once
--| misses:   links for anyone, see anonymous-link; members added to teams, see teams-membership-abuse
--| misses:   targets that the record names without an address
--| benign:   projects with partners: give their domains in known_domains
--| pivot:    session_id -> file-download-burst
--| pivot:    target -> guest-activity
--| source:   https://learn.microsoft.com/purview/audit-log-sharing

WITH own AS (
  SELECT lower(unnest(getvariable('own_domains'))) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event_core WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
  UNION
  -- Tenants without mailbox records still have people who sign in.
  SELECT lower(split_part(account, '@', 2)) FROM event_core
  WHERE getvariable('own_domains') IS NULL AND operation = 'UserLoggedIn' AND actor_kind IN ('user', 'admin') AND account LIKE '%@%' AND account NOT LIKE '%#ext#%'
  GROUP BY 1
),
act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(trim(e.operation)) AS verb, e.target AS object, e.client_ip, e.country, e.session_id, e.actor_kind,
    v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('sharingset', 'sharinginvitationcreated', 'accessinvitationcreated', 'securelinkcreated', 'addedtosecurelink', 'addedtogroup',
      'sharinginvitationaccepted', 'accessinvitationaccepted', 'securelinkused', 'sharingrevoked', 'sharinginvitationrevoked', 'removedfromsecurelink',
      'securelinkremoved', 'removedfromgroup')
    AND e.result <> 'failure'
),
said AS (
  SELECT a.event_seq, max(CASE WHEN lower(p.name) = 'targetuserorgroupname' THEN lower(p.value) END) AS named,
    max(CASE WHEN lower(p.name) = 'targetuserorgrouptype' THEN lower(p.value) END) AS type
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'Record'
  GROUP BY a.event_seq
),
aimed AS (
  SELECT a.*, s.type, s.named,
    -- Guests are called name_domain#EXT#@tenant or urn:spo:guest#address.
    CASE WHEN s.named LIKE '%#ext#%' THEN regexp_replace(regexp_extract(s.named, '([^|#]+)#ext#', 1), '^(.*)_', '\1@')
      WHEN s.named LIKE '%urn:spo:guest#%' THEN regexp_extract(s.named, 'guest#(.+)$', 1) ELSE regexp_extract(s.named, '([^|]+)$', 1) END AS target
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
),
outside AS (
  SELECT a.*, nullif(split_part(a.target, '@', 2), '') AS target_domain,
    CASE WHEN verb LIKE '%invitationcreated' THEN 'invitation' WHEN verb LIKE '%securelink%' THEN 'secure link' WHEN verb = 'addedtogroup' THEN 'group' ELSE 'permission' END AS kind,
    row_number() OVER (PARTITION BY a.object, a.target ORDER BY a.event_time, a.event_id) AS nth
  FROM aimed AS a
  WHERE verb IN ('sharingset', 'sharinginvitationcreated', 'accessinvitationcreated', 'securelinkcreated', 'addedtosecurelink', 'addedtogroup')
    AND a.actor_kind <> 'system' AND coalesce(a.target, '') <> ''
    AND (a.type = 'guest' OR a.named LIKE '%#ext#%' OR a.named LIKE '%urn:spo:guest#%' OR a.target LIKE '%@%')
    AND coalesce(a.type, '') NOT IN ('sharepointgroup', 'securitygroup')
    -- The suffix must begin at a dot: north.example.evil.example is not inside.
    AND NOT EXISTS (SELECT 1 FROM own AS w WHERE split_part(a.target, '@', 2) = w.domain OR split_part(a.target, '@', 2) LIKE concat('%.', w.domain))
),
-- What came after between the same object and the same target.
later AS (
  SELECT o.event_seq, min(l.event_time) FILTER (WHERE l.verb IN ('sharinginvitationaccepted', 'accessinvitationaccepted', 'securelinkused')) AS accepted_time,
    min(l.event_time) FILTER (WHERE l.verb NOT IN ('sharinginvitationaccepted', 'accessinvitationaccepted', 'securelinkused')) AS revoked_time
  FROM outside AS o
  JOIN aimed AS l ON l.object = o.object AND l.event_time >= o.event_time
    AND l.verb IN ('sharinginvitationaccepted', 'accessinvitationaccepted', 'securelinkused', 'sharingrevoked', 'sharinginvitationrevoked', 'removedfromsecurelink',
      'securelinkremoved', 'removedfromgroup')
    AND (l.target = o.target OR strpos(coalesce(l.account, ''), o.target) > 0 OR l.verb = 'securelinkremoved'
      OR strpos(coalesce(l.account, ''), concat(replace(o.target, '@', '_'), '#ext#')) > 0)
  WHERE o.nth = 1
  GROUP BY o.event_seq
),
history AS (
  SELECT min(event_time) AS since FROM event WHERE family = 'ual'
),
domain_since AS (
  SELECT target_domain, min(event_time) AS since FROM outside GROUP BY target_domain
),
item_of AS (
  SELECT o.event_seq, lower(nullif(regexp_extract(e.raw, '(?i)"ItemType\\?"\s*:\s*\\?"([A-Za-z]+)', 1), '')) AS item
  FROM outside AS o JOIN event AS e ON e.event_seq = o.event_seq
  WHERE o.nth = 1
),
judged AS (
  SELECT o.*, l.accepted_time, l.revoked_time, CASE WHEN o.kind = 'group' THEN 'group' WHEN i.item IN ('web', 'site') THEN 'site' WHEN i.item = 'file' OR i.item IS NULL THEN 'file'
      WHEN i.item IN ('folder', 'list', 'library') THEN 'folder' ELSE i.item END AS item,
    c.value IS NOT NULL AS consumer,
    o.event_time < d.since + interval '1' day AND o.event_time >= h.since + interval '1' day * getvariable('baseline_days') AS new_domain
  FROM outside AS o
  CROSS JOIN history AS h
  LEFT JOIN domain_since AS d ON d.target_domain = o.target_domain
  LEFT JOIN later AS l ON l.event_seq = o.event_seq
  LEFT JOIN item_of AS i ON i.event_seq = o.event_seq
  LEFT JOIN reference_set AS c ON c.set_name = 'consumer-domain' AND c.value = o.target_domain
  WHERE o.nth = 1
)
SELECT event_time, account, object, item, target, target_domain, kind, consumer, coalesce(new_domain, false) AS new_domain, accepted_time, revoked_time, client_ip,
  country, session_id,
  CASE WHEN verdict = 'attacker' THEN 'critical' WHEN verdict = 'suspect' OR (consumer OR new_domain) AND item <> 'file' THEN 'high'
    WHEN consumer OR new_domain THEN 'medium' ELSE 'low' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ' shared the ', item, ' ', object, ' with ', target, ' (', kind, ')', CASE WHEN new_domain THEN ', a domain not seen before' ELSE '' END,
    CASE WHEN accepted_time IS NOT NULL THEN '; used since' ELSE '' END, CASE WHEN revoked_time IS NOT NULL THEN '; taken back' ELSE '' END) AS sentence,
  event_id
FROM judged
WHERE verdict IN ('attacker', 'suspect') OR getvariable('known_domains') IS NULL OR target_domain IS NULL OR NOT list_contains(getvariable('known_domains'), target_domain)
ORDER BY event_time, event_id, target;
