--| id:       trust-or-domain-change
--| question: Was the trust of the tenant altered: domains, federation, partners, other tenants, synchronisation?
--| phase:    privilege
--| attack:   T1484.002 T1606.002 T1199
--| severity: critical
--| engine:   duckdb
--| needs:    operation Set domain authentication., Add unverified domain., Verify domain., Update user.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    known_issuers  varchar[] optional  Issuer addresses of the organisation's own federation; a change to these is shown as medium
--| param:    known_partners varchar[] optional  Tenant ids of partners, lower case; what concerns only these is shown as medium
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   object         varchar   Domain, partner, policy or account, or null
--| column:   kind           varchar   federation, domain, partner, other tenant, synchronisation, anchor: the key of a federated account set by hand, or guest policy
--| column:   change         varchar   What was changed, from what to what, or null
--| column:   client_ip      varchar   Address of the record, or null; Microsoft's own when a portal was used
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   later_use      varchar   New accounts and names with the domain afterwards, or null
--| column:   severity       varchar   critical by the intruder, a domain made federated, an issuer or certificate replaced, factors of another tenant trusted, a new domain in use; else high, medium where known
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   domains added, verified, removed and federated; partners; access of other tenants and trust in their factors; directory synchronisation; anchors set by hand; accepted domains
--| misses:   certificates of the federation server itself, which no record of the tenant tells
--| benign:   migrations and mergers: there is a ticket
--| pivot:    account -> ato-timeline
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-management
--| source:   https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.target, e.client_ip, e.country, e.session_id, rtrim(lower(trim(e.operation)), '.') AS verb
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('set domain authentication', 'set federation settings on domain', 'add unverified domain', 'add verified domain', 'verify domain',
      'remove verified domain', 'remove unverified domain', 'update domain', 'add domain to company', 'add-federateddomain', 'set-federatedorganizationidentifier',
      'add partner to company', 'remove partner from company', 'add a partner to cross-tenant access setting', 'update a partner cross-tenant access setting',
      'delete partner specific cross-tenant access setting', 'update the default cross-tenant access setting', 'set dirsyncenabled flag', 'update user', 'update policy',
      'new-accepteddomain', 'set-accepteddomain', 'create cross-tenant synchronization policy', 'add delegated admin relationship')
    AND e.result <> 'failure' AND e.actor_kind <> 'system' AND coalesce(e.account, '') NOT LIKE 'sync\_%' ESCAPE '\'
),
said AS (
  SELECT a.event_seq,
    array_to_string(array_agg(concat(p.name, ' ', CASE WHEN coalesce(trim(p.old_value, '" []'), '') <> '' THEN concat(left(trim(p.old_value, '" []'), 120), ' -> ') ELSE '' END,
      left(trim(coalesce(p.value, ''), '" []'), 120)) ORDER BY p.ordinal) FILTER (WHERE coalesce(p.value, '') <> coalesce(p.old_value, '') AND p.bag IN ('ModifiedProperties', 'Parameters')
        AND lower(p.name) NOT IN ('identity', 'targetid.useridentitytype', 'included updated properties')), '; ') AS change,
    max(CASE WHEN regexp_matches(lower(p.name), 'livetype|authenticationtype|authentication$') AND lower(p.value) LIKE '%federated%' AND lower(coalesce(p.old_value, '')) NOT LIKE '%federated%' THEN 1 ELSE 0 END) AS federated,
    max(CASE WHEN regexp_matches(lower(p.name), 'issuer|signingcertificate|certificate') AND coalesce(p.value, '') <> coalesce(p.old_value, '') AND coalesce(p.value, '') NOT IN ('', '[]', '""') THEN 1 ELSE 0 END) AS issuer,
    max(CASE WHEN lower(p.name) LIKE '%issuer%' THEN lower(trim(p.value, '" []')) END) AS issuer_uri,
    max(CASE WHEN regexp_matches(lower(coalesce(p.value, '')), '"?is(mfaaccepted|compliantdeviceaccepted|hybridazureadjoineddeviceaccepted)"?\s*:\s*"?true')
      AND NOT regexp_matches(lower(coalesce(p.old_value, '')), '"?is(mfaaccepted|compliantdeviceaccepted|hybridazureadjoineddeviceaccepted)"?\s*:\s*"?true') THEN 1 ELSE 0 END) AS trusts,
    max(CASE WHEN lower(p.name) IN ('sourceanchor', 'immutableid', 'onpremisesimmutableid') AND coalesce(trim(p.value, '" []'), '') <> '' AND coalesce(p.value, '') <> coalesce(p.old_value, '') THEN 1 ELSE 0 END) AS anchor,
    max(CASE WHEN lower(coalesce(p.value, '')) LIKE '%b2bmanagementpolicy%' OR lower(coalesce(p.old_value, '')) LIKE '%b2bmanagementpolicy%' THEN 1 ELSE 0 END) AS guests,
    max(CASE WHEN regexp_matches(lower(p.name), 'tenantid|partner') THEN lower(nullif(regexp_extract(coalesce(p.value, ''), '([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})', 1), '')) END) AS partner
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  GROUP BY a.event_seq
),
classed AS (
  SELECT a.*, nullif(s.change, '') AS change, coalesce(s.federated, 0) AS federated, coalesce(s.issuer, 0) AS issuer, s.issuer_uri, coalesce(s.trusts, 0) AS trusts, s.partner,
    CASE WHEN a.verb = 'update user' THEN CASE WHEN s.anchor = 1 THEN 'anchor' END WHEN a.verb = 'update policy' THEN CASE WHEN s.guests = 1 THEN 'guest policy' END
      WHEN a.verb LIKE '%federat%' OR a.verb = 'set domain authentication' OR s.federated = 1 OR s.issuer = 1 THEN 'federation' WHEN a.verb LIKE '%cross-tenant%' THEN 'other tenant'
      WHEN a.verb LIKE '%partner%' OR a.verb LIKE '%delegated admin%' THEN 'partner' WHEN a.verb LIKE '%dirsync%' THEN 'synchronisation' ELSE 'domain' END AS kind
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
),
-- The audit log and the Entra export tell of one act in a record each.
told AS (
  SELECT c.*, v.verdict, lag(c.event_time) OVER (PARTITION BY c.verb, c.account, lower(coalesce(c.target, '')) ORDER BY c.event_time, c.event_id) AS told_before
  FROM classed AS c
  LEFT JOIN verdict AS v ON v.event_seq = c.event_seq
  WHERE kind IS NOT NULL
    -- Domains are updated by the service's rounds too; then nothing of their trust changes.
    AND (verb <> 'update domain' OR federated = 1 OR issuer = 1)
),
once AS (
  SELECT * FROM told WHERE told_before IS NULL OR told_before < event_time - interval '1' minute
),
named_with AS (
  SELECT o.event_seq, array_to_string(list_slice(list_sort(array_agg(DISTINCT lower(e.target))), 1, 5), ', ') AS later_use
  FROM once AS o
  JOIN event AS e ON e.event_time > o.event_time AND lower(e.target) LIKE concat('%@', lower(o.target))
  WHERE o.kind IN ('domain', 'federation') AND o.target NOT LIKE '%@%' AND o.verb NOT LIKE 'remove %' AND rtrim(lower(trim(e.operation)), '.') IN ('add user', 'update user')
    -- A domain that people had before is no new one.
    AND NOT EXISTS (SELECT 1 FROM event_core AS w WHERE w.event_time < o.event_time AND split_part(w.account, '@', 2) = lower(o.target))
  GROUP BY o.event_seq
),
judged AS (
  SELECT o.*, n.later_use,
    coalesce(list_contains(getvariable('known_issuers'), o.issuer_uri), false) OR coalesce(list_contains(getvariable('known_partners'), o.partner), false) AS known
  FROM once AS o
  LEFT JOIN named_with AS n ON n.event_seq = o.event_seq
)
SELECT event_time, account, operation, target AS object, kind, change, client_ip, country, session_id, later_use,
  CASE WHEN verdict = 'attacker' THEN 'critical' WHEN known THEN 'medium' WHEN federated = 1 OR issuer = 1 OR trusts = 1 OR later_use IS NOT NULL THEN 'critical' ELSE 'high' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ': ', rtrim(trim(operation), '.'), CASE WHEN target IS NOT NULL THEN concat(' ', target) ELSE '' END,
    CASE WHEN federated = 1 THEN '; the domain is federated now' WHEN issuer = 1 THEN '; issuer or certificate replaced' WHEN trusts = 1 THEN '; factors or devices of another tenant are trusted now' ELSE '' END,
    CASE WHEN later_use IS NOT NULL THEN concat('; used since for ', later_use) ELSE '' END) AS sentence,
  event_id
FROM judged
ORDER BY event_time, event_id;
