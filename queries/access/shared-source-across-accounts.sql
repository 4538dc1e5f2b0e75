--| id:       shared-source-across-accounts
--| question: Which other accounts show the intruder's source: which victims are not known yet?
--| phase:    access
--| attack:   T1078.004 T1110.003 T1566
--| severity: critical
--| engine:   duckdb
--| needs:    any
--| param:    addresses       varchar[] optional  Addresses known to be the intruder's; without any, those that the reconstruction or the network speaks against
--| param:    sessions        varchar[] optional  Sessions known to be the intruder's; their addresses count as known
--| param:    own_domains     varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    known_good_ips  varchar[] optional  Addresses of the organisation's own egress; left out
--| param:    min_accounts    integer   optional  default=2  Accounts that must share a source
--| column:   event_time      timestamp First time of the account at the source, UTC
--| column:   last_time       timestamp Last time, UTC
--| column:   source_kind     varchar   address, device, or destination of a rule or forwarding
--| column:   source          varchar   The address, device id or destination
--| column:   account         varchar   One account that shows it; with a destination, whose mail goes there
--| column:   grade           varchar   A: got in or acted; B: the password was right and something stopped it; C: only failures
--| column:   accounts        bigint    Accounts that show the source
--| column:   country         varchar   Country of an address, or null
--| column:   asn             bigint    Autonomous system of an address, or null
--| column:   network         varchar   Kind of network of an address, or null
--| column:   events          bigint    Records of the account there
--| column:   operations      varchar   What they were
--| column:   why             varchar   Why the source is thought to be the intruder's
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first record
--| covers:   addresses given, of attacker sessions, of hosting, VPN and Tor networks, of scripts, and those that failed on many accounts
--| covers:   one outside destination of rules or forwarding set for several mailboxes; one device id used by several accounts from such an address
--| misses:   neighbours in the same network; give them as addresses
--| benign:   office egress, VPN concentrators and mobile carriers; give them in known_good_ips
--| pivot:    account -> mail-accessed-exposure
--| pivot:    account -> mfa-method-added
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-phishing

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
known AS (
  SELECT unnest(getvariable('addresses')) AS client_ip, 'given' AS why
  UNION
  SELECT DISTINCT e.client_ip, 'given session' FROM event AS e
  WHERE getvariable('sessions') IS NOT NULL AND list_contains(getvariable('sessions'), e.session_id)
    AND e.network NOT IN ('microsoft', 'private')
  UNION
  -- What people and the reconstruction say, when nothing was given.
  SELECT DISTINCT e.client_ip, 'attacker in the reconstruction' FROM event AS e JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE getvariable('addresses') IS NULL AND getvariable('sessions') IS NULL AND v.verdict = 'attacker'
    AND e.network NOT IN ('microsoft', 'private')
  UNION
  SELECT DISTINCT e.client_ip, concat(e.network, ' network') FROM event AS e
  WHERE getvariable('addresses') IS NULL AND getvariable('sessions') IS NULL AND e.network IN ('hosting', 'vpn', 'tor')
    AND e.actor_kind IN ('user', 'admin', 'guest', 'unknown')
  UNION
  SELECT DISTINCT e.client_ip, 'script' FROM event AS e
  WHERE getvariable('addresses') IS NULL AND getvariable('sessions') IS NULL AND e.agent_kind = 'script'
    AND e.actor_kind IN ('user', 'admin', 'guest', 'unknown')
),
seed AS (
  SELECT client_ip, min(why) AS why
  FROM known
  WHERE client_ip IS NOT NULL
    AND (getvariable('known_good_ips') IS NULL OR NOT list_contains(getvariable('known_good_ips'), client_ip))
  GROUP BY client_ip
),
at_seed AS (
  SELECT 'address' AS source_kind, e.client_ip AS source, s.why, e.*
  FROM event AS e
  JOIN seed AS s ON s.client_ip = e.client_ip
  WHERE e.account IS NOT NULL AND e.actor_kind <> 'system'
),
outside AS (
  SELECT 'destination' AS source_kind,
    lower(regexp_extract(p.value, '([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)', 1)) AS source, 'mail of several mailboxes goes there' AS why,
    e.* REPLACE (coalesce(e.mailbox, e.account) AS account)
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('new-inboxrule', 'set-inboxrule', 'updateinboxrules', 'set-mailbox')
    AND lower(p.name) IN ('forwardto', 'forwardasattachmentto', 'redirectto', 'forwardingsmtpaddress', 'forwardingaddress',
      'ruleactions', 'actions')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
shown AS (
  SELECT * FROM at_seed
  UNION ALL
  SELECT 'device' AS source_kind, device_id AS source, why, * EXCLUDE (source_kind, source, why)
  FROM at_seed WHERE device_id IS NOT NULL
  UNION ALL
  SELECT * FROM outside AS o
  -- The suffix must begin at a dot: north.example.evil.example is not inside.
  WHERE o.source <> '' AND NOT EXISTS (SELECT 1 FROM own AS w
    WHERE split_part(o.source, '@', 2) = w.domain OR split_part(o.source, '@', 2) LIKE concat('%.', w.domain))
),
numbered AS (
  SELECT s.*, row_number() OVER (PARTITION BY source_kind, source, account ORDER BY event_time, event_id) AS nth
  FROM shown AS s
),
one AS (
  SELECT source_kind, source, account, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS events,
    min(why) AS why, max(country) FILTER (WHERE nth = 1 AND source_kind = 'address') AS country,
    max(asn) FILTER (WHERE nth = 1 AND source_kind = 'address') AS asn,
    max(network) FILTER (WHERE nth = 1 AND source_kind = 'address') AS network,
    max(event_id) FILTER (WHERE nth = 1) AS event_id,
    array_to_string(list_sort(array_agg(DISTINCT operation)), ', ') AS operations,
    CASE WHEN max(CASE WHEN result IN ('success', 'unknown') THEN 1 ELSE 0 END) = 1 THEN 'A'
      -- An interrupt asks for more proof after the password was right; 500011 and 53003 come after it too.
      WHEN max(CASE WHEN result = 'interrupted' OR result_code IN ('500011', '53003', '50055', '50057') THEN 1 ELSE 0 END) = 1
      THEN 'B' ELSE 'C' END AS grade
  FROM numbered
  GROUP BY source_kind, source, account
),
many AS (
  SELECT source_kind, source, count(*) AS accounts
  FROM one
  GROUP BY source_kind, source
  HAVING count(*) >= getvariable('min_accounts')
)
SELECT o.event_time, o.last_time, o.source_kind, o.source, o.account, o.grade, m.accounts, o.country, o.asn, o.network,
  o.events, o.operations, o.why,
  concat(o.account, ' shares ', o.source_kind, ' ', o.source, ' with ', m.accounts - 1, ' other accounts (', o.why, ')') AS sentence,
  o.event_id
FROM one AS o
JOIN many AS m ON m.source_kind = o.source_kind AND m.source = o.source
ORDER BY o.source_kind, o.source, o.grade, o.event_time, o.account, o.event_id;
