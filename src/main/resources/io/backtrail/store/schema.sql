-- The case database. Names are a contract: scripts outside the project read them. Times are UTC. Cases of earlier builds get what they
-- lack: so a new column goes to the end of its table, and is nullable or has a default.

-- Which build's tables these are: SHA-256 of this file without remarks.
CREATE TABLE schema_mark (fingerprint VARCHAR NOT NULL);

CREATE TABLE source (
  source_id BIGINT PRIMARY KEY, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, size_bytes BIGINT NOT NULL,
  container VARCHAR NOT NULL, encoding VARCHAR NOT NULL, dialect VARCHAR NOT NULL, shape VARCHAR NOT NULL, shape_reason VARCHAR NOT NULL,
  rows BIGINT NOT NULL, stored BIGINT NOT NULL, repeated BIGINT NOT NULL, rejected BIGINT NOT NULL,
  first_time TIMESTAMP, last_time TIMESTAMP, import_started TIMESTAMP NOT NULL, import_ended TIMESTAMP NOT NULL,
  tool_version VARCHAR NOT NULL, pack_versions VARCHAR NOT NULL
);

-- What the records say. The view event below is what people and queries read: it sets beside each record what the packs and
-- address data say of its address, agent, application and record type. Those live in tables of their own, one row for each
-- distinct value, so that better address data change one small table and never the records. The raw text is most of a case:
-- zstd takes a third of the room that DuckDB's own choice does, and half of the time.
CREATE TABLE event_core (
  event_seq BIGINT NOT NULL, event_id VARCHAR NOT NULL, family VARCHAR NOT NULL, event_time TIMESTAMP NOT NULL, event_end TIMESTAMP,
  workload VARCHAR, record_type INTEGER, operation VARCHAR NOT NULL,
  account VARCHAR, user_id VARCHAR, user_key VARCHAR, user_type INTEGER, actor_kind VARCHAR NOT NULL,
  client_ip VARCHAR, client_port INTEGER, user_agent VARCHAR, client_info VARCHAR,
  app_id VARCHAR, app_name VARCHAR, resource_id VARCHAR,
  session_id VARCHAR, session_source VARCHAR, token_id VARCHAR, device_id VARCHAR, correlation_id VARCHAR,
  result VARCHAR NOT NULL, result_code VARCHAR, result_text VARCHAR,
  logon_type INTEGER, mailbox VARCHAR, target VARCHAR, subject VARCHAR, summary VARCHAR NOT NULL,
  raw VARCHAR USING COMPRESSION zstd NOT NULL, record_hash VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL,
  time_inferred BOOLEAN NOT NULL
);

CREATE TABLE address (client_ip VARCHAR NOT NULL, country VARCHAR, region VARCHAR, city VARCHAR, latitude DOUBLE, longitude DOUBLE, accuracy_km INTEGER,
  asn BIGINT, as_org VARCHAR, network VARCHAR NOT NULL);
-- The text is the user agent, or where a record has none its Exchange ClientInfoString.
CREATE TABLE agent (agent_text VARCHAR NOT NULL, agent_family VARCHAR, agent_os VARCHAR, agent_kind VARCHAR NOT NULL);
CREATE TABLE app (app_id VARCHAR NOT NULL, app_name VARCHAR NOT NULL);
CREATE TABLE record_type (record_type INTEGER NOT NULL, record_type_name VARCHAR NOT NULL);

CREATE VIEW event AS
SELECT e.event_seq, e.event_id, e.family, e.event_time, e.event_end, e.workload, e.record_type, t.record_type_name, e.operation,
  e.account, e.user_id, e.user_key, e.user_type, e.actor_kind, e.client_ip, e.client_port,
  a.country, a.region, a.city, a.latitude, a.longitude, a.accuracy_km, a.asn, a.as_org, coalesce(a.network, 'unknown') AS network,
  e.user_agent, g.agent_family, g.agent_os, coalesce(g.agent_kind, 'unknown') AS agent_kind, e.client_info,
  e.app_id, coalesce(e.app_name, p.app_name) AS app_name, e.resource_id,
  e.session_id, e.session_source, e.token_id, e.device_id, e.correlation_id, e.result, e.result_code, e.result_text,
  e.logon_type, e.mailbox, e.target, e.subject,
  -- A summary is written before the packs are asked, so it may call an application by its id.
  CASE WHEN e.app_name IS NULL AND p.app_name IS NOT NULL THEN replace(e.summary, 'app ' || e.app_id, p.app_name) ELSE e.summary END AS summary,
  e.raw, e.record_hash, e.source_id, e.record_no, e.byte_offset, e.time_inferred
FROM event_core AS e
LEFT JOIN address AS a ON a.client_ip = e.client_ip
LEFT JOIN agent AS g ON g.agent_text = coalesce(e.user_agent, e.client_info)
LEFT JOIN app AS p ON p.app_id = e.app_id
LEFT JOIN record_type AS t ON t.record_type = e.record_type;

CREATE TABLE event_property (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, bag VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR, old_value VARCHAR);
CREATE TABLE mail_item (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, folder VARCHAR, internet_message_id VARCHAR, subject VARCHAR, size_bytes BIGINT, access VARCHAR);
CREATE TABLE recipient (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, address VARCHAR NOT NULL);
CREATE TABLE event_target (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- Every further sighting of an event. Where its text is another (identical is false), difference says how: writing (only written
-- differently), letters (letters outside of English were lost), form (another kind of export), or a contradiction with the first
-- fields concerned: fields: A, B (one text lacks them), content: A, B (both have them and say something else).
CREATE TABLE copy (event_seq BIGINT NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, identical BOOLEAN NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR,
  difference VARCHAR);
CREATE TABLE reject (source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, code VARCHAR NOT NULL, reason VARCHAR NOT NULL, raw VARCHAR, raw_length BIGINT NOT NULL);

-- Records of one act in two logs, or a record that is known in part and whole: event_seq is the one that counts, other_seq the other.
-- kind: sign-in, directory, mail or partial; basis: what ties them. Made anew after each import.
CREATE TABLE event_link (event_seq BIGINT NOT NULL, other_seq BIGINT NOT NULL, kind VARCHAR NOT NULL, basis VARCHAR NOT NULL);
-- Every act once, by the record that says most of it: for counting. event has every record.
CREATE VIEW event_once AS SELECT e.* FROM event AS e WHERE NOT EXISTS (SELECT 1 FROM event_link AS l WHERE l.other_seq = e.event_seq);

-- What the columns beside the records say of the export itself, gathered while a file is read. One row for each search that the
-- rows of a file came from: of its result_count results, present are in the file and missing are not (missing_indexes names them, cut).
CREATE TABLE source_window (source_id BIGINT NOT NULL, window_no BIGINT NOT NULL, first_record BIGINT NOT NULL, last_record BIGINT NOT NULL, rows BIGINT NOT NULL,
  result_count BIGINT NOT NULL, present BIGINT NOT NULL, missing BIGINT NOT NULL, missing_indexes VARCHAR NOT NULL);
-- Anything else, one row a kind and value: modified (when the file was last written), order, result-void, result-untracked, clock-shift,
-- encoding-loss, flattened, slots-full, next-link, more-records.
CREATE TABLE source_note (source_id BIGINT NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL, rows BIGINT NOT NULL, first_record BIGINT);
-- What an import was told to read and has not read so far: empty when it came to its end. A row without path stands for the
-- tables beside the records, which are filled last.
CREATE TABLE import_pending (ordinal BIGINT NOT NULL, path VARCHAR, who VARCHAR NOT NULL, begun TIMESTAMP NOT NULL);

-- How things stood when an export was made. Such rows have no time of their own: as_of is when the file was written (as_of_basis
-- file-time), or the archive that it came in (archive-time). Lists are joined with commas; raw keeps the object.
CREATE TABLE mailbox_state (mailbox VARCHAR NOT NULL, display_name VARCHAR, recipient_type VARCHAR, forwarding_address VARCHAR, forwarding_smtp_address VARCHAR, deliver_and_forward BOOLEAN,
  audit_enabled BOOLEAN, hidden_from_address_lists BOOLEAN, changed TIMESTAMP,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE mailbox_permission_state (mailbox VARCHAR, folder VARCHAR, grantee VARCHAR NOT NULL, access_rights VARCHAR, inherited BOOLEAN, deny BOOLEAN,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE inbox_rule_state (mailbox VARCHAR, rule_name VARCHAR, rule_id VARCHAR, enabled BOOLEAN, priority BIGINT, move_to_folder VARCHAR, copy_to_folder VARCHAR, delete_message BOOLEAN, mark_as_read BOOLEAN,
  stop_processing BOOLEAN, forward_to VARCHAR, forward_as_attachment_to VARCHAR, redirect_to VARCHAR, conditions VARCHAR, description VARCHAR,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE transport_rule_state (rule_name VARCHAR NOT NULL, rule_id VARCHAR, state VARCHAR, mode VARCHAR, priority BIGINT, redirect_to VARCHAR, blind_copy_to VARCHAR, copy_to VARCHAR, delete_message BOOLEAN,
  description VARCHAR, created_by VARCHAR, changed_by VARCHAR, changed TIMESTAMP,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE oauth_grant_state (grant_id VARCHAR, client_id VARCHAR NOT NULL, app_id VARCHAR, app_name VARCHAR, publisher VARCHAR, resource_id VARCHAR, resource_name VARCHAR, permission VARCHAR, permission_type VARCHAR,
  consent_type VARCHAR, principal_id VARCHAR, principal VARCHAR, created TIMESTAMP,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE mfa_state (account VARCHAR, user_id VARCHAR, registered BOOLEAN, capable BOOLEAN, passwordless BOOLEAN, admin BOOLEAN, user_type VARCHAR, methods VARCHAR, default_method VARCHAR,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);
CREATE TABLE device_state (device_id VARCHAR NOT NULL, object_id VARCHAR, display_name VARCHAR, os VARCHAR, os_version VARCHAR, trust_type VARCHAR, enabled BOOLEAN, compliant BOOLEAN, managed BOOLEAN, owner VARCHAR,
  registered TIMESTAMP, last_sign_in TIMESTAMP,
  as_of TIMESTAMP NOT NULL, as_of_basis VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR NOT NULL);

-- Where every row of state stands.
CREATE VIEW state_row AS
SELECT 'mailbox_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM mailbox_state
UNION ALL SELECT 'mailbox_permission_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM mailbox_permission_state
UNION ALL SELECT 'inbox_rule_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM inbox_rule_state
UNION ALL SELECT 'transport_rule_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM transport_rule_state
UNION ALL SELECT 'oauth_grant_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM oauth_grant_state
UNION ALL SELECT 'mfa_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM mfa_state
UNION ALL SELECT 'device_state' AS state_table, source_id, record_no, byte_offset, record_hash, raw, as_of, as_of_basis FROM device_state;

CREATE TABLE tag (event_id VARCHAR NOT NULL, tag VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE note (subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, text VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE judgement (subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, verdict VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE indicator (kind VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);

-- Reconstruction results, rebuilt at will.
CREATE TABLE session (session_no BIGINT NOT NULL, account VARCHAR, label VARCHAR NOT NULL, started TIMESTAMP NOT NULL, ended TIMESTAMP NOT NULL, events BIGINT NOT NULL,
  ips VARCHAR[], countries VARCHAR[], agents VARCHAR[], verdict VARCHAR NOT NULL, confidence VARCHAR NOT NULL, score INTEGER NOT NULL, unresolved BOOLEAN NOT NULL, purpose VARCHAR, would_change VARCHAR);
CREATE TABLE verdict (event_seq BIGINT NOT NULL, event_id VARCHAR NOT NULL, session_no BIGINT, verdict VARCHAR NOT NULL, confidence VARCHAR NOT NULL, unresolved BOOLEAN NOT NULL, score INTEGER NOT NULL, phase VARCHAR);
-- The ATT&CK technique that an event is an instance of, where one fits; reconstruction_fact attack names the version.
CREATE TABLE event_technique (event_seq BIGINT NOT NULL, technique VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE reason (session_no BIGINT NOT NULL, ordinal INTEGER NOT NULL, family VARCHAR NOT NULL, db INTEGER NOT NULL, text VARCHAR NOT NULL, events VARCHAR[] NOT NULL);
CREATE TABLE account_verdict (account VARCHAR NOT NULL, verdict VARCHAR NOT NULL, entry_vector VARCHAR, entry_confidence VARCHAR, first_attempt TIMESTAMP, first_success TIMESTAMP, last_attacker TIMESTAMP, contained BOOLEAN, score INTEGER NOT NULL, why VARCHAR);
CREATE TABLE persistence (type VARCHAR NOT NULL, account VARCHAR NOT NULL, target VARCHAR, started TIMESTAMP NOT NULL, ended TIMESTAMP, event_id VARCHAR NOT NULL, ended_by VARCHAR, verdict VARCHAR NOT NULL, detail VARCHAR);
CREATE TABLE exposure (mailbox VARCHAR NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL, class VARCHAR NOT NULL, first_time TIMESTAMP NOT NULL, event_id VARCHAR NOT NULL, detail VARCHAR);
CREATE TABLE fraud (account VARCHAR NOT NULL, event_id VARCHAR NOT NULL, event_time TIMESTAMP NOT NULL, subject VARCHAR, recipients VARCHAR[], internet_message_id VARCHAR, verdict VARCHAR NOT NULL, why VARCHAR NOT NULL);
CREATE TABLE lateral_movement (from_account VARCHAR NOT NULL, to_account VARCHAR NOT NULL, kind VARCHAR NOT NULL, event_id VARCHAR NOT NULL);
CREATE TABLE open_item (ordinal INTEGER NOT NULL, account VARCHAR, kind VARCHAR NOT NULL, text VARCHAR NOT NULL, event_id VARCHAR);
-- Every capability that was opened, and what closed it (null while open at the end of the evidence).
CREATE TABLE capability (account VARCHAR NOT NULL, kind VARCHAR NOT NULL, target VARCHAR, opened TIMESTAMP NOT NULL, opened_by VARCHAR NOT NULL, closed TIMESTAMP, closed_by VARCHAR, verdict VARCHAR NOT NULL);
-- What the reconstruction was made with: weights, settings, tenant-wide facts such as patient_zero. One row a fact.
CREATE TABLE reconstruction_fact (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
-- A summary of the last result that differed from the present one, so that what a judgement or a seed changed can be shown. Of
-- events only the accused ones are kept. All five are empty until a result has changed.
CREATE TABLE previous_fact (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE previous_account (account VARCHAR NOT NULL, verdict VARCHAR NOT NULL, entry_vector VARCHAR, first_success TIMESTAMP, last_attacker TIMESTAMP, contained BOOLEAN, score INTEGER NOT NULL);
CREATE TABLE previous_event (event_seq BIGINT NOT NULL, verdict VARCHAR NOT NULL, score INTEGER NOT NULL);
CREATE TABLE previous_persistence (type VARCHAR NOT NULL, account VARCHAR NOT NULL, target VARCHAR, started TIMESTAMP NOT NULL, ended TIMESTAMP, event_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL);
CREATE TABLE previous_exposure (mailbox VARCHAR NOT NULL, kind VARCHAR NOT NULL, class VARCHAR NOT NULL, things BIGINT NOT NULL);
