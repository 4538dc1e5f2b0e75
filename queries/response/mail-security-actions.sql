--| id:       mail-security-actions
--| question: What did the mail defences and the responders do: quarantine, release, submission, automated investigation?
--| phase:    response
--| attack:   T1566
--| severity: low
--| engine:   duckdb
--| needs:    operation QuarantineRelease, UserSubmission, AdminSubmission, AirInvestigationData
--| needs:    workload Quarantine, SecurityComplianceCenter, AirInvestigation
--| param:    with_previews  boolean   optional  default=false  Show also previews, header views and deletions of quarantined mail
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who acted, or the service
--| column:   action         varchar   release, release request, export, preview, header, delete, submission or investigation
--| column:   operation      varchar   The record's operation
--| column:   network_message_id varchar Message as the defences number it, or null
--| column:   subject        varchar   Subject where another record of the case tells it, or null
--| column:   recipient      varchar   To whom it was released or whose mail it is, or null
--| column:   threat         varchar   What the defences hold the message to be, or null
--| column:   status         varchar   State of an investigation or verdict of a submission, or null
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   severity       varchar   high: a message held to be phish or malware was released, or the intruder's session released one; medium: a release or an investigation that waits for somebody; else low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; S: a service; C: else
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   quarantine acts of people, submissions of users and administrators, automated investigations
--| misses:   what the filters did to mail by themselves; see phishing mail and the message trace
--| benign:   administrators who free newsletters; users who report spam
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/purview/audit-log-activities
--| source:   https://learn.microsoft.com/defender-office-365/quarantine-admin-manage-messages-files

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.actor_kind, e.operation, lower(trim(e.operation)) AS verb, e.client_ip,
    e.session_id, e.subject
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('quarantinerelease', 'quarantinereleasemessage', 'quarantinereleaserequest', 'quarantinedelete',
      'quarantinepreview', 'quarantineexport', 'quarantineviewheader', 'usersubmission', 'adminsubmission', 'usersubmissiontriage',
      'airinvestigationdata')
    AND e.result <> 'failure'
),
text AS MATERIALIZED (
  SELECT a.*, e.raw FROM act AS a JOIN event_core AS e ON e.event_seq = a.event_seq
),
read AS (
  SELECT a.* EXCLUDE (raw),
    lower(nullif(regexp_extract(raw, '(?i)"NetworkMessageId\\?"\s*:\s*\\?"([^"\\]+)', 1), '')) AS network_message_id,
    lower(nullif(regexp_extract(raw, '(?i)"(?:ReleaseTo|Recipient|RecipientAddress)\\?"\s*:\s*\[?\s*\\?"([^"\\]+)', 1), '')) AS recipient,
    nullif(regexp_extract(raw, '(?i)"(?:SubmissionState|RescanVerdict|Status|InvestigationStatus)\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS status,
    nullif(regexp_extract(raw, '(?i)"InvestigationName\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS investigation
  FROM text AS a
),
-- What the defences say of the same message, earlier or later.
scanned AS MATERIALIZED (
  SELECT e.raw, e.subject FROM event_core AS e WHERE e.operation IN ('TIMailData', 'AtpDetection')
),
threat AS (
  SELECT lower(nullif(regexp_extract(e.raw, '(?i)"NetworkMessageId\\?"\s*:\s*\\?"([^"\\]+)', 1), '')) AS network_message_id,
    max(e.subject) AS subject, max(nullif(regexp_extract(e.raw, '(?i)"(?:Verdict|ThreatTypes)\\?"\s*:\s*\[?\s*\\?"([^"\\]+)', 1), '')) AS threat
  FROM scanned AS e
  GROUP BY 1
),
-- Message traces know the same number.
trace AS (
  SELECT e.correlation_id AS network_message_id, max(e.subject) AS subject
  FROM read AS r
  JOIN event AS e ON e.correlation_id = r.network_message_id
  WHERE e.family = 'message-trace'
  GROUP BY e.correlation_id
),
classed AS (
  SELECT r.*, coalesce(r.subject, t.subject, c.subject) AS said, t.threat,
    CASE WHEN r.verb LIKE '%releaserequest' THEN 'release request' WHEN r.verb LIKE 'quarantinerelease%' THEN 'release'
      WHEN r.verb = 'quarantineexport' THEN 'export' WHEN r.verb = 'quarantinepreview' THEN 'preview'
      WHEN r.verb = 'quarantineviewheader' THEN 'header' WHEN r.verb = 'quarantinedelete' THEN 'delete'
      WHEN r.verb = 'airinvestigationdata' THEN 'investigation' ELSE 'submission' END AS action,
    CASE WHEN v.verdict = 'attacker' THEN 'A' WHEN v.verdict = 'suspect' THEN 'B' WHEN r.actor_kind = 'system' THEN 'S' ELSE 'C' END AS grade
  FROM read AS r
  LEFT JOIN threat AS t ON t.network_message_id = r.network_message_id
  LEFT JOIN trace AS c ON c.network_message_id = r.network_message_id
  LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
),
shown AS (
  SELECT *,
    CASE WHEN action = 'release' AND (grade IN ('A', 'B') OR regexp_matches(lower(coalesce(threat, '')), 'phish|malware')) THEN 'high'
      WHEN action = 'release' OR action = 'investigation' AND lower(coalesce(status, '')) LIKE '%pending%' THEN 'medium'
      ELSE 'low' END AS severity,
    -- An investigation writes a record at each step; the last one counts.
    row_number() OVER (PARTITION BY CASE WHEN action = 'investigation' THEN coalesce(investigation, event_id) ELSE event_id END
      ORDER BY event_time DESC, event_id DESC) AS nth
  FROM classed
)
SELECT event_time, account, action, operation, network_message_id, said AS subject, recipient, threat, status, client_ip, session_id, severity,
  grade,
  concat(coalesce(account, 'somebody'), ': ', action,
    CASE WHEN investigation IS NOT NULL THEN concat(' ', investigation) WHEN said IS NOT NULL THEN concat(' of "', said, '"')
      WHEN network_message_id IS NOT NULL THEN concat(' of message ', network_message_id) ELSE '' END,
    CASE WHEN recipient IS NOT NULL THEN concat(' to ', recipient) ELSE '' END,
    CASE WHEN threat IS NOT NULL THEN concat('; the defences hold it to be ', threat) ELSE '' END,
    CASE WHEN status IS NOT NULL THEN concat('; ', status) ELSE '' END) AS sentence,
  event_id
FROM shown
WHERE nth = 1 AND (action NOT IN ('preview', 'header', 'delete') OR grade IN ('A', 'B') OR getvariable('with_previews'))
ORDER BY event_time, event_id;
