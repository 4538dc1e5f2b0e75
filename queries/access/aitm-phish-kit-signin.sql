--| id:       aitm-phish-kit-signin
--| question: Does a sign-in carry the marks of a kit in the middle that relayed the user's second factor?
--| phase:    access
--| attack:   T1557 T1539 T1566.002 T1550.004
--| severity: critical
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    score_high      integer   optional  default=5   Score from which a sign-in is shown
--| param:    score_critical  integer   optional  default=8   Score from which it is critical
--| param:    follow_minutes  integer   optional  default=60  How soon a rule, factor, device or forwarding counts as its consequence, minutes
--| param:    baseline_days   integer   optional  default=7   History that an account needs before new things count against it, days
--| column:   event_time      timestamp First sign-in of the session, UTC
--| column:   account         varchar   Whose session it is
--| column:   client_ip       varchar   From where
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   network         varchar   Kind of network
--| column:   user_agent      varchar   What the client said it was, or null
--| column:   app_id          varchar   First application of the session
--| column:   session_id      varchar   The session, or null
--| column:   severity        varchar   critical from score_critical on, else high
--| column:   score           integer   Sum of the parts
--| column:   parts           varchar   The parts, each with its points
--| column:   follow_on       varchar   What was changed soon after, or null
--| column:   grade           varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The sign-in
--| covers:   OfficeHome as the first application, a second factor inside the session, no device id where the account has one, hosting network, new country or network, tool agents, the session seen elsewhere, and changes soon after
--| misses:   kits on residential proxies of the victim's own country that do nothing for follow_minutes
--| misses:   network and country parts where no address data are installed
--| misses:   sign-ins with a registered device, which a kit cannot show: what a stolen cookie does afterwards is for session-multiple-ips
--| benign:   a new laptop in a hotel: nothing follows and a device is registered soon
--| benign:   a secure web gateway whose egress is a hosting network
--| pivot:    session_id -> session-multiple-ips
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    account -> mfa-method-added
--| source:   https://learn.microsoft.com/defender-xdr/session-cookie-theft-alert

WITH success AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.network, e.user_agent, e.agent_kind,
    e.app_id, e.session_id, e.device_id,
    row_number() OVER (PARTITION BY e.account, coalesce(e.session_id, e.event_id) ORDER BY e.event_time, e.event_id) AS nth
  FROM event AS e
  WHERE e.result = 'success' AND (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.account IS NOT NULL
),
began AS (
  SELECT * FROM success WHERE nth = 1
),
habit AS (
  SELECT account, min(event_time) AS since FROM success GROUP BY account
),
by_asn AS (
  SELECT account, asn, min(event_time) AS since FROM success WHERE asn IS NOT NULL GROUP BY account, asn
),
by_country AS (
  SELECT account, country, min(event_time) AS since FROM success WHERE country IS NOT NULL GROUP BY account, country
),
-- First sign-in of the account that came with a registered device.
by_device AS (
  SELECT account, min(event_time) AS since FROM success WHERE device_id IS NOT NULL GROUP BY account
),
factor AS (
  SELECT DISTINCT s.session_id
  FROM event AS s
  JOIN event_property AS p ON p.event_seq = s.event_seq
  WHERE s.session_id IS NOT NULL AND (s.family = 'signin' OR s.operation IN ('UserLoggedIn', 'UserLoginFailed'))
    AND (lower(p.name) = 'requesttype' AND lower(p.value) LIKE 'sas:%'
      OR lower(p.name) LIKE '%authenticationrequirement' AND lower(p.value) = 'multifactorauthentication')
),
elsewhere AS (
  SELECT b.event_seq
  FROM began AS b
  JOIN event AS e ON e.session_id = b.session_id AND e.asn <> b.asn AND e.network NOT IN ('microsoft', 'private')
    -- A phone that leaves the Wi-Fi stays in its country and does not become a server.
    AND (e.country <> b.country OR e.network IN ('hosting', 'vpn', 'tor'))
  GROUP BY b.event_seq
),
changing AS (
  SELECT e.event_time, e.operation, coalesce(lower(t.value), e.mailbox, e.account) AS account
  FROM event AS e
  LEFT JOIN event_target AS t ON t.event_seq = e.event_seq AND t.kind = 'upn'
  WHERE e.actor_kind <> 'system' AND e.result <> 'failure'
    AND lower(rtrim(trim(e.operation), '.')) IN ('new-inboxrule', 'set-inboxrule', 'updateinboxrules', 'add device',
      'add registered owner to device', 'register device', 'user registered security info', 'consent to application')
),
-- Commands that do many things count only for these.
setting AS (
  SELECT e.event_time, e.operation, coalesce(lower(t.value), e.mailbox, e.account) AS account
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  LEFT JOIN event_target AS t ON t.event_seq = e.event_seq AND t.kind = 'upn'
  WHERE e.actor_kind <> 'system' AND e.result <> 'failure'
    AND (e.operation = 'Set-Mailbox' AND p.name IN ('ForwardingSmtpAddress', 'ForwardingAddress') AND p.value <> ''
      OR e.operation LIKE 'Update user%' AND p.name LIKE 'StrongAuthentication%'
        AND coalesce(p.value, '') <> coalesce(p.old_value, ''))
),
change AS (
  SELECT event_time, operation, account FROM changing
  UNION ALL
  SELECT event_time, operation, account FROM setting
),
follow AS (
  SELECT b.event_seq, array_to_string(list_sort(array_agg(DISTINCT c.operation)), ', ') AS follow_on
  FROM began AS b
  JOIN change AS c ON c.account = b.account
    AND c.event_time BETWEEN b.event_time AND b.event_time + interval '1' minute * getvariable('follow_minutes')
  GROUP BY b.event_seq
),
-- Words as short as node stand in honest agents too, so they count at the beginning only.
tool_agent AS (
  SELECT DISTINCT b.user_agent
  FROM (SELECT DISTINCT user_agent FROM began WHERE user_agent IS NOT NULL) AS b
  JOIN reference_set AS r ON r.set_name = 'tool-agent' AND r.note IN ('offensive', 'library')
    AND (strpos(lower(b.user_agent), r.value) = 1 OR length(r.value) > 6 AND strpos(lower(b.user_agent), r.value) > 0)
),
part AS (
  SELECT b.*, f.follow_on,
    -- OfficeHome, where kits send the browser first.
    CASE WHEN b.app_id = '4765445b-32c6-49b0-83e6-1d93765276ca' THEN 2 ELSE 0 END AS office_home,
    CASE WHEN m.session_id IS NOT NULL THEN 1 ELSE 0 END AS factor_relayed,
    CASE WHEN b.device_id IS NULL AND d.since < b.event_time THEN 2 ELSE 0 END AS no_device,
    CASE WHEN b.network IN ('hosting', 'vpn', 'tor') THEN 2 ELSE 0 END AS hosted,
    -- Only an account with a history can have something new.
    CASE WHEN h.since <= b.event_time - interval '1' day * getvariable('baseline_days')
      AND (a.since = b.event_time OR c.since = b.event_time) THEN 2 ELSE 0 END AS new_place,
    CASE WHEN b.agent_kind = 'script' OR g.user_agent IS NOT NULL THEN 4 ELSE 0 END AS tool,
    CASE WHEN x.event_seq IS NOT NULL THEN 4 ELSE 0 END AS moved,
    CASE WHEN f.follow_on IS NOT NULL THEN 4 ELSE 0 END AS followed
  FROM began AS b
  JOIN habit AS h ON h.account = b.account
  LEFT JOIN tool_agent AS g ON g.user_agent = b.user_agent
  LEFT JOIN by_asn AS a ON a.account = b.account AND a.asn = b.asn
  LEFT JOIN by_country AS c ON c.account = b.account AND c.country = b.country
  LEFT JOIN by_device AS d ON d.account = b.account
  LEFT JOIN factor AS m ON m.session_id = b.session_id
  LEFT JOIN elsewhere AS x ON x.event_seq = b.event_seq
  LEFT JOIN follow AS f ON f.event_seq = b.event_seq
),
scored AS (
  SELECT *, office_home + factor_relayed + no_device + hosted + new_place + tool + moved + followed AS score
  FROM part
)
SELECT event_time, account, client_ip, country, asn, network, user_agent, app_id, session_id,
  CASE WHEN s.score >= getvariable('score_critical') THEN 'critical' ELSE 'high' END AS severity,
  s.score,
  concat_ws(', ',
    CASE WHEN office_home > 0 THEN 'OfficeHome first 2' END, CASE WHEN factor_relayed > 0 THEN 'second factor in session 1' END,
    CASE WHEN no_device > 0 THEN 'no device id 2' END, CASE WHEN hosted > 0 THEN concat(network, ' network 2') END,
    CASE WHEN new_place > 0 THEN 'new network or country 2' END, CASE WHEN tool > 0 THEN 'tool agent 4' END,
    CASE WHEN moved > 0 THEN 'session seen elsewhere 4' END, CASE WHEN followed > 0 THEN 'change soon after 4' END) AS parts,
  follow_on,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' signed in from ', coalesce(client_ip, 'an unknown address'), ' with a score of ', s.score,
    CASE WHEN follow_on IS NOT NULL THEN concat('; then ', follow_on) ELSE '' END) AS sentence,
  s.event_id
FROM scored AS s
LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
-- Beside a change soon after, the sign-in itself must look wrong: people do set up rules in the morning.
WHERE s.score >= getvariable('score_high') AND hosted + new_place + tool + moved > 0
  -- A kit relays what the person types; it cannot show the certificate of a registered device.
  AND device_id IS NULL
ORDER BY event_time, s.event_id;
