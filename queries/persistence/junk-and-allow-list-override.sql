--| id:       junk-and-allow-list-override
--| question: Were filters of a mailbox or of the tenant told to trust somebody outside, or to bury the mail of a partner?
--| phase:    persistence
--| attack:   T1562 T1564.008
--| severity: medium
--| engine:   duckdb
--| needs:    operation Set-MailboxJunkEmailConfiguration, *-TenantAllowBlockListItems, *-HostedContentFilterPolicy, *-HostedConnectionFilterPolicy, *OverrideRule
--| needs:    workload Exchange
--| needs:    workload SecurityComplianceCenter
--| param:    own_domains     varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    partner_domains varchar[] optional  Domains of partners and banks, lower case; besides those that the organisation wrote to
--| column:   event_time      timestamp When, UTC
--| column:   account         varchar   Who
--| column:   operation       varchar   The record's operation
--| column:   scope           varchar   mailbox or tenant
--| column:   object          varchar   Whose list, or which policy or rule
--| column:   list            varchar   The list, as recorded
--| column:   effect          varchar   trusts, buries, lifts a block, or switches a filter off
--| column:   entries         varchar   Entries that are new against the last record of this list; everything when there is none before
--| column:   first_record    boolean   True: no record of this list before, so the entries may be old
--| column:   partner         boolean   True: a buried entry is of a partner: given, or somebody wrote to it
--| column:   severity        varchar   high: trusted in the whole tenant, a partner buried, or the intruder's; medium trusted in a mailbox, a filter off or a block lifted; else low
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   the junk mail settings of a mailbox, the tenant's allow and block list, content and connection filter policies, overrides for simulations and security mailboxes
--| misses:   what stood on a list before the evidence begins; entries of a list that was only read
--| benign:   clients write the whole list at every change, so only what is new is shown; people trust newsletters and bury advertisers
--| pivot:    session_id -> inbox-rule-inventory
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-mailboxjunkemailconfiguration
--| source:   https://learn.microsoft.com/defender-office-365/tenant-allow-block-list-about

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
setting AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip,
    e.country, e.session_id, lower(coalesce(e.mailbox, e.target, 'the tenant')) AS object, p.name AS list, lower(p.name) AS name,
    lower(trim(coalesce(p.value, ''))) AS value,
    bool_or(lower(p.name) = 'block' AND lower(ltrim(p.value, '$')) = 'true') OVER (PARTITION BY e.event_seq) AS blocks,
    bool_or(lower(p.name) = 'allow' AND lower(ltrim(p.value, '$')) = 'true') OVER (PARTITION BY e.event_seq) AS allows
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('set-mailboxjunkemailconfiguration', 'new-tenantallowblocklistitems',
      'set-tenantallowblocklistitems', 'remove-tenantallowblocklistitems', 'new-hostedcontentfilterpolicy',
      'set-hostedcontentfilterpolicy', 'set-hostedconnectionfilterpolicy', 'new-hostedcontentfilterrule',
      'new-exophishsimoverriderule', 'set-exophishsimoverriderule', 'new-exosecopsoverriderule', 'set-exosecopsoverriderule')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
told AS (
  SELECT s.*,
    CASE
      WHEN verb = 'set-mailboxjunkemailconfiguration' AND name = 'enabled' AND ltrim(value, '$') = 'false'
        THEN 'switches a filter off'
      WHEN name = 'enablesafelist' AND ltrim(value, '$') = 'true' THEN 'trusts'
      WHEN name IN ('entries', 'ids') AND verb = 'remove-tenantallowblocklistitems' THEN 'lifts a block'
      WHEN name = 'entries' AND blocks THEN 'buries' WHEN name = 'entries' AND allows THEN 'trusts'
      WHEN name IN ('trustedsendersanddomains', 'trustedrecipientsanddomains', 'allowedsenders', 'allowedsenderdomains',
        'ipallowlist', 'senderipranges', 'domains', 'senderdomainis') AND verb NOT LIKE '%filterrule' THEN 'trusts'
      WHEN name IN ('blockedsendersanddomains', 'blockedsenders', 'blockedsenderdomains') THEN 'buries'
      END AS effect,
    CASE WHEN verb = 'set-mailboxjunkemailconfiguration' THEN 'mailbox' ELSE 'tenant' END AS scope,
    -- Whole lists replace each other; Entries and Add only add.
    name <> 'entries' AND value NOT LIKE '@{%' AS is_whole
  FROM setting AS s
),
listed AS (
  SELECT t.*, lag(value) OVER (PARTITION BY object, name, is_whole ORDER BY event_time, event_id) AS value_before
  FROM told AS t
  WHERE t.effect IS NOT NULL AND t.value NOT IN ('', '{}', '[]', '$null')
    AND (t.value NOT LIKE '%remove=%' OR t.value LIKE '%add=%')
),
entry AS (
  SELECT DISTINCT l.event_id, l.name,
    unnest(CASE WHEN len(regexp_extract_all(value, '[^;,"{}= ]+[.@:][^;,"{}= ]+')) > 0
      THEN regexp_extract_all(value, '[^;,"{}= ]+[.@:][^;,"{}= ]+') ELSE [value] END) AS entry,
    CASE WHEN l.is_whole THEN l.value_before END AS value_before
  FROM listed AS l
),
fresh AS (
  SELECT e.event_id, e.name, e.entry, split_part(concat('@', e.entry), '@', -1) AS domain
  FROM entry AS e
  WHERE strpos(concat(';', replace(coalesce(e.value_before, ''), ',', ';'), ';'), concat(';', e.entry, ';')) = 0
),
outside AS (
  SELECT f.* FROM fresh AS f
  WHERE NOT EXISTS (SELECT 1 FROM own AS w WHERE f.domain = w.domain OR f.domain LIKE concat('%.', w.domain))
),
partner AS (
  SELECT unnest(getvariable('partner_domains')) AS domain
  UNION
  SELECT DISTINCT split_part(r.address, '@', 2)
  FROM recipient AS r
  WHERE split_part(r.address, '@', 2) IN (SELECT domain FROM outside)
    -- Everybody writes to the large providers.
    AND split_part(r.address, '@', 2) NOT IN (SELECT value FROM reference_set WHERE set_name = 'consumer-domain')
),
change AS (
  SELECT o.event_id, o.name, array_to_string(list_sort(array_agg(DISTINCT o.entry)), '; ') AS entries,
    bool_or(o.domain IN (SELECT domain FROM partner)) AS partner
  FROM outside AS o
  GROUP BY o.event_id, o.name
)
SELECT l.event_time, l.account, l.operation, l.scope, l.object, l.list, l.effect, c.entries, l.value_before IS NULL AND l.is_whole AS first_record,
  l.effect = 'buries' AND c.partner AS partner,
  CASE WHEN l.effect = 'trusts' AND l.scope = 'tenant' OR l.effect = 'buries' AND c.partner OR v.verdict IN ('attacker', 'suspect')
      THEN 'high' WHEN l.effect = 'buries' THEN 'low' ELSE 'medium' END AS severity,
  l.client_ip, l.country, l.session_id,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(l.account, 'somebody'), ' changed ', l.list, ' of ', l.object, ', which ', l.effect,
    CASE WHEN l.effect = 'switches a filter off' THEN '' ELSE concat(' ', c.entries) END,
    CASE WHEN l.effect = 'buries' AND c.partner THEN ', to whom the organisation writes' ELSE '' END) AS sentence,
  l.event_id
FROM listed AS l
JOIN change AS c ON c.event_id = l.event_id AND c.name = l.name
LEFT JOIN verdict AS v ON v.event_seq = l.event_seq
ORDER BY l.event_time, l.event_id, l.list;
