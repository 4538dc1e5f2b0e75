--| id:       mail-connector-journal-change
--| question: Was the way of mail altered: connectors, remote domains, journaling, automatic forwarding, accepted domains?
--| phase:    persistence
--| attack:   T1114.003 T1672 T1562
--| severity: high
--| engine:   duckdb
--| needs:    operation *-InboundConnector, *-OutboundConnector, *-RemoteDomain, *-JournalRule, *-HostedOutboundSpamFilterPolicy, *-AcceptedDomain, Set-TransportConfig, New-PartnerApplication
--| needs:    workload Exchange
--| param:    own_domains    varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   object         varchar   The connector, domain, policy or rule
--| column:   settings       varchar   What was set, as recorded
--| column:   why            varchar   What makes it worth reading
--| column:   severity       varchar   critical: mail can leave, or come in unchecked; low a removal; else high
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   until_time     timestamp When the object was next set again or removed, UTC, or null
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   inbound and outbound connectors, remote domains, journal rules, outbound spam policies, accepted domains, the transport configuration and partner applications
--| misses:   what was set before the evidence begins; the value that was replaced, which the record does not hold
--| benign:   gateways, archives and migrations, by the usual administrators; the service's own Set-TransportConfig is left out
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/powershell/module/exchange/new-inboundconnector
--| source:   https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip,
    e.country, e.session_id, e.target,
    max(CASE WHEN lower(p.name) IN ('identity', 'name') THEN nullif(trim(p.value), '') END) AS named,
    max(CASE WHEN lower(p.name) = 'domainname' THEN nullif(trim(p.value), '') END) AS domain_name,
    max(CASE WHEN lower(p.name) = 'autoforwardenabled' THEN lower(ltrim(p.value, '$')) END) AS auto_forward,
    max(CASE WHEN lower(p.name) = 'autoforwardingmode' THEN lower(p.value) END) AS forward_mode,
    max(CASE WHEN lower(p.name) = 'smarthosts' THEN nullif(trim(p.value), '') END) AS smart_hosts,
    max(CASE WHEN lower(p.name) IN ('senderipaddresses', 'tlssendercertificatename') THEN nullif(trim(p.value), '') END) AS senders,
    max(CASE WHEN lower(p.name) IN ('journalemailaddress', 'journalingreportndrto') THEN lower(nullif(trim(p.value), '')) END) AS journal,
    array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal) FILTER (WHERE trim(coalesce(p.value, '')) <> ''
      AND lower(p.name) NOT IN ('identity', 'confirm', 'erroraction')), '; ') AS settings
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq AND p.bag IN ('Parameters', 'NonPIIParameters')
  WHERE lower(trim(e.operation)) IN ('new-inboundconnector', 'set-inboundconnector', 'remove-inboundconnector',
      'new-outboundconnector', 'set-outboundconnector', 'remove-outboundconnector', 'set-remotedomain', 'new-remotedomain',
      'remove-remotedomain', 'new-journalrule', 'set-journalrule', 'enable-journalrule', 'disable-journalrule',
      'remove-journalrule', 'set-hostedoutboundspamfilterpolicy', 'new-hostedoutboundspamfilterpolicy', 'new-accepteddomain',
      'set-accepteddomain', 'remove-accepteddomain', 'set-transportconfig', 'new-partnerapplication')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.target
),
weighed AS (
  SELECT c.*, coalesce(c.named, c.target, c.domain_name, 'the organisation') AS object, regexp_extract(c.verb, '-(.*)$', 1) AS kind,
    c.verb LIKE 'remove-%' OR c.verb LIKE 'disable-%' AS removes,
    CASE
      WHEN c.verb LIKE '%-remotedomain' AND c.auto_forward = 'true' THEN 'automatic forwarding out is allowed'
      WHEN c.forward_mode = 'on' THEN 'automatic forwarding out is allowed'
      WHEN c.journal LIKE '%@%' AND NOT EXISTS (SELECT 1 FROM own AS w WHERE split_part(c.journal, '@', 2) = w.domain
        OR split_part(c.journal, '@', 2) LIKE concat('%.', w.domain)) THEN 'a copy of mail goes to outside'
      WHEN c.verb IN ('new-outboundconnector', 'set-outboundconnector') AND c.smart_hosts IS NOT NULL
        THEN 'mail leaves by a host of its choice'
      WHEN c.verb IN ('new-inboundconnector', 'set-inboundconnector') AND c.senders IS NOT NULL
        THEN 'mail from named hosts comes in as trusted'
      END AS danger
  FROM change AS c
),
next_change AS (
  SELECT w.event_id, min(n.event_time) AS until_time
  FROM weighed AS w
  JOIN weighed AS n ON n.kind = w.kind AND lower(n.object) = lower(w.object) AND n.event_time > w.event_time
  GROUP BY w.event_id
)
SELECT w.event_time, w.account, w.operation, w.object, nullif(w.settings, '') AS settings,
  CASE WHEN w.removes THEN 'removed or switched off' ELSE coalesce(w.danger, 'the way of mail was changed') END AS why,
  CASE WHEN w.removes THEN 'low' WHEN w.danger IS NOT NULL THEN 'critical' ELSE 'high' END AS severity,
  w.client_ip, w.country, w.session_id, n.until_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(w.account, 'somebody'), ' ran ', w.operation, ' on ', w.object, ': ',
    CASE WHEN w.removes THEN 'removed or switched off' ELSE coalesce(w.danger, 'the way of mail was changed') END) AS sentence,
  w.event_id
FROM weighed AS w
LEFT JOIN next_change AS n ON n.event_id = w.event_id
LEFT JOIN verdict AS v ON v.event_seq = w.event_seq
ORDER BY w.event_time, w.event_id;
