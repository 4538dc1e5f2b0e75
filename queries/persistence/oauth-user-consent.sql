--| id:       oauth-user-consent
--| question: Which applications did people consent to, or try to, for which permissions and from where?
--| phase:    persistence
--| attack:   T1528 T1550.001 T1671
--| severity: critical
--| engine:   duckdb
--| needs:    operation Consent to application., Add delegated permission grant., Add OAuth2PermissionGrant.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    min_score    integer   optional  default=4  Score of the permissions from which a consent is shown
--| param:    known_apps   varchar[] optional  Application ids that the organisation rolled out; left out
--| column:   event_time   timestamp When, UTC
--| column:   account      varchar   Who consented
--| column:   operation    varchar   The record's operation
--| column:   app_name     varchar   The application as the record names it, or null
--| column:   app_id       varchar   Its id, or null
--| column:   scopes       varchar   Permissions that were added: the right side of the record less the left
--| column:   consent_type varchar   Principal: for this person; AllPrincipals: for everybody; or null
--| column:   blocked      boolean   True for a try that policy or the person stopped
--| column:   score        integer   Weight of the permissions
--| column:   severity     varchar   critical when mail or files can be read for long, or for everybody; else high
--| column:   client_ip    varchar   From where, or null
--| column:   country      varchar   Its country, or null
--| column:   session_id   varchar   Session, or null
--| column:   consenting   bigint    People who consented to this application in the case
--| column:   grade        varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence     varchar   One line for a reader
--| column:   event_id     varchar   The record
--| covers:   Consent to application. and Add delegated permission grant., once for one act; tries stopped with 65004, 90094, 90095 and 900941
--| misses:   permissions granted before the evidence begins; application permissions given by administrators
--| misses:   65001, which every application gives before its first consent
--| benign:   the organisation's own applications; give their ids in known_apps
--| pivot:    account -> mfa-method-added
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-app-consent
--| source:   https://learn.microsoft.com/graph/permissions-reference

WITH consent AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, rtrim(lower(trim(e.operation)), '.') AS verb,
    e.client_ip, e.country, e.session_id,
    coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.kind IN ('name', 'app')),
      e.target, e.app_name) AS app_name,
    max(CASE WHEN lower(p.name) = 'consentaction.permissions' THEN p.value
      WHEN lower(p.name) = 'delegatedpermissiongrant.scope' THEN concat('=> Scope: ', p.value, ',') END) AS given,
    max(CASE WHEN lower(p.name) = 'delegatedpermissiongrant.scope' THEN p.old_value END) AS had,
    max(CASE WHEN lower(p.name) = 'targetid.serviceprincipalnames' THEN p.value END) AS principal_names,
    max(CASE WHEN lower(p.name) = 'delegatedpermissiongrant.consenttype' THEN trim(p.value, '"') END) AS grant_type
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('consent to application', 'add delegated permission grant',
      'add oauth2permissiongrant')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.target,
    e.app_name
),
-- One act writes both records; the consent says more.
act AS (
  SELECT c.*,
    lower(nullif(regexp_extract(principal_names, '([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})', 1), '')) AS app_id,
    coalesce(grant_type, nullif(regexp_extract(split_part(given, '=>', 2), 'ConsentType: ([A-Za-z]+)', 1), '')) AS consent_type
  FROM consent AS c
  WHERE verb = 'consent to application' OR NOT EXISTS (
    SELECT 1 FROM consent AS o WHERE o.verb = 'consent to application' AND o.account = c.account
      AND o.event_time BETWEEN c.event_time - interval '1' minute AND c.event_time + interval '1' minute)
),
scope AS (
  SELECT DISTINCT event_seq, lower(s.scope) AS scope
  FROM (
    SELECT event_seq, had, given,
      unnest(string_split(replace(array_to_string(regexp_extract_all(split_part(given, '=>', 2), 'Scope: ([^,\]]*)', 1), ' '),
        '"', ' '), ' ')) AS scope
    FROM act
  ) AS s
  WHERE s.scope <> ''
    -- Blanks around, so that Mail.Read is not found in Mail.ReadWrite.
    AND strpos(lower(concat(' ', replace(replace(replace(replace(concat(split_part(s.given, '=>', 1), ' ', coalesce(s.had, '')),
      ',', ' '), ']', ' '), '"', ' '), ';', ' '), ' ')), concat(' ', lower(s.scope), ' ')) = 0
),
scored AS (
  SELECT a.event_seq, array_to_string(list_sort(array_agg(s.scope)), ' ') AS scopes,
    cast(coalesce(sum(w.weight), 0) AS integer) AS score
  FROM act AS a
  JOIN scope AS s ON s.event_seq = a.event_seq
  LEFT JOIN reference_set AS w ON w.set_name = 'risky-scope' AND w.value = s.scope
  GROUP BY a.event_seq
),
popular AS (
  SELECT app_name, count(DISTINCT account) AS consenting FROM act GROUP BY app_name
),
tried AS (
  SELECT e.event_time, e.event_id, e.account, e.operation, e.app_name, e.app_id, e.client_ip, e.country, e.session_id,
    e.result_code,
    row_number() OVER (PARTITION BY e.account, e.app_id, e.result_code ORDER BY e.event_time, e.event_id) AS nth
  FROM event AS e
  -- Declined; administrator's approval needed, twice; stopped as risky.
  WHERE e.result <> 'success' AND e.result_code IN ('65004', '90094', '90095', '900941')
),
row_of AS (
  SELECT a.event_time, a.account, a.operation, a.app_name, a.app_id, s.scopes, a.consent_type, false AS blocked, s.score,
    CASE WHEN s.score >= 5 OR a.consent_type = 'AllPrincipals' THEN 'critical' ELSE 'high' END AS severity,
    a.client_ip, a.country, a.session_id, p.consenting, a.event_id,
    concat(a.account, ' let ', coalesce(a.app_name, 'an unnamed application'), ' have ', s.scopes) AS sentence
  FROM act AS a
  JOIN scored AS s ON s.event_seq = a.event_seq
  LEFT JOIN popular AS p ON p.app_name IS NOT DISTINCT FROM a.app_name
  WHERE s.score >= getvariable('min_score')
  UNION ALL
  SELECT event_time, account, operation, app_name, app_id, cast(NULL AS varchar), cast(NULL AS varchar), true, 0, 'high',
    client_ip, country, session_id, 0, event_id,
    concat(coalesce(account, 'somebody'), ' tried to consent to ', coalesce(app_name, app_id, 'an unnamed application'),
      ' and was stopped (', result_code, ')')
  FROM tried
  WHERE nth = 1
)
SELECT r.event_time, r.account, r.operation, r.app_name, r.app_id, r.scopes, r.consent_type, r.blocked, r.score, r.severity,
  r.client_ip, r.country, r.session_id, r.consenting,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  r.sentence, r.event_id
FROM row_of AS r
LEFT JOIN verdict AS v ON v.event_id = r.event_id
WHERE getvariable('known_apps') IS NULL OR r.app_id IS NULL OR NOT list_contains(getvariable('known_apps'), r.app_id)
ORDER BY r.event_time, r.event_id;
