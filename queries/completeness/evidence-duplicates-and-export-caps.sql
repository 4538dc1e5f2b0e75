--| id:       evidence-duplicates-and-export-caps
--| question: Is an export itself defective: repeated, cut off at a limit, cut in a cell, or altered?
--| phase:    completeness
--| attack:   T1562.008
--| severity: info
--| engine:   duckdb
--| needs:    any
--| param:    cell_limit  integer   optional  default=32767 Letters that a spreadsheet's cell holds; broken text of about that length was cut there
--| column:   event_time  timestamp First record of the file, UTC, or of the record that differs, or null
--| column:   source      varchar   The file
--| column:   sha256      varchar   Its checksum
--| column:   defect      varchar   capped, missing results, more pages, repeated, differing copies, cut in a spreadsheet, kept in part, rejected, shifted clock, lost letters, or another mark of the import
--| column:   severity    varchar   medium where records are missing or were changed; else info
--| column:   grade       varchar   C: counts of records
--| column:   rows        bigint    Rows that it concerns
--| column:   of_rows     bigint    Rows of the file
--| column:   first_row   bigint    First of them, or null
--| column:   detail      varchar   What was found, in few words
--| column:   kept_as     varchar   What became of them in the case
--| column:   sentence    varchar   One line for a reader
--| column:   event_id    varchar   A record to look at: the first copy, the differing record, or the first of the file; null if the file gave none
--| covers:   files of exactly 5,000, 50,000 or 100,000 rows, results that a search counted and the file lacks, copies, rows that cannot be read, marks that the import left
--| misses:   records left out by whoever exported; an export that stops below a limit
--| benign:   windows of collection that overlap repeat records by design: a fact, not tampering
--| source:   https://learn.microsoft.com/powershell/module/exchange/search-unifiedauditlog
--| source:   https://learn.microsoft.com/purview/audit-log-export-records

WITH file AS (
  SELECT s.source_id, s.path, s.sha256, s.rows, s.repeated, s.rejected, s.first_time,
    (SELECT arg_min(e.event_id, row(e.record_no, e.event_id)) FROM event_core AS e WHERE e.source_id = s.source_id) AS event_id
  FROM source AS s
),
copied AS (
  SELECT c.source_id, count(*) AS rows, count(*) FILTER (WHERE NOT c.identical) AS differing, min(c.record_no) AS first_row,
    arg_min(c.event_seq, row(c.record_no, c.event_seq)) AS event_seq
  FROM copy AS c
  GROUP BY c.source_id
),
damaged AS (
  SELECT r.source_id, r.code, r.record_no, r.reason, false AS in_part
  FROM reject AS r
  UNION ALL
  -- What is left of a broken record is an event of its own, which says what is wrong with it.
  SELECT e.source_id, max(p.value) FILTER (WHERE p.name = 'code'), e.record_no, max(p.value) FILTER (WHERE p.name = 'partial'), true
  FROM event_property AS p
  JOIN event_core AS e ON e.event_seq = p.event_seq
  WHERE p.bag = 'Recovery'
  GROUP BY e.event_seq, e.source_id, e.record_no
  HAVING max(p.value) FILTER (WHERE p.name = 'partial') IS NOT NULL
),
-- The reason counts the letters of the cell; the row around it is longer.
judged AS (
  SELECT d.source_id, d.code, d.record_no, d.reason, d.in_part,
    coalesce(try_cast(regexp_extract(d.reason, 'after (\d+) characters', 1) AS bigint)
      BETWEEN getvariable('cell_limit') - 70 AND getvariable('cell_limit') + 2, false) AS cut
  FROM damaged AS d
),
bad AS (
  SELECT source_id, code, cut, in_part, count(*) AS rows, min(record_no) AS first_row, arg_min(reason, row(record_no, reason)) AS reason
  FROM judged
  GROUP BY source_id, code, cut, in_part
),
found AS (
  SELECT f.source_id, f.first_time AS event_time, 'capped' AS defect, 'medium' AS severity, f.rows, cast(NULL AS bigint) AS first_row,
    'the number of rows is exactly a limit of the tool that exported' AS detail, 'as they are; what lies beyond is not here' AS kept_as, f.event_id
  FROM file AS f
  WHERE f.rows IN (5000, 50000, 100000)
  UNION ALL
  SELECT w.source_id, f.first_time, 'missing results', 'medium', sum(w.missing), min(w.first_record),
    concat('the search counted ', sum(w.result_count), ' results; missing: ', left(min(w.missing_indexes) FILTER (WHERE w.missing > 0), 80)),
    'not here', f.event_id
  FROM source_window AS w
  JOIN file AS f ON f.source_id = w.source_id
  WHERE w.missing > 0
  GROUP BY w.source_id, f.first_time, f.event_id
  UNION ALL
  SELECT c.source_id, f.first_time, 'repeated', 'info', c.rows - c.differing, c.first_row, 'the same record again', 'one record, every place noted', e.event_id
  FROM copied AS c
  JOIN file AS f ON f.source_id = c.source_id
  LEFT JOIN event_core AS e ON e.event_seq = c.event_seq
  WHERE c.rows > c.differing
  UNION ALL
  SELECT c.source_id, e.event_time, 'differing copies', 'medium', 1, c.record_no, 'the same id with another text', 'the first as record, this one beside it', e.event_id
  FROM copy AS c
  JOIN event_core AS e ON e.event_seq = c.event_seq
  WHERE NOT c.identical
  UNION ALL
  SELECT b.source_id, f.first_time, CASE WHEN b.cut THEN 'cut in a spreadsheet' WHEN b.in_part THEN 'kept in part' ELSE 'rejected' END, 'medium', b.rows, b.first_row,
    concat(b.code, ': ', b.reason), CASE WHEN b.in_part THEN 'as records in part, from what the row still says' ELSE 'as text only, in the list of rejected rows' END, f.event_id
  FROM bad AS b
  JOIN file AS f ON f.source_id = b.source_id
  UNION ALL
  SELECT n.source_id, f.first_time,
    CASE n.kind WHEN 'clock-shift' THEN 'shifted clock' WHEN 'encoding-loss' THEN 'lost letters' WHEN 'next-link' THEN 'more pages'
      WHEN 'more-records' THEN 'more pages' WHEN 'slots-full' THEN 'cut lists' WHEN 'flattened' THEN 'flattened values'
      WHEN 'result-void' THEN 'search without an answer' ELSE n.kind END,
    CASE WHEN n.kind IN ('flattened', 'clock-shift') THEN 'info' ELSE 'medium' END, n.rows, n.first_record,
    CASE n.kind WHEN 'clock-shift' THEN concat('the column of the export differs from the record by ', n.value)
      WHEN 'next-link' THEN 'the answer says that a further page exists' WHEN 'more-records' THEN 'the answer says that more records exist'
      WHEN 'encoding-loss' THEN 'letters were replaced when the file was saved' WHEN 'slots-full' THEN 'lists fill every column that the export has for them'
      WHEN 'flattened' THEN 'values were written as the names of their types' WHEN 'result-void' THEN 'the search gave counts but no results'
      ELSE n.value END,
    'as they are', f.event_id
  FROM source_note AS n
  JOIN file AS f ON f.source_id = n.source_id
  WHERE n.kind NOT IN ('modified', 'order', 'result-untracked')
)
SELECT d.event_time, f.path AS source, f.sha256, d.defect, d.severity, 'C' AS grade, cast(d.rows AS bigint) AS rows, f.rows AS of_rows, d.first_row,
  d.detail, d.kept_as,
  concat(f.path, ': ', d.defect, ', ', cast(d.rows AS bigint), ' of ', f.rows, ' rows: ', d.detail) AS sentence, d.event_id
FROM found AS d
JOIN file AS f ON f.source_id = d.source_id
ORDER BY CASE d.severity WHEN 'medium' THEN 0 ELSE 1 END, f.path, d.defect, d.first_row NULLS FIRST, d.event_id NULLS LAST, d.detail;
