--| id:       posture-mailflow-encryption
--| question: Were encryption of messages, the signing of mail, or encrypted ways of mail flow weakened?
--| phase:    posture
--| attack:   T1562
--| severity: medium
--| engine:   duckdb
--| needs:    operation New-TransportRule, Set-TransportRule, Remove-TransportRule, Set-IRMConfiguration, Set-OMEConfiguration
--| needs:    operation Set-DkimSigningConfig, Set-InboundConnector, Set-OutboundConnector
--| needs:    workload Exchange
--| needs:    state transport_rule_state
--| param:    all_changes    boolean   optional  default=false  Show also changes that weaken nothing, and the encryption rules of an export
--| column:   event_time     timestamp When, UTC, or as of when an export of rules shows it
--| column:   account        varchar   Who, or null
--| column:   operation      varchar   The command, or transport_rule_state
--| column:   target         varchar   Rule, connector or configuration, or null
--| column:   setting        varchar   Parameter, or null for a removal
--| column:   value          varchar   Its value, or null
--| column:   weakens        varchar   encryption, DKIM or mail flow; null where nothing becomes weaker
--| column:   severity       varchar   medium where something became weaker, else info
--| column:   until_time     timestamp When the same setting was changed back, UTC, or null
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   grade          varchar   A: done in a session that the reconstruction calls an attacker's; C: nothing ties it to an intruder
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record, or null
--| covers:   rules that no longer encrypt, take encryption off or no longer demand TLS; such rules removed or switched off; rights management, DKIM and connectors
--| misses:   the state of encryption itself: that no change is recorded does not say that mail is encrypted; DNS records
--| benign:   renewed certificates, moved connectors; look for the change beside it that makes up for this one
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    session_id -> session-multiple-ips
--| source:   https://learn.microsoft.com/purview/ome
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-irmconfiguration

WITH command AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.target, e.client_ip,
    e.session_id
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('new-transportrule', 'set-transportrule', 'remove-transportrule', 'disable-transportrule',
      'enable-transportrule', 'set-irmconfiguration', 'set-omeconfiguration', 'new-omeconfiguration', 'remove-omeconfiguration',
      'set-dkimsigningconfig', 'set-inboundconnector', 'set-outboundconnector', 'new-inboundconnector', 'new-outboundconnector',
      'remove-inboundconnector', 'remove-outboundconnector')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
setting AS (
  SELECT c.*, p.name AS setting, p.value, lower(p.name) AS name, lower(trim(replace(coalesce(p.value, ''), '$', ''))) AS folded,
    lead(c.event_time) OVER (PARTITION BY replace(c.verb, 'new-', 'set-'), lower(c.target), lower(p.name)
      ORDER BY c.event_time, c.event_id, p.ordinal) AS next_time
  FROM command AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  WHERE p.value IS NOT NULL AND lower(p.name) NOT IN ('identity', 'name', 'warningaction', 'erroraction', 'confirm', 'force')
),
-- Rules that encrypt, as far as the case shows it: by the command that made them so, or by an export.
encrypting AS (
  SELECT DISTINCT lower(target) AS target FROM setting
  WHERE verb LIKE '%-transportrule' AND (name = 'applyrightsprotectiontemplate' AND folded <> ''
    OR name IN ('applyome', 'routemessageoutboundrequiretls') AND folded = 'true')
  UNION
  SELECT lower(rule_name) FROM transport_rule_state
  WHERE lower(coalesce(description, '')) LIKE '%encrypt%' OR lower(coalesce(description, '')) LIKE '%rights protect%'
),
changed AS (
  SELECT s.event_seq, s.event_time, s.event_id, s.account, s.operation, s.verb, s.target, s.setting, s.value, s.next_time,
    s.client_ip, s.session_id,
    CASE WHEN r.value IS NOT NULL THEN r.note
      WHEN s.name IN ('removeome', 'removeomev2', 'removermsattachmentencryption') AND s.folded = 'true' THEN 'encryption'
      WHEN s.name IN ('applyome', 'routemessageoutboundrequiretls') AND s.folded = 'false' THEN 'encryption'
      WHEN s.name = 'applyrightsprotectiontemplate' AND s.folded IN ('', 'null') THEN 'encryption'
      WHEN s.verb LIKE '%-outboundconnector' AND s.name = 'tlssettings' AND s.folded IN ('', 'null', 'encryptiononly') THEN 'encryption'
    END AS weakens
  FROM setting AS s
  LEFT JOIN reference_set AS r ON r.set_name = 'weakening-setting' AND r.note IN ('encryption', 'DKIM', 'mail flow')
    AND r.value = concat(s.verb, ' ', s.name, '=', s.folded)
),
ended AS (
  SELECT c.event_seq, c.event_time, c.event_id, c.account, c.operation, c.verb, c.target, cast(NULL AS varchar) AS setting,
    cast(NULL AS varchar) AS value, cast(NULL AS timestamp) AS next_time, c.client_ip, c.session_id,
    CASE WHEN x.target IS NOT NULL OR c.verb = 'remove-omeconfiguration' THEN 'encryption' END AS weakens
  FROM command AS c
  LEFT JOIN encrypting AS x ON x.target = lower(c.target) AND c.verb LIKE '%-transportrule'
  WHERE c.verb LIKE 'remove-%' OR c.verb LIKE 'disable-%'
),
row_of AS (
  SELECT * FROM changed
  UNION ALL
  SELECT * FROM ended
  UNION ALL
  SELECT cast(NULL AS bigint), t.as_of, cast(NULL AS varchar), cast(NULL AS varchar), 'transport_rule_state',
    'transport_rule_state', t.rule_name, 'State', t.state, cast(NULL AS timestamp), cast(NULL AS varchar), cast(NULL AS varchar),
    cast(NULL AS varchar)
  FROM transport_rule_state AS t
  JOIN encrypting AS x ON x.target = lower(t.rule_name)
)
SELECT r.event_time, r.account, r.operation, r.target, r.setting, r.value, r.weakens,
  CASE WHEN r.weakens IS NULL THEN 'info' ELSE 'medium' END AS severity,
  r.next_time AS until_time, r.client_ip, r.session_id,
  CASE WHEN v.verdict = 'attacker' THEN 'A' ELSE 'C' END AS grade,
  concat(CASE WHEN r.verb = 'transport_rule_state' THEN concat('The rule ', r.target, ' encrypts and is ', coalesce(r.value, 'there'))
      WHEN r.setting IS NULL THEN concat(coalesce(r.account, 'somebody'), ' ran ', r.operation, ' on ', coalesce(r.target, 'it'))
      ELSE concat(coalesce(r.account, 'somebody'), ' set ', r.setting, ' to ', coalesce(nullif(r.value, ''), 'nothing'), ' on ',
        coalesce(r.target, 'the organisation')) END,
    CASE WHEN r.weakens IS NOT NULL THEN concat(', which weakens ', r.weakens) ELSE '' END) AS sentence,
  r.event_id
FROM row_of AS r
LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
WHERE r.weakens IS NOT NULL OR getvariable('all_changes')
ORDER BY r.event_time, r.event_id NULLS LAST, r.target, r.setting NULLS FIRST, r.value;
