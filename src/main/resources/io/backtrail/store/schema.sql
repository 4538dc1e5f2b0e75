-- The case database. Names are a contract: scripts outside the project read them. Times are UTC.

CREATE TABLE source (
  source_id BIGINT PRIMARY KEY, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, size_bytes BIGINT NOT NULL,
  container VARCHAR NOT NULL, encoding VARCHAR NOT NULL, dialect VARCHAR NOT NULL, shape VARCHAR NOT NULL, shape_reason VARCHAR NOT NULL,
  rows BIGINT NOT NULL, stored BIGINT NOT NULL, repeated BIGINT NOT NULL, rejected BIGINT NOT NULL,
  first_time TIMESTAMP, last_time TIMESTAMP, import_started TIMESTAMP NOT NULL, import_ended TIMESTAMP NOT NULL,
  tool_version VARCHAR NOT NULL, pack_versions VARCHAR NOT NULL
);

CREATE TABLE event (
  event_seq BIGINT NOT NULL, event_id VARCHAR NOT NULL, family VARCHAR NOT NULL, event_time TIMESTAMP NOT NULL, event_end TIMESTAMP,
  workload VARCHAR, record_type INTEGER, record_type_name VARCHAR, operation VARCHAR NOT NULL,
  account VARCHAR, user_id VARCHAR, user_key VARCHAR, user_type INTEGER, actor_kind VARCHAR NOT NULL,
  client_ip VARCHAR, client_port INTEGER,
  country VARCHAR, region VARCHAR, city VARCHAR, latitude DOUBLE, longitude DOUBLE, accuracy_km INTEGER, asn BIGINT, as_org VARCHAR, network VARCHAR NOT NULL,
  user_agent VARCHAR, agent_family VARCHAR, agent_os VARCHAR, agent_kind VARCHAR NOT NULL, client_info VARCHAR,
  app_id VARCHAR, app_name VARCHAR, resource_id VARCHAR,
  session_id VARCHAR, session_source VARCHAR, token_id VARCHAR, device_id VARCHAR, correlation_id VARCHAR,
  result VARCHAR NOT NULL, result_code VARCHAR, result_text VARCHAR,
  logon_type INTEGER, mailbox VARCHAR, target VARCHAR, subject VARCHAR, summary VARCHAR NOT NULL,
  raw VARCHAR NOT NULL, record_hash VARCHAR NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL,
  time_inferred BOOLEAN NOT NULL
);

CREATE TABLE event_property (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, bag VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR, old_value VARCHAR);
CREATE TABLE mail_item (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, folder VARCHAR, internet_message_id VARCHAR, subject VARCHAR, size_bytes BIGINT, access VARCHAR);
CREATE TABLE recipient (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, address VARCHAR NOT NULL);
CREATE TABLE event_target (event_seq BIGINT NOT NULL, ordinal INTEGER NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL);

CREATE TABLE copy (event_seq BIGINT NOT NULL, source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, identical BOOLEAN NOT NULL, record_hash VARCHAR NOT NULL, raw VARCHAR);
CREATE TABLE reject (source_id BIGINT NOT NULL, record_no BIGINT NOT NULL, byte_offset BIGINT NOT NULL, code VARCHAR NOT NULL, reason VARCHAR NOT NULL, raw VARCHAR, raw_length BIGINT NOT NULL);

CREATE TABLE tag (event_id VARCHAR NOT NULL, tag VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE note (subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, text VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE judgement (subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, verdict VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);
CREATE TABLE indicator (kind VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, at_time TIMESTAMP NOT NULL);

-- Reconstruction results, rebuilt at will.
CREATE TABLE session (session_no BIGINT NOT NULL, account VARCHAR, label VARCHAR NOT NULL, started TIMESTAMP NOT NULL, ended TIMESTAMP NOT NULL, events BIGINT NOT NULL,
  ips VARCHAR[], countries VARCHAR[], agents VARCHAR[], verdict VARCHAR NOT NULL, confidence VARCHAR NOT NULL, score INTEGER NOT NULL, unresolved BOOLEAN NOT NULL, purpose VARCHAR, would_change VARCHAR);
CREATE TABLE verdict (event_seq BIGINT NOT NULL, event_id VARCHAR NOT NULL, session_no BIGINT, verdict VARCHAR NOT NULL, confidence VARCHAR NOT NULL, unresolved BOOLEAN NOT NULL, score INTEGER NOT NULL, phase VARCHAR);
CREATE TABLE reason (session_no BIGINT NOT NULL, ordinal INTEGER NOT NULL, family VARCHAR NOT NULL, db INTEGER NOT NULL, text VARCHAR NOT NULL, events VARCHAR[] NOT NULL);
CREATE TABLE account_verdict (account VARCHAR NOT NULL, verdict VARCHAR NOT NULL, entry_vector VARCHAR, entry_confidence VARCHAR, first_attempt TIMESTAMP, first_success TIMESTAMP, last_attacker TIMESTAMP, contained BOOLEAN, score INTEGER NOT NULL, why VARCHAR);
CREATE TABLE persistence (type VARCHAR NOT NULL, account VARCHAR NOT NULL, target VARCHAR, started TIMESTAMP NOT NULL, ended TIMESTAMP, event_id VARCHAR NOT NULL, ended_by VARCHAR, verdict VARCHAR NOT NULL, detail VARCHAR);
CREATE TABLE exposure (mailbox VARCHAR NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL, class VARCHAR NOT NULL, first_time TIMESTAMP NOT NULL, event_id VARCHAR NOT NULL, detail VARCHAR);
CREATE TABLE lateral_movement (from_account VARCHAR NOT NULL, to_account VARCHAR NOT NULL, kind VARCHAR NOT NULL, event_id VARCHAR NOT NULL);
CREATE TABLE open_item (ordinal INTEGER NOT NULL, account VARCHAR, kind VARCHAR NOT NULL, text VARCHAR NOT NULL, event_id VARCHAR);
