--| id:       device-code-signin
--| question: Did a user approve a device code for somebody else's device?
--| phase:    access
--| attack:   T1528 T1566.002 T1550.001 T1078.004
--| severity: critical
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    register_minutes    integer   optional  default=30  How soon after it a new device counts as its consequence, minutes
--| param:    concurrent_minutes  integer   optional  default=10  How near an interrupt must be to a confirmation, minutes
--| param:    tech_users          varchar[] optional  Accounts that use command-line tools with leave; left out
--| column:   event_time          timestamp When the code was redeemed, UTC
--| column:   account             varchar   Who approved it
--| column:   operation           varchar   The record's operation
--| column:   client_ip           varchar   Address of the record: the one that redeemed, in sign-in logs; the one that confirmed, in the audit log
--| column:   country             varchar   Its country, or null
--| column:   asn                 bigint    Its autonomous system, or null
--| column:   user_agent          varchar   What the client said it was, or null
--| column:   app_id              varchar   Client that holds the token now
--| column:   app_name            varchar   Its name, or null
--| column:   session_id          varchar   Sign-in session, or null
--| column:   marker              varchar   What in the record says device code
--| column:   severity            varchar   critical if the session moved to another network, a device was registered, or two users did it on one day; else high
--| column:   other_ip            varchar   Another address that the session was used from, or null
--| column:   device_registered   timestamp When the account registered a device soon after, UTC, or null
--| column:   users_that_day      bigint    Accounts that used the flow on this day
--| column:   grade               varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence            varchar   One line for a reader
--| column:   event_id            varchar   The record
--| covers:   sign-in logs with authenticationProtocol deviceCode or originalTransferMethod deviceCodeFlow
--| covers:   audit records with RequestType DeviceAuth, or Cmsi:Cmsi of a public client beside the interrupt 50199
--| misses:   tenants whose sign-in export has neither field and whose audit log lost the interrupt
--| misses:   what a later refresh of the token did; follow the session
--| benign:   meeting-room systems, phones and televisions being set up; administrators with Azure CLI
--| pivot:    session_id -> session-multiple-ips
--| pivot:    account -> mfa-method-added
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
--| source:   https://learn.microsoft.com/graph/api/resources/signin

WITH signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.asn, e.user_agent, e.app_id,
    e.app_name, e.session_id, e.result, e.result_code
  FROM event AS e
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')) AND e.account IS NOT NULL
),
said AS (
  SELECT p.event_seq,
    max(CASE WHEN lower(p.name) LIKE '%authenticationprotocol' AND lower(p.value) = 'devicecode'
        OR lower(p.name) LIKE '%originaltransfermethod' AND lower(p.value) = 'devicecodeflow'
      THEN concat(p.name, ' ', p.value) END) AS exact,
    max(CASE WHEN lower(p.name) = 'requesttype' AND lower(p.value) LIKE 'deviceauth:%'
      THEN concat(p.name, ' ', p.value) END) AS device_auth,
    max(CASE WHEN lower(p.name) = 'requesttype' AND lower(p.value) = 'cmsi:cmsi' THEN 'RequestType Cmsi:Cmsi after 50199'
      END) AS confirm
  FROM event_property AS p
  WHERE lower(p.name) = 'requesttype' OR lower(p.name) LIKE '%authenticationprotocol'
    OR lower(p.name) LIKE '%originaltransfermethod'
  GROUP BY p.event_seq
),
interrupt AS (
  SELECT account, event_time FROM signin WHERE result_code = '50199'
),
redeemed AS (
  SELECT s.*, coalesce(m.exact, m.device_auth, m.confirm) AS marker
  FROM signin AS s
  JOIN said AS m ON m.event_seq = s.event_seq
  WHERE s.result = 'success'
    AND (m.exact IS NOT NULL OR m.device_auth IS NOT NULL
      -- Cmsi:Cmsi alone is also the everyday question "are you trying to sign in to"; so a client that shows codes, and the interrupt.
      OR m.confirm IS NOT NULL
        AND s.app_id IN (
          '29d9ed98-a469-4536-ade2-f981bc1d605e', -- Microsoft Authentication Broker
          '04b07795-8ddb-461a-bbee-02f9e1bf7b46', -- Azure CLI
          '1950a258-227b-4e31-a9cf-717495945fc2', -- Azure PowerShell
          'd3590ed6-52b3-4102-aeff-aad2292ab01c', -- Microsoft Office
          '14d82eec-204b-4c2f-b7e8-296a70dab67e', -- Graph command line
          '1fec8e78-bce4-4aaf-ab1b-5451cc387264') -- Teams
        AND EXISTS (SELECT 1 FROM interrupt AS i WHERE i.account = s.account
          AND i.event_time BETWEEN s.event_time - interval '1' minute * getvariable('concurrent_minutes') AND s.event_time))
    AND (getvariable('tech_users') IS NULL OR NOT list_contains(getvariable('tech_users'), s.account))
),
elsewhere AS (
  SELECT r.event_seq, min(e.client_ip) AS other_ip
  FROM redeemed AS r
  JOIN event AS e ON e.session_id = r.session_id
  WHERE e.client_ip <> r.client_ip AND e.network NOT IN ('microsoft', 'private')
    -- One network in two addresses is no move; without address data every other address counts.
    AND (e.asn IS NULL OR r.asn IS NULL OR e.asn <> r.asn)
  GROUP BY r.event_seq
),
device AS (
  SELECT r.event_seq, min(d.event_time) AS device_registered
  FROM redeemed AS r
  JOIN event AS d ON d.event_time BETWEEN r.event_time AND r.event_time + interval '1' minute * getvariable('register_minutes')
    AND lower(rtrim(trim(d.operation), '.')) IN ('add device', 'add registered owner to device', 'register device')
    AND (d.account = r.account OR EXISTS (
      SELECT 1 FROM event_target AS t WHERE t.event_seq = d.event_seq AND lower(t.value) = r.account))
  GROUP BY r.event_seq
),
day AS (
  SELECT date_trunc('day', event_time) AS day, count(DISTINCT account) AS users_that_day
  FROM redeemed
  GROUP BY date_trunc('day', event_time)
)
SELECT r.event_time, r.account, r.operation, r.client_ip, r.country, r.asn, r.user_agent, r.app_id, r.app_name, r.session_id,
  r.marker,
  CASE WHEN x.other_ip IS NOT NULL OR d.device_registered IS NOT NULL OR y.users_that_day >= 2 THEN 'critical'
    ELSE 'high' END AS severity,
  x.other_ip, d.device_registered, y.users_that_day,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(r.account, ' approved a device code for ', coalesce(r.app_name, r.app_id, 'an unnamed client'),
    CASE WHEN x.other_ip IS NOT NULL THEN concat('; its session was used from ', x.other_ip, ' too') ELSE '' END,
    CASE WHEN d.device_registered IS NOT NULL THEN '; a device was registered soon after' ELSE '' END) AS sentence,
  r.event_id
FROM redeemed AS r
LEFT JOIN elsewhere AS x ON x.event_seq = r.event_seq
LEFT JOIN device AS d ON d.event_seq = r.event_seq
JOIN day AS y ON y.day = date_trunc('day', r.event_time)
LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
ORDER BY r.event_time, r.event_id;
