--| id:       tenant-auth-policy-changed
--| question: Were rules of authentication loosened for the whole tenant: trusted addresses, consent, methods, certificate authorities, named locations, security defaults?
--| phase:    persistence
--| attack:   T1556 T1556.009 T1484
--| severity: high
--| engine:   duckdb
--| param:    max_trusted_prefix  integer   optional  default=24  A trusted IPv4 range wider than this prefix is named wide
--| param:    addresses           varchar[] optional  IPv4 addresses known to be the intruder's; those of the reconstruction count too
--| column:   event_time          timestamp When, UTC
--| column:   account             varchar   Who, or the service that wrote it
--| column:   operation           varchar   The record's operation
--| column:   object              varchar   Policy or location, or null
--| column:   setting             varchar   What was changed
--| column:   severity            varchar   critical if a trusted range holds an intruder's address or a certificate authority was added; high for a loosening; low for other changes of such settings
--| column:   change              varchar   What it means
--| column:   before              varchar   Old value, cut at 200 letters, or null
--| column:   after               varchar   New value, cut at 200 letters, or null
--| column:   added_ranges        varchar[] Ranges newly trusted
--| column:   covers_suspect      varchar   An intruder's address inside one of them, or null
--| column:   client_ip           varchar   Address of the record, or null
--| column:   country             varchar   Its country, or null
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The record
--| covers:   Set Company Information., authorization policy, authentication methods, named locations, security defaults, directory synchronisation: property by property, new against old
--| misses:   IPv6 ranges are listed but not held against addresses
--| benign:   planned changes by those who keep the tenant; housekeeping of Microsoft's, which touches none of these properties
--| pivot:    account -> conditional-access-changed
--| source:   https://learn.microsoft.com/entra/identity/authentication/howto-mfa-mfasettings
--| source:   https://learn.microsoft.com/graph/api/resources/authorizationpolicy

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.target, e.client_ip,
    rtrim(lower(trim(e.operation)), '.') AS verb
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('set company information', 'update authorization policy',
      'authentication methods policy update', 'authentication methods policy reset', 'update policy', 'set dirsyncenabled flag',
      'add named location', 'update named location', 'delete named location', 'update security defaults', 'disable security defaults')
    AND e.result <> 'failure'
),
property AS (
  SELECT c.*, p.name AS setting, lower(p.name) AS name, coalesce(p.value, '') AS new_value, coalesce(p.old_value, '') AS old_value,
    lower(trim(coalesce(p.value, ''), '[]" ' || chr(13) || chr(10))) AS folded,
    list_filter_new.ranges AS ranges
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  CROSS JOIN LATERAL (
    SELECT list_sort(list_distinct(regexp_extract_all(coalesce(p.value, ''), '\b\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}\b|\b[0-9a-fA-F:]+:[0-9a-fA-F:]*/\d{1,3}\b'))) AS ranges
  ) AS list_filter_new
  WHERE coalesce(p.value, '') <> coalesce(p.old_value, '') AND p.bag = 'ModifiedProperties'
),
-- A range that stood there before is not new.
range_of AS (
  SELECT p.event_seq, p.setting, unnest(p.ranges) AS cidr, p.old_value FROM property AS p
),
fresh AS (
  SELECT event_seq, setting, cidr, try_cast(split_part(cidr, '/', 2) AS integer) AS prefix,
    try_cast(split_part(cidr, '.', 1) AS bigint) * 16777216 + try_cast(split_part(cidr, '.', 2) AS bigint) * 65536
      + try_cast(split_part(cidr, '.', 3) AS bigint) * 256 + try_cast(split_part(split_part(cidr, '.', 4), '/', 1) AS bigint) AS base
  FROM range_of
  WHERE NOT regexp_matches(old_value, concat('(^|[^0-9])', replace(cidr, '.', '\.'), '([^0-9]|$)'))
),
suspect AS (
  SELECT client_ip, try_cast(split_part(client_ip, '.', 1) AS bigint) * 16777216 + try_cast(split_part(client_ip, '.', 2) AS bigint) * 65536
      + try_cast(split_part(client_ip, '.', 3) AS bigint) * 256 + try_cast(split_part(client_ip, '.', 4) AS bigint) AS number
  FROM (
    SELECT unnest(getvariable('addresses')) AS client_ip
    UNION
    SELECT DISTINCT e.client_ip FROM verdict AS v JOIN event_core AS e ON e.event_seq = v.event_seq
    WHERE v.verdict = 'attacker' AND e.client_ip IS NOT NULL
  )
),
trusted AS (
  SELECT f.event_seq, f.setting, list_sort(array_agg(DISTINCT f.cidr)) AS added_ranges, min(f.prefix) FILTER (WHERE f.base IS NOT NULL) AS widest,
    min(s.client_ip) AS covers_suspect
  FROM fresh AS f
  LEFT JOIN suspect AS s ON f.prefix BETWEEN 0 AND 32
    AND s.number // cast(power(2, 32 - f.prefix) AS bigint) = f.base // cast(power(2, 32 - f.prefix) AS bigint)
  GROUP BY f.event_seq, f.setting
),
judged AS (
  SELECT p.*, t.added_ranges, t.covers_suspect,
    CASE
      WHEN t.added_ranges IS NOT NULL AND (name = 'strongauthenticationpolicy' OR verb LIKE '%named location')
        THEN CASE WHEN t.widest < getvariable('max_trusted_prefix') THEN 'trusts a wide range of addresses' ELSE 'trusts new addresses' END
      WHEN name LIKE 'trustedcas%' AND length(new_value) > length(old_value) THEN 'adds a certificate authority whose certificates sign in'
      WHEN name = 'allowuserconsentforriskyapps' AND folded = 'true' THEN 'lets people consent to risky applications'
      WHEN name LIKE 'permissiongrantpolicyids%' AND length(folded) > 0 THEN 'changes which consents people may give by themselves'
      WHEN name = 'allowinvitesfrom' AND folded IN ('everyone', 'adminsguestinvitersandallmembers') THEN 'lets more people invite guests'
      -- The template of ordinary members: guests may then read the directory as members do.
      WHEN name = 'guestuserroleid' AND folded = 'a0b1b346-4d3e-4e8b-98f8-753987be4970' THEN 'gives guests the rights of members'
      WHEN name LIKE '%blockmsolpowershell' AND folded = 'false' THEN 'lets old shells of administrators in again'
      WHEN name = 'dirsyncenabled' OR verb = 'set dirsyncenabled flag' AND name NOT LIKE 'included%' THEN 'switches directory synchronisation'
      WHEN verb LIKE '%named location' AND regexp_matches(new_value, '(?i)istrusted["\\]+\s*:\s*true')
        AND NOT regexp_matches(old_value, '(?i)istrusted["\\]+\s*:\s*true') THEN 'makes a location trusted'
      WHEN verb = 'disable security defaults' OR (verb = 'update security defaults' OR lower(coalesce(p.target, '')) LIKE '%security defaults%')
        AND name = 'isenabled' AND folded = 'false' THEN 'switches the security defaults off'
      WHEN verb LIKE 'authentication methods policy%' AND regexp_matches(concat(name, new_value), '(?i)oidcdiscoveryurl|discoveryurl')
        AND new_value <> '' THEN 'changes the address of an outside identity provider'
    END AS loosens,
    CASE
      WHEN verb LIKE '%named location' AND name NOT LIKE 'included%' AND name NOT LIKE 'targetid%' THEN 'changes a named location'
      WHEN verb LIKE 'authentication methods policy%' AND name NOT LIKE 'included%' AND name NOT LIKE 'targetid%' THEN 'changes the methods of sign-in'
      WHEN name IN ('strongauthenticationpolicy', 'strongauthenticationdetails', 'allowinvitesfrom', 'guestuserroleid',
        'allowuserconsentforriskyapps', 'blockmsolpowershell') THEN 'changes a rule of authentication'
    END AS touches
  FROM property AS p
  LEFT JOIN trusted AS t ON t.event_seq = p.event_seq AND t.setting = p.setting
)
SELECT j.event_time, j.account, j.operation, j.target AS object, j.setting,
  CASE WHEN j.covers_suspect IS NOT NULL OR j.loosens LIKE 'adds a certificate%' THEN 'critical' WHEN j.loosens IS NOT NULL THEN 'high'
    ELSE 'low' END AS severity,
  coalesce(j.loosens, j.touches) AS change, nullif(left(j.old_value, 200), '') AS before, nullif(left(j.new_value, 200), '') AS after,
  j.added_ranges, j.covers_suspect, j.client_ip, a.country,
  concat(coalesce(j.account, 'somebody'), ' ', j.operation, ' ', j.setting, ': ', coalesce(j.loosens, j.touches),
    CASE WHEN j.added_ranges IS NULL THEN '' ELSE concat(' ', array_to_string(j.added_ranges, ', ')) END,
    CASE WHEN j.covers_suspect IS NULL THEN '' ELSE concat('; an intruder''s address is inside: ', j.covers_suspect) END) AS sentence,
  j.event_id
FROM judged AS j
LEFT JOIN address AS a ON a.client_ip = j.client_ip
WHERE j.loosens IS NOT NULL OR j.touches IS NOT NULL
ORDER BY j.event_time, j.event_id, j.setting;
