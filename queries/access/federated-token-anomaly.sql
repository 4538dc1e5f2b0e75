--| id:       federated-token-anomaly
--| question: Are there signs of forged or abused federation tokens: SAML where nobody federates, bursts of broken tokens, a person's name on a service's writes?
--| phase:    access
--| attack:   T1606.002 T1484.002 T1550.001
--| severity: critical
--| engine:   duckdb
--| param:    sso_error_min       integer   optional  default=5   Failures of single sign-on of one account inside the window
--| param:    sso_window_minutes  integer   optional  default=60  Length of the window, minutes
--| param:    normal_share        double    optional  default=0.2 Share of a domain's accounts from which federated sign-in is its usual way
--| param:    federated_domains   varchar[] optional  Domains known to be federated, lower case; their SAML sign-ins are left out
--| column:   event_time          timestamp First record, UTC
--| column:   last_time           timestamp Last, UTC
--| column:   account             varchar   Whose name is on it
--| column:   kind                varchar   saml sign-in: federated in a domain where that is rare; token errors: burst; service write: directory change with a person's name and a service's application
--| column:   severity            varchar   critical for a service write on a role, domain, policy or user; high for a SAML sign-in; medium for errors
--| column:   grade               varchar   C: account and time only
--| column:   marker              varchar   Request type, method, error codes, or the service named
--| column:   client_ip           varchar   From where, or null
--| column:   country             varchar   Its country, or null
--| column:   operation           varchar   Operation of the first record
--| column:   object              varchar   What a service write touched, or null
--| column:   records             bigint    Records
--| column:   domain_share        double    Share of the domain's accounts that sign in federated, or null
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The first record
--| covers:   request types of SAML and WS-Federation, authentication method 16457, the error codes of federation and seamless single sign-on, directory writes in a service's name
--| misses:   forged tokens in a domain that federates: only the identity provider's own log, held against these sign-ins, tells them
--| misses:   reads by actor tokens, which leave no record
--| benign:   expired signing certificates and clock errors of hybrid organisations; licence and group attributes that Exchange writes
--| pivot:    account -> session-multiple-ips
--| source:   https://www.cisa.gov/news-events/cybersecurity-advisories/aa20-352a
--| source:   https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sso

WITH signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.result, e.result_code,
    split_part(e.account, '@', 2) AS domain
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')) AND e.account LIKE '%@%'
),
marked AS (
  SELECT p.event_seq, min(concat(p.name, ' ', p.value)) AS marker
  FROM event_property AS p
  WHERE lower(p.name) = 'requesttype' AND (lower(p.value) LIKE 'saml%' OR lower(p.value) LIKE 'wsfed%')
    OR lower(p.name) = 'userauthenticationmethod' AND p.value = '16457'
    OR lower(p.name) IN ('authenticationprotocol', 'incomingtokentype') AND (lower(p.value) LIKE 'wsfederation%' OR lower(p.value) LIKE '%saml%')
  GROUP BY p.event_seq
),
federated AS (
  SELECT s.*, m.marker FROM signin AS s JOIN marked AS m ON m.event_seq = s.event_seq WHERE s.result = 'success'
),
share AS (
  SELECT s.domain, count(DISTINCT f.account) * 1.0 / count(DISTINCT s.account) AS domain_share
  FROM (SELECT DISTINCT domain, account FROM signin WHERE result = 'success') AS s
  LEFT JOIN (SELECT DISTINCT account FROM federated) AS f ON f.account = s.account
  GROUP BY s.domain
),
saml AS (
  SELECT f.event_time, f.event_id, f.account, 'saml sign-in' AS kind, f.marker, f.client_ip, f.operation,
    cast(NULL AS varchar) AS object, cast(round(h.domain_share, 3) AS double) AS domain_share
  FROM federated AS f
  JOIN share AS h ON h.domain = f.domain
  WHERE h.domain_share < getvariable('normal_share')
    AND (getvariable('federated_domains') IS NULL OR NOT list_contains(getvariable('federated_domains'), f.domain))
),
broken AS (
  SELECT s.event_time, s.event_id, s.account, s.operation, s.client_ip, s.result_code,
    count(*) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('sso_window_minutes') PRECEDING AND CURRENT ROW) AS in_window
  FROM signin AS s
  WHERE s.result <> 'success'
    AND (s.result_code IN ('50008', '50009', '50010', '50107', '50169', '20001') OR try_cast(s.result_code AS integer) BETWEEN 81000 AND 81019)
),
burst AS (
  SELECT b.event_time, b.event_id, b.account, 'token errors' AS kind, concat('error ', b.result_code) AS marker, b.client_ip,
    b.operation, cast(NULL AS varchar) AS object, cast(NULL AS double) AS domain_share
  FROM broken AS b
  WHERE b.account IN (SELECT account FROM broken WHERE in_window >= getvariable('sso_error_min'))
),
-- Where a person stands as the user and one of Microsoft's services as the application that wrote, the token was the service's.
written AS (
  SELECT e.event_time, e.event_id, e.account, 'service write' AS kind,
    regexp_extract(e.raw, '(Office 365 Exchange Online|Office 365 SharePoint Online|Skype for Business Online|Microsoft Exchange Online Protection)', 1) AS marker,
    e.client_ip, e.operation, e.target AS object, cast(NULL AS double) AS domain_share
  FROM event_core AS e
  WHERE e.account LIKE '%@%' AND e.actor_kind IN ('user', 'admin', 'guest') AND e.result <> 'failure'
    AND (e.record_type = 8 OR e.family = 'directory-audit')
    AND rtrim(lower(trim(e.operation)), '.') IN ('add member to role', 'add eligible member to role', 'update user', 'add user',
      'reset user password', 'set domain authentication', 'set federation settings on domain', 'add unverified domain',
      'verify domain', 'update policy', 'add policy', 'update conditional access policy', 'add conditional access policy',
      'delete conditional access policy', 'add service principal credentials', 'update authorization policy')
    -- The actor's part of the record, not its targets.
    AND regexp_matches(e.raw, '(Actor|displayName|initiatedBy)["\\]+\s*:[^\]]{0,600}(Office 365 Exchange Online|Office 365 SharePoint Online|Skype for Business Online|Microsoft Exchange Online Protection)')
),
found AS (
  SELECT * FROM saml UNION ALL SELECT * FROM burst UNION ALL SELECT * FROM written
),
numbered AS (
  SELECT f.*, coalesce(object, '') AS object_key,
    row_number() OVER (PARTITION BY account, kind, coalesce(object, '') ORDER BY event_time, event_id) AS nth
  FROM found AS f
),
one AS (
  SELECT account, kind, object_key, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS records,
    array_to_string(list_sort(array_agg(DISTINCT marker)), ', ') AS marker, max(domain_share) AS domain_share,
    max(client_ip) FILTER (WHERE nth = 1) AS client_ip, max(operation) FILTER (WHERE nth = 1) AS operation,
    max(object) FILTER (WHERE nth = 1) AS object, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM numbered
  GROUP BY account, kind, object_key
)
SELECT o.event_time, o.last_time, o.account, o.kind,
  CASE o.kind WHEN 'service write' THEN 'critical' WHEN 'saml sign-in' THEN 'high' ELSE 'medium' END AS severity, 'C' AS grade,
  o.marker, o.client_ip, a.country, o.operation, o.object, o.records, o.domain_share,
  concat(o.account, CASE o.kind
    WHEN 'saml sign-in' THEN concat(' signed in by federation (', o.marker, ') where hardly anybody of the domain does')
    WHEN 'token errors' THEN concat(' had ', o.records, ' broken federation or single sign-on tokens (', o.marker, ')')
    ELSE concat(' is named as the author of ', o.operation, ' on ', coalesce(o.object, 'an object'), ', written by ', o.marker) END,
    CASE WHEN o.client_ip IS NULL THEN '' ELSE concat(', from ', o.client_ip) END) AS sentence,
  o.event_id
FROM one AS o
LEFT JOIN address AS a ON a.client_ip = o.client_ip
ORDER BY o.event_time, o.account, o.kind, o.event_id;
