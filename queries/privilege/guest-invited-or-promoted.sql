--| id:       guest-invited-or-promoted
--| question: Which outsiders were invited, came, were given power or turned into members?
--| phase:    privilege
--| attack:   T1136.003 T1098
--| severity: high
--| engine:   duckdb
--| needs:    operation Invite external user., Add user., Update user.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    approved_domains varchar[] optional  Domains of partners that may be invited, lower case; their plain invitations are left out
--| param:    accept_country_check boolean optional default=true  Compare where the guest came from with where the inviter sat
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   The guest, as the directory names it
--| column:   address        varchar   The guest's own address, or null
--| column:   change         varchar   invited, promoted: from guest to member, role, or group
--| column:   detail         varchar   Role or group, or null
--| column:   actor          varchar   Who did it
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   redeemed_time  timestamp When the guest accepted or first signed in, UTC, or null
--| column:   redeemed_ip    varchar   From where, or null
--| column:   redeemed_country varchar Its country, or null
--| column:   activity       bigint    Records of the guest afterwards
--| column:   severity       varchar   critical by the intruder, or a ruling role; high promoted or a role; medium private mail, a group, or accepted from another country; else low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   invitations by people, guest accounts made by hand, user type from Guest to Member, roles and groups of guests
--| misses:   guests from before the evidence begins until they get more power; what they did, see guest-activity
--| benign:   projects: many invitations to one partner
--| pivot:    account -> guest-activity
--| pivot:    actor -> ato-timeline
--| source:   https://learn.microsoft.com/entra/external-id/user-properties
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.actor_kind, rtrim(lower(trim(e.operation)), '.') AS verb, e.client_ip, e.country, e.session_id, e.target
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('invite external user', 'add user', 'redeem external user invite', 'update user', 'add member to role', 'add eligible member to role',
      'add member to group')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) = 'usertype' THEN lower(trim(p.value, '" []')) END) AS now, max(CASE WHEN lower(p.name) = 'usertype' THEN lower(trim(p.old_value, '" []')) END) AS was,
    max(CASE WHEN lower(p.name) IN ('role.displayname', 'group.displayname') THEN nullif(trim(p.value, '" []'), '') END) AS detail,
    max(CASE WHEN s.set_name = 'tier0-role' THEN 2 WHEN s.set_name = 'tier1-role' THEN 1 ELSE 0 END) AS rank,
    max(CASE WHEN lower(p.name) IN ('invitedemailaddress', 'mail', 'alternativesecurityids') THEN lower(nullif(regexp_extract(p.value, '([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)', 1), '')) END) AS mail
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  LEFT JOIN reference_set AS s ON s.set_name IN ('tier0-role', 'tier1-role') AND lower(p.name) IN ('role.displayname', 'role.templateid') AND s.value = lower(trim(p.value, '" []'))
  WHERE lower(p.name) IN ('usertype', 'role.displayname', 'role.templateid', 'group.displayname', 'invitedemailaddress', 'mail', 'alternativesecurityids')
  GROUP BY a.event_seq
),
aimed AS (
  SELECT a.event_seq, min(lower(t.value)) FILTER (WHERE t.value ILIKE '%#ext#%') AS guest, min(lower(t.value)) FILTER (WHERE t.value LIKE '%@%') AS upn
  FROM act AS a
  JOIN event_target AS t ON t.event_seq = a.event_seq
  GROUP BY a.event_seq
),
classed AS (
  SELECT a.*, coalesce(m.guest, m.upn, lower(a.target)) AS account, s.detail, coalesce(s.rank, 0) AS rank, s.mail,
    CASE WHEN a.verb = 'invite external user' THEN 'invited'
      WHEN a.verb = 'add user' AND (s.now LIKE '%guest%' OR m.guest IS NOT NULL) AND a.actor_kind <> 'app' THEN 'invited'
      WHEN a.verb = 'update user' AND s.was LIKE '%guest%' AND s.now LIKE '%member%' THEN 'promoted'
      WHEN a.verb LIKE 'add % to role' AND m.guest IS NOT NULL THEN 'role' WHEN a.verb = 'add member to group' AND m.guest IS NOT NULL THEN 'group' END AS change
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN aimed AS m ON m.event_seq = a.event_seq
),
-- One invitation writes Invite external user and Add user, and the Entra export tells both again.
told AS (
  SELECT *, lag(event_time) OVER (PARTITION BY account, change, coalesce(detail, '') ORDER BY event_time, event_id) AS told_before
  FROM classed WHERE change IS NOT NULL
),
once AS (
  SELECT t.*, v.verdict,
    coalesce(CASE WHEN t.account LIKE '%#ext#%' THEN regexp_replace(regexp_extract(t.account, '([^|#]+)#ext#', 1), '^(.*)_', '\1@') END, t.mail) AS address
  FROM told AS t
  LEFT JOIN verdict AS v ON v.event_seq = t.event_seq
  WHERE told_before IS NULL OR told_before < event_time - interval '5' minute
),
came AS (
  SELECT o.event_seq, min(e.event_time) AS redeemed_time, arg_min(e.client_ip, (e.event_time, e.event_id)) AS redeemed_ip, arg_min(e.country, (e.event_time, e.event_id)) AS redeemed_country,
    count(*) AS activity
  FROM once AS o
  JOIN event AS e ON e.account IN (o.account, o.address) AND e.event_time > o.event_time AND e.result <> 'failure' AND e.family <> 'message-trace'
  GROUP BY o.event_seq
),
accepted AS (
  SELECT o.event_seq, min(c.event_time) AS redeemed_time, arg_min(c.client_ip, (c.event_time, c.event_id)) AS redeemed_ip, arg_min(c.country, (c.event_time, c.event_id)) AS redeemed_country
  FROM once AS o
  JOIN classed AS c ON c.verb = 'redeem external user invite' AND c.event_time >= o.event_time AND (c.account = o.account OR c.mail = o.address OR strpos(c.target, o.address) > 0)
  WHERE o.change = 'invited'
  GROUP BY o.event_seq
),
judged AS (
  SELECT o.*, least(a.redeemed_time, c.redeemed_time) AS redeemed_time, coalesce(a.redeemed_ip, c.redeemed_ip) AS redeemed_ip, coalesce(a.redeemed_country, c.redeemed_country) AS redeemed_country,
    coalesce(c.activity, 0) AS activity, f.value IS NOT NULL AS consumer, split_part(o.address, '@', 2) AS domain
  FROM once AS o
  LEFT JOIN came AS c ON c.event_seq = o.event_seq
  LEFT JOIN accepted AS a ON a.event_seq = o.event_seq
  LEFT JOIN reference_set AS f ON f.set_name = 'consumer-domain' AND f.value = split_part(o.address, '@', 2)
),
graded AS (
  SELECT *, getvariable('accept_country_check') AND change = 'invited' AND redeemed_country <> country AS strange FROM judged
)
SELECT event_time, account, address, change, detail, actor, client_ip, country, session_id, redeemed_time, redeemed_ip, redeemed_country, activity,
  CASE WHEN verdict = 'attacker' OR change = 'role' AND rank = 2 THEN 'critical' WHEN verdict = 'suspect' OR change IN ('promoted', 'role') THEN 'high'
    WHEN strange OR consumer OR change = 'group' THEN 'medium' ELSE 'low' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(actor, 'somebody'), CASE change WHEN 'invited' THEN ' invited ' WHEN 'promoted' THEN ' made a member of the guest ' WHEN 'role' THEN ' gave a role to the guest '
      ELSE ' put into a group the guest ' END, coalesce(address, account), CASE WHEN detail IS NOT NULL THEN concat(' (', detail, ')') ELSE '' END,
    CASE WHEN redeemed_time IS NOT NULL AND change = 'invited' THEN concat('; came from ', coalesce(redeemed_country, redeemed_ip, 'an unknown address')) ELSE '' END) AS sentence,
  event_id
FROM graded
WHERE change <> 'invited' OR verdict IN ('attacker', 'suspect') OR strange OR getvariable('approved_domains') IS NULL OR NOT list_contains(getvariable('approved_domains'), coalesce(domain, ''))
ORDER BY event_time, event_id, change;
