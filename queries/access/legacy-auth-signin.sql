--| id:       legacy-auth-signin
--| question: Did anyone sign in by a protocol or a flow that cannot ask for a second factor?
--| phase:    access
--| attack:   T1078.004 T1110.003 T1556.006
--| severity: medium
--| engine:   duckdb
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    baseline_days   integer   optional  default=30  History that an account needs before an address can be new, days
--| param:    known_senders   varchar[] optional  Accounts of scanners and programs that are known to send or fetch this way; left out
--| column:   event_time      timestamp First sign-in this way, UTC
--| column:   last_time       timestamp Last, UTC
--| column:   account         varchar   Who
--| column:   protocol        varchar   IMAP, POP, SMTP, ActiveSync, Exchange Web Services, password flow (ROPC) or legacy client
--| column:   outcome         varchar   success, or failure where nothing but failures is recorded
--| column:   severity        varchar   high for a success from an address that the account never used by other ways, low for failures alone, else medium
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   user_agent      varchar   What the client said it was, or null
--| column:   app_id          varchar   Application, or null
--| column:   sign_ins        bigint    Successes
--| column:   failures        bigint    Failures
--| column:   new_address     boolean   Whether the account was never seen at the address by any other way
--| column:   history         varchar   Warm-up note: how long the account is known before
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first success, else the first failure
--| covers:   agents and client names of old protocols in the audit log, clientAppUsed of sign-in logs, mail fetched over POP and IMAP
--| misses:   basic authentication that leaves no sign-in record; modern IMAP with a token looks like old IMAP in Exchange records
--| benign:   scanners and business programs that send mail; scripts of the own administrators; name them in known_senders
--| pivot:    account -> password-spray
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication
--| source:   https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc

WITH legacy_agent AS (
  SELECT value AS agent FROM reference_set WHERE set_name = 'tool-agent' AND note = 'legacy'
),
client_app AS (
  SELECT p.event_seq,
    max(CASE WHEN lower(p.name) = 'clientappused' THEN lower(p.value) END) AS used,
    max(CASE WHEN lower(p.name) = 'authenticationprotocol' THEN lower(p.value) END) AS flow
  FROM event_property AS p
  WHERE lower(p.name) IN ('clientappused', 'authenticationprotocol')
  GROUP BY p.event_seq
),
signin AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, e.user_agent, e.app_id, e.result,
    CASE
      WHEN c.used LIKE 'imap%' THEN 'IMAP' WHEN c.used LIKE 'pop%' THEN 'POP'
      WHEN c.used LIKE '%smtp%' THEN 'SMTP' WHEN c.used LIKE '%activesync%' THEN 'ActiveSync'
      WHEN c.used LIKE 'exchange web services%' THEN 'Exchange Web Services'
      WHEN c.used IN ('other clients', 'mapi over http', 'autodiscover', 'offline address book', 'reporting web services',
        'exchange online powershell', 'outlook anywhere (rpc over http)', 'outlook service', 'universal outlook') THEN concat('legacy client: ', c.used)
      WHEN c.flow = 'ropc' THEN 'password flow (ROPC)'
      WHEN lower(trim(e.user_agent)) LIKE 'bav2ropc%' THEN 'password flow (ROPC)'
      WHEN EXISTS (SELECT 1 FROM legacy_agent AS l WHERE strpos(lower(e.user_agent), l.agent) > 0) THEN concat('legacy client: ', trim(e.user_agent))
    END AS protocol
  FROM event_core AS e
  LEFT JOIN client_app AS c ON c.event_seq = e.event_seq
  WHERE (e.family = 'signin' OR e.operation IN ('UserLoggedIn', 'UserLoginFailed')) AND e.account IS NOT NULL
    AND (c.used IS NOT NULL OR c.flow = 'ropc' OR e.user_agent IS NOT NULL)
),
mail_client AS (
  SELECT e.event_time, e.event_id, e.account, e.client_ip, coalesce(e.user_agent, e.client_info) AS user_agent, e.app_id, e.result,
    CASE WHEN lower(e.client_info) LIKE 'client=pop3%' THEN 'POP' WHEN lower(e.client_info) LIKE 'client=imap4%' THEN 'IMAP'
      WHEN lower(e.client_info) LIKE 'client=smtp%' THEN 'SMTP' END AS protocol
  FROM event_core AS e
  WHERE e.client_info IS NOT NULL AND e.account IS NOT NULL AND e.actor_kind <> 'system'
    AND (lower(e.client_info) LIKE 'client=pop3%' OR lower(e.client_info) LIKE 'client=imap4%'
      OR lower(e.client_info) LIKE 'client=smtp%')
),
used AS (
  SELECT u.*, row_number() OVER (PARTITION BY account, protocol, client_ip
      ORDER BY CASE WHEN result IN ('success', 'unknown') THEN 0 ELSE 1 END, event_time, event_id) AS nth
  FROM (SELECT * FROM signin WHERE protocol IS NOT NULL UNION ALL SELECT * FROM mail_client) AS u
  WHERE getvariable('known_senders') IS NULL OR NOT list_contains(getvariable('known_senders'), account)
),
one AS (
  SELECT account, protocol, client_ip, min(event_time) AS event_time, max(event_time) AS last_time,
    count(*) FILTER (WHERE result IN ('success', 'unknown')) AS sign_ins,
    count(*) FILTER (WHERE result NOT IN ('success', 'unknown')) AS failures,
    max(event_id) FILTER (WHERE nth = 1) AS event_id, max(user_agent) FILTER (WHERE nth = 1) AS user_agent,
    max(app_id) FILTER (WHERE nth = 1) AS app_id
  FROM used
  GROUP BY account, protocol, client_ip
),
-- Every other trace of the account, of any workload.
seen AS (
  SELECT e.account, e.client_ip, min(e.event_time) AS since
  FROM event_core AS e
  WHERE e.account IN (SELECT account FROM one) AND e.result IN ('success', 'unknown')
    AND e.event_id NOT IN (SELECT event_id FROM used)
  GROUP BY e.account, e.client_ip
),
known AS (
  SELECT account, min(since) AS since FROM seen GROUP BY account
),
told AS (
  SELECT o.*, a.country, a.asn, k.since,
    NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.account = o.account AND s.client_ip = o.client_ip) AS new_address,
    coalesce(k.since <= o.event_time - interval '1' day * getvariable('baseline_days'), false) AS warm
  FROM one AS o
  LEFT JOIN address AS a ON a.client_ip = o.client_ip
  LEFT JOIN known AS k ON k.account = o.account
)
SELECT event_time, last_time, account, protocol, CASE WHEN sign_ins > 0 THEN 'success' ELSE 'failure' END AS outcome,
  CASE WHEN sign_ins = 0 THEN 'low' WHEN new_address AND warm THEN 'high' ELSE 'medium' END AS severity,
  client_ip, country, asn, user_agent, app_id, sign_ins, failures, new_address,
  CASE WHEN since IS NULL OR since > event_time THEN 'no other trace of the account before: new cannot be told from usual'
    WHEN warm THEN concat(date_diff('day', since, event_time), ' days of other activity before')
    ELSE concat('only ', date_diff('day', since, event_time), ' days of other activity before: too few to call an address new') END AS history,
  concat(account, CASE WHEN sign_ins > 0 THEN concat(' came in ', sign_ins, ' times by ') ELSE ' failed to come in by ' END, protocol,
    ' from ', coalesce(client_ip, 'no address'), CASE WHEN failures > 0 AND sign_ins > 0 THEN concat(', and failed ', failures, ' times') ELSE '' END,
    CASE WHEN new_address THEN '; not seen there by any other way' ELSE '' END) AS sentence,
  event_id
FROM told
ORDER BY event_time, account, protocol, client_ip NULLS LAST, event_id;
