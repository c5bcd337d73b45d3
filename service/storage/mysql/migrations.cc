#include "service/storage/mysql/migrations.h"

namespace nanolearn::mysql {

// Numbered for ever, one statement each. A step that has landed is never edited: a new one follows. The SQL
// is what MySQL 8 and MariaDB 10.11 share. Every key begins with the organisation, so that a tenant's rows
// are neighbours, and foreign keys carry it, so that the database itself refuses a reference to another
// organisation's row.
const std::vector<Migration>& Migrations() {
  static const auto* const kMigrations = new std::vector<Migration>{
      {1, "organisations", R"sql(
CREATE TABLE organisations (
  id BIGINT UNSIGNED NOT NULL,
  slug VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  time_zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  units_effective DATE NULL COMMENT 'the effective day of the last import of units',
  version BIGINT UNSIGNED NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {2, "requests", R"sql(
CREATE TABLE requests (
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT '0: the installation',
  request_id VARCHAR(64) NOT NULL,
  operation VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint BINARY(32) NOT NULL,
  result MEDIUMBLOB NOT NULL,
  create_time DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (organisation_id, request_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {3, "units", R"sql(
CREATE TABLE units (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  code VARCHAR(64) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, code),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {4, "unit versions", R"sql(
CREATE TABLE unit_versions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL COMMENT 'exclusive',
  parent_id BIGINT UNSIGNED NULL,
  name VARCHAR(200) NOT NULL,
  type ENUM('GROUP','MUNICIPALITY','ASSEMBLY','COMMITTEE','ADMINISTRATION','COMPANY','DEPARTMENT','TEAM') NOT NULL,
  PRIMARY KEY (organisation_id, unit_id, valid_from),
  FOREIGN KEY (organisation_id, unit_id) REFERENCES units (organisation_id, id),
  FOREIGN KEY (organisation_id, parent_id) REFERENCES units (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {5, "tokens", R"sql(
CREATE TABLE tokens (
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT '0: the installation',
  id BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the secret',
  display_name VARCHAR(200) NOT NULL,
  role ENUM('ADMIN','HR','AUTHOR','MANAGER','AUDITOR','SERVICE') NOT NULL,
  unit_id BIGINT UNSIGNED NULL,
  create_time DATETIME(6) NOT NULL,
  expire_time DATETIME(6) NULL,
  revoke_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {6, "sources", R"sql(
CREATE TABLE sources (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_effective DATE NULL,
  last_sync_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {7, "people", R"sql(
CREATE TABLE people (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {8, "person identities", R"sql(
CREATE TABLE person_identities (
  organisation_id BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'keyed, of a personnummer or of the own id of a source; the key is not in the database',
  person_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, hash),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {9, "person attributes", R"sql(
CREATE TABLE person_attributes (
  organisation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  present BOOLEAN NOT NULL COMMENT 'the last list of the source names the person',
  given_name VARCHAR(100) NOT NULL,
  family_name VARCHAR(100) NOT NULL,
  email VARCHAR(254) NOT NULL,
  phone VARCHAR(100) NOT NULL,
  protected_identity BOOLEAN NOT NULL,
  PRIMARY KEY (organisation_id, person_id, source_id),
  KEY (organisation_id, source_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci)sql"},
      {10, "engagements", R"sql(
CREATE TABLE engagements (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  source_key VARCHAR(120) NOT NULL,
  is_current BOOLEAN NOT NULL COMMENT 'what the source says now of this key',
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL COMMENT 'exclusive; equal to valid_from when it held on no day',
  kind ENUM('EMPLOYMENT','MANDATE','BOARD_SEAT','OTHER') NOT NULL,
  role VARCHAR(200) NOT NULL,
  has_computer BOOLEAN NOT NULL,
  manager_key VARCHAR(100) NOT NULL,
  period_from DATE NOT NULL,
  period_to DATE NOT NULL COMMENT 'exclusive',
  leave_from DATE NULL,
  leave_to DATE NULL COMMENT 'exclusive',
  PRIMARY KEY (organisation_id, id),
  KEY by_person (organisation_id, person_id),
  KEY by_source (organisation_id, source_id, is_current),
  KEY by_unit (organisation_id, unit_id, valid_from),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, unit_id) REFERENCES units (organisation_id, id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {11, "modules", R"sql(
CREATE TABLE modules (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  slug VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, slug),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {12, "module revisions", R"sql(
CREATE TABLE module_revisions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  revision INT NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  kind ENUM('LESSON') NOT NULL,
  minutes TINYINT NOT NULL,
  topics VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'separated by commas',
  languages VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'separated by commas, the fallback first',
  checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  publish_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, module_id, revision),
  FOREIGN KEY (organisation_id, module_id) REFERENCES modules (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {13, "module files", R"sql(
CREATE TABLE module_files (
  organisation_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  revision INT NOT NULL,
  path VARCHAR(200) NOT NULL,
  content MEDIUMBLOB NOT NULL,
  PRIMARY KEY (organisation_id, module_id, revision, path),
  FOREIGN KEY (organisation_id, module_id, revision) REFERENCES module_revisions (organisation_id, module_id, revision)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {14, "programmes", R"sql(
CREATE TABLE programmes (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  slug VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  open_date DATE NOT NULL,
  days_to_complete INT NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, slug),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {15, "programme modules", R"sql(
CREATE TABLE programme_modules (
  organisation_id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  position INT NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, programme_id, position),
  UNIQUE KEY (organisation_id, programme_id, module_id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programmes (organisation_id, id),
  FOREIGN KEY (organisation_id, module_id) REFERENCES modules (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {16, "programme audience", R"sql(
CREATE TABLE programme_audience (
  organisation_id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  position INT NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL,
  kinds SET('EMPLOYMENT','MANDATE','BOARD_SEAT','OTHER') NOT NULL,
  requires_computer BOOLEAN NOT NULL,
  PRIMARY KEY (organisation_id, programme_id, position),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programmes (organisation_id, id),
  FOREIGN KEY (organisation_id, unit_id) REFERENCES units (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {17, "memberships", R"sql(
CREATE TABLE memberships (
  organisation_id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL COMMENT 'exclusive',
  PRIMARY KEY (organisation_id, programme_id, person_id, valid_from),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programmes (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
COMMENT='on which days somebody is in the audience of a programme')sql"},
      {18, "assignments", R"sql(
CREATE TABLE assignments (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  cycle INT NOT NULL,
  open_date DATE NOT NULL,
  due_date DATE NOT NULL,
  complete_date DATE NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, programme_id, person_id, module_id, cycle),
  KEY by_person (organisation_id, person_id),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programmes (organisation_id, id),
  FOREIGN KEY (organisation_id, module_id) REFERENCES modules (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {19, "completions", R"sql(
CREATE TABLE completions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  revision INT NOT NULL,
  complete_time DATETIME(6) NOT NULL,
  record_time DATETIME(6) NOT NULL,
  late BOOLEAN NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY one_for_each_assignment (organisation_id, assignment_id),
  UNIQUE KEY one_for_each_request (organisation_id, request_id),
  KEY by_record_time (organisation_id, record_time),
  KEY by_person (organisation_id, person_id),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      // Everything that tallies read, in the order of memberships: half the time of looking each row up.
      {20, "assignments by figures", R"sql(
ALTER TABLE assignments ADD KEY for_figures
  (organisation_id, programme_id, person_id, open_date, due_date, complete_date, module_id))sql"},
      {21, "settings of sources", R"sql(
ALTER TABLE sources
  ADD COLUMN kind ENUM('FILE','DIRECTORY') NOT NULL DEFAULT 'FILE' AFTER name,
  ADD COLUMN owner_email VARCHAR(254) NOT NULL DEFAULT '',
  ADD COLUMN mapping MEDIUMTEXT NULL COMMENT 'TOML, for files that come without one',
  ADD COLUMN missing_runs INT NOT NULL DEFAULT 1 COMMENT 'in a row, until somebody counts as gone',
  ADD COLUMN few_leavers INT NOT NULL DEFAULT 10 COMMENT 'so many are never strange',
  ADD COLUMN max_leavers_percent INT NOT NULL DEFAULT 10,
  ADD COLUMN max_unit_leavers_percent INT NOT NULL DEFAULT 50,
  ADD COLUMN max_week_leavers_percent INT NOT NULL DEFAULT 15,
  ADD COLUMN max_refused_percent INT NOT NULL DEFAULT 5,
  ADD COLUMN max_rekeyed_percent INT NOT NULL DEFAULT 20,
  ADD COLUMN preferred_for SET('NAME','EMAIL','PHONE') NOT NULL DEFAULT '',
  ADD COLUMN employee_number_source_id BIGINT UNSIGNED NULL COMMENT 'whose keys the employee numbers of a directory are',
  ADD COLUMN default_unit_id BIGINT UNSIGNED NULL COMMENT 'for a department that is no unit',
  ADD COLUMN last_file_time DATETIME(6) NULL COMMENT 'when the newest file that was applied was written',
  ADD COLUMN version BIGINT UNSIGNED NOT NULL DEFAULT 1)sql"},
      {22, "sync uploads", R"sql(
CREATE TABLE sync_uploads (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  request_id VARCHAR(64) NULL COMMENT 'of the call that sends it; NULL once it belongs to a run',
  fingerprint BINARY(32) NOT NULL COMMENT 'of what was asked with the file',
  total_bytes BIGINT NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY (organisation_id, request_id),
  KEY by_create_time (create_time),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
COMMENT='staff files on their way in, or held')sql"},
      {23, "sync upload chunks", R"sql(
CREATE TABLE sync_upload_chunks (
  organisation_id BIGINT UNSIGNED NOT NULL,
  upload_id BIGINT UNSIGNED NOT NULL,
  position BIGINT NOT NULL COMMENT 'of its first byte in the file',
  bytes INT NOT NULL COMMENT 'of the file',
  content MEDIUMBLOB NOT NULL COMMENT 'sealed; the key is not in the database',
  create_time DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (organisation_id, upload_id, position),
  FOREIGN KEY (organisation_id, upload_id) REFERENCES sync_uploads (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {24, "sync runs", R"sql(
CREATE TABLE sync_runs (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  state ENUM('HELD','APPLIED','REJECTED','SUPERSEDED','REVERTED') NOT NULL,
  origin ENUM('UPLOAD','DROP_FOLDER','DIRECTORY') NOT NULL,
  sequence BIGINT UNSIGNED NULL COMMENT 'the order in which runs were applied',
  effective DATE NOT NULL,
  previous_effective DATE NULL COMMENT 'of the source, before',
  file_name VARCHAR(255) NOT NULL,
  file_time DATETIME(6) NULL,
  previous_file_time DATETIME(6) NULL,
  content_hash BINARY(16) NULL COMMENT 'keyed, of the file',
  mapping MEDIUMTEXT NULL COMMENT 'of a held file',
  upload_id BIGINT UNSIGNED NULL COMMENT 'a held file',
  leavers INT NOT NULL COMMENT 'people whom the run ended before their time',
  create_time DATETIME(6) NOT NULL,
  decide_time DATETIME(6) NULL,
  decided_by VARCHAR(200) NOT NULL,
  summary MEDIUMTEXT NOT NULL COMMENT 'JSON: counts, reasons, problems, conflicts',
  PRIMARY KEY (organisation_id, id),
  KEY by_source (organisation_id, source_id, id),
  KEY by_sequence (organisation_id, source_id, sequence),
  KEY by_effective (organisation_id, source_id, state, effective),
  KEY by_content (organisation_id, source_id, content_hash),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      // Only ids: what was said is in the versions, which stay.
      {25, "sync changes", R"sql(
CREATE TABLE sync_changes (
  organisation_id BIGINT UNSIGNED NOT NULL,
  run_id BIGINT UNSIGNED NOT NULL,
  position INT NOT NULL,
  kind ENUM('JOIN','RETURN','ADD','MOVE','CHANGE','END','LEAVE','CONTINUE') NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  engagement_id BIGINT UNSIGNED NULL COMMENT 'begun',
  old_engagement_id BIGINT UNSIGNED NULL COMMENT 'ended',
  old_valid_to DATE NULL COMMENT 'of the ended one, before',
  old_is_current BOOLEAN NULL,
  attributes_id BIGINT UNSIGNED NULL,
  old_attributes_id BIGINT UNSIGNED NULL,
  old_attributes_valid_to DATE NULL,
  old_attributes_is_current BOOLEAN NULL,
  PRIMARY KEY (organisation_id, run_id, position),
  FOREIGN KEY (organisation_id, run_id) REFERENCES sync_runs (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {26, "source rows", R"sql(
CREATE TABLE source_rows (
  organisation_id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  engagement_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  row_hash BINARY(16) NULL COMMENT 'keyed; NULL: read the row again',
  key_hash BIGINT UNSIGNED NOT NULL COMMENT 'of the key without its number',
  PRIMARY KEY (organisation_id, source_id, engagement_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
COMMENT='the rows of the last list of a source, each with the engagement it became')sql"},
      {27, "source rows of earlier lists", R"sql(
INSERT IGNORE INTO source_rows (organisation_id, source_id, engagement_id, person_id, row_hash, key_hash)
SELECT organisation_id, source_id, id, person_id, NULL, 0 FROM engagements WHERE is_current = TRUE)sql"},
      {28, "engagements by key", R"sql(
ALTER TABLE engagements ADD KEY by_key (organisation_id, source_id, source_key))sql"},
      {29, "attribute versions", R"sql(
CREATE TABLE attribute_versions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  is_current BOOLEAN NOT NULL COMMENT 'what the source says now of the person',
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL COMMENT 'exclusive; equal to valid_from when it held on no day',
  given_name VARCHAR(100) NOT NULL,
  family_name VARCHAR(100) NOT NULL,
  email VARCHAR(254) NOT NULL,
  phone VARCHAR(100) NOT NULL,
  protected_identity BOOLEAN NOT NULL,
  PRIMARY KEY (organisation_id, id),
  KEY by_person (organisation_id, person_id),
  KEY by_source (organisation_id, source_id, is_current),
  KEY by_email (organisation_id, email),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci)sql"},
      // May run twice: the numbers are the same again. What was said until now is taken to have been so always, as it was shown until now.
      {30, "attribute versions of earlier lists", R"sql(
INSERT IGNORE INTO attribute_versions (organisation_id, id, person_id, source_id, is_current, valid_from, valid_to,
  given_name, family_name, email, phone, protected_identity)
SELECT organisation_id, ROW_NUMBER() OVER (ORDER BY organisation_id, person_id, source_id), person_id, source_id, present,
  '1900-01-01', IF(present, '9999-12-31', '1900-01-02'), given_name, family_name, email, phone, protected_identity
FROM person_attributes)sql"},
      {31, "no person attributes", "DROP TABLE person_attributes"},
      {32, "sync absences", R"sql(
CREATE TABLE sync_absences (
  organisation_id BIGINT UNSIGNED NOT NULL,
  engagement_id BIGINT UNSIGNED NOT NULL,
  run_id BIGINT UNSIGNED NOT NULL COMMENT 'in which it was missing and went on all the same',
  end_run_id BIGINT UNSIGNED NULL COMMENT 'in which it was there again, or gone',
  PRIMARY KEY (organisation_id, engagement_id, run_id),
  KEY by_run (organisation_id, run_id),
  KEY by_end_run (organisation_id, end_run_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {33, "sources of tokens", R"sql(
ALTER TABLE tokens ADD COLUMN source_id BIGINT UNSIGNED NULL COMMENT 'for a directory that provisions this source' AFTER unit_id)sql"},
      // Keys are folded to one case by the program: no collation of the database does it as SCIM asks.
      {34, "directory users", R"sql(
CREATE TABLE directory_users (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  user_name_key VARCHAR(255) NULL COMMENT 'NULL when deleted: the name is free again',
  external_id VARCHAR(200) NULL,
  employee_number VARCHAR(100) NULL,
  email_key VARCHAR(255) NULL COMMENT 'the work address; * for somebody with several',
  display_name_key VARCHAR(255) NULL,
  active BOOLEAN NOT NULL,
  deleted BOOLEAN NOT NULL,
  person_id BIGINT UNSIGNED NULL,
  unit_id BIGINT UNSIGNED NULL COMMENT 'where the person was last',
  leave_date DATE NULL COMMENT 'when the directory let the user go',
  leave_run_id BIGINT UNSIGNED NULL COMMENT 'the run that did so',
  held_run_id BIGINT UNSIGNED NULL COMMENT 'the run that holds it',
  resource MEDIUMTEXT NOT NULL COMMENT 'JSON: all that the directory said',
  version BIGINT UNSIGNED NOT NULL,
  create_time DATETIME(6) NOT NULL,
  update_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY one_for_each_name (organisation_id, source_id, user_name_key),
  KEY by_external_id (organisation_id, source_id, external_id),
  KEY by_employee_number (organisation_id, source_id, employee_number),
  KEY by_email (organisation_id, source_id, email_key),
  KEY by_display_name (organisation_id, source_id, display_name_key),
  KEY by_source (organisation_id, source_id, deleted, active, id),
  KEY by_person (organisation_id, person_id),
  KEY by_leave_run (organisation_id, leave_run_id),
  KEY by_held_run (organisation_id, held_run_id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, unit_id) REFERENCES units (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {35, "directory groups", R"sql(
CREATE TABLE directory_groups (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  external_id VARCHAR(200) NULL,
  display_name_key VARCHAR(255) NOT NULL,
  resource MEDIUMTEXT NOT NULL COMMENT 'JSON without the members',
  version BIGINT UNSIGNED NOT NULL,
  create_time DATETIME(6) NOT NULL,
  update_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  KEY by_source (organisation_id, source_id, id),
  KEY by_name (organisation_id, source_id, display_name_key),
  KEY by_external_id (organisation_id, source_id, external_id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES sources (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {36, "directory members", R"sql(
CREATE TABLE directory_members (
  organisation_id BIGINT UNSIGNED NOT NULL,
  group_id BIGINT UNSIGNED NOT NULL,
  user_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, group_id, user_id),
  KEY by_user (organisation_id, user_id),
  FOREIGN KEY (organisation_id, group_id) REFERENCES directory_groups (organisation_id, id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES directory_users (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {37, "imports of units", R"sql(
CREATE TABLE unit_imports (
  organisation_id BIGINT UNSIGNED NOT NULL,
  effective DATE NOT NULL COMMENT 'from when on a file said what was so, also when that changed nothing',
  PRIMARY KEY (organisation_id, effective),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      // May run twice. Of earlier imports only the last, and those that changed something, are known.
      {38, "earlier imports of units", R"sql(
INSERT IGNORE INTO unit_imports (organisation_id, effective)
SELECT id, units_effective FROM organisations WHERE units_effective IS NOT NULL
UNION SELECT organisation_id, valid_from FROM unit_versions
UNION SELECT organisation_id, valid_to FROM unit_versions WHERE valid_to < '9999-12-31')sql"},
      {39, "no last import in organisations", "ALTER TABLE organisations DROP COLUMN units_effective"},
      {40, "person merges", R"sql(
CREATE TABLE person_merges (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'who goes on',
  merged_person_id BIGINT UNSIGNED NOT NULL COMMENT 'who was the same human',
  moved MEDIUMTEXT NOT NULL COMMENT 'JSON: what to give back when it is undone',
  create_time DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  undo_time DATETIME(6) NULL,
  undone_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  KEY by_person (organisation_id, person_id),
  KEY by_merged_person (organisation_id, merged_person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, merged_person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {41, "mails", R"sql(
CREATE TABLE mails (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  about VARCHAR(100) NOT NULL COMMENT 'what it tells of; nobody gets two mails about one thing',
  state ENUM('WAITING','SENT','FAILED') NOT NULL,
  recipient VARCHAR(254) NOT NULL,
  subject VARCHAR(200) NOT NULL,
  text_body MEDIUMTEXT NOT NULL,
  html_body MEDIUMTEXT NULL,
  create_time DATETIME(6) NOT NULL,
  tries INT NOT NULL,
  due_time DATETIME(6) NULL COMMENT 'not to be tried before; while a server sends it, when its claim ends',
  end_time DATETIME(6) NULL COMMENT 'when it was sent, or failed for good',
  last_error VARCHAR(500) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY one_for_each_thing (organisation_id, about, recipient),
  KEY by_due_time (state, due_time),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {42, "calendars of programmes", R"sql(
ALTER TABLE programmes
  ADD COLUMN end_date DATE NULL COMMENT 'the last day',
  ADD COLUMN weeks_between INT NOT NULL DEFAULT 0,
  ADD COLUMN newcomer_days INT NOT NULL DEFAULT 0,
  ADD COLUMN catch_up ENUM('ALL','PACED','NONE') NOT NULL DEFAULT 'ALL',
  ADD COLUMN quiet SET('WEEKENDS','HOLIDAYS','JULY') NOT NULL DEFAULT '',
  ADD COLUMN pauses_on_leave BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'as programmes were before there was a choice',
  ADD COLUMN recurrence ENUM('ONCE','FROM_COMPLETION','FROM_EXPIRY','FIXED') NOT NULL DEFAULT 'ONCE',
  ADD COLUMN every_months INT NOT NULL DEFAULT 12,
  ADD COLUMN window_days INT NOT NULL DEFAULT 0,
  ADD COLUMN fixed_month TINYINT NOT NULL DEFAULT 1,
  ADD COLUMN fixed_day TINYINT NOT NULL DEFAULT 1,
  ADD COLUMN planned_until DATE NOT NULL DEFAULT '9999-12-31' COMMENT 'assignments that open later are not made yet',
  ADD COLUMN version BIGINT UNSIGNED NOT NULL DEFAULT 1)sql"},
      {43, "quiet days of programmes", R"sql(
CREATE TABLE programme_quiet_days (
  organisation_id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  first_day DATE NOT NULL,
  end_day DATE NOT NULL COMMENT 'exclusive',
  PRIMARY KEY (organisation_id, programme_id, first_day),
  FOREIGN KEY (organisation_id, programme_id) REFERENCES programmes (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {44, "opening days of modules",
       "ALTER TABLE programme_modules ADD COLUMN open_date DATE NULL COMMENT 'instead of what the pace says'"},
      {45, "audiences by role and list", R"sql(
ALTER TABLE programme_audience
  MODIFY COLUMN unit_id BIGINT UNSIGNED NULL COMMENT 'NULL: anywhere',
  ADD COLUMN excepts BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN role_groups SET('CHAIR','VICE_CHAIR','MEMBER','SUBSTITUTE','AUDITOR') NOT NULL DEFAULT '',
  ADD COLUMN roles VARCHAR(4000) NOT NULL DEFAULT '' COMMENT 'patterns, one a line',
  ADD COLUMN has_list BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'only people in programme_people',
  ADD COLUMN valid_from DATE NOT NULL DEFAULT '1900-01-01',
  ADD COLUMN valid_to DATE NOT NULL DEFAULT '9999-12-31' COMMENT 'exclusive')sql"},
      {46, "lists of people in audiences", R"sql(
CREATE TABLE programme_people (
  organisation_id BIGINT UNSIGNED NOT NULL,
  programme_id BIGINT UNSIGNED NOT NULL,
  position INT NOT NULL COMMENT 'of the rule in programme_audience',
  person_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, programme_id, position, person_id),
  KEY by_person (organisation_id, person_id),
  FOREIGN KEY (organisation_id, programme_id, position) REFERENCES programme_audience (organisation_id, programme_id, position),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {47, "pauses",
       "ALTER TABLE memberships ADD COLUMN is_paused BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'on leave', "
       "ADD KEY by_first_day (organisation_id, valid_from)"},
      // Figures are kept ahead, so that what tallies read can go. Who is late is read by person in a small unit,
      // by due date in a large one.
      {48, "ends of cycles", R"sql(
ALTER TABLE assignments
  ADD COLUMN close_date DATE NULL COMMENT 'from when a later cycle stands in its place',
  DROP KEY for_figures,
  DROP KEY by_person,
  ADD KEY by_person (organisation_id, person_id, complete_date),
  ADD KEY by_due_date (organisation_id, due_date, id, complete_date, person_id))sql"},
      {49, "kinds of modules",
       "ALTER TABLE module_revisions MODIFY COLUMN kind ENUM('LESSON','POLICY','EXTERNAL','SESSION') NOT NULL"},
      {50, "editions of policies", R"sql(
CREATE TABLE module_editions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  start_date DATE NOT NULL COMMENT 'from when it is asked for again',
  revision INT NOT NULL,
  asks ENUM('ALL','HOLDERS') NOT NULL COMMENT 'HOLDERS: only those who had acknowledged an earlier one',
  PRIMARY KEY (organisation_id, module_id, start_date),
  FOREIGN KEY (organisation_id, module_id, revision) REFERENCES module_revisions (organisation_id, module_id, revision)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {51, "exceptions", R"sql(
CREATE TABLE assignment_exceptions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  kind ENUM('WAIVER','EXTENSION') NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL COMMENT 'exclusive',
  due_date DATE NULL COMMENT 'of an extension',
  old_due_date DATE NULL COMMENT 'what an extension found',
  reason VARCHAR(500) NOT NULL,
  create_time DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  KEY by_assignment (organisation_id, assignment_id, kind, valid_from),
  KEY by_first_day (organisation_id, kind, valid_from, assignment_id),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {52, "voided completions", R"sql(
ALTER TABLE completions
  ADD COLUMN void_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the record that took it back; 0: it stands',
  ADD COLUMN evidence VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'of what was done elsewhere, or who attested it',
  DROP KEY one_for_each_assignment,
  ADD UNIQUE KEY one_for_each_assignment (organisation_id, assignment_id, void_id))sql"},
      {53, "records that take completions back", R"sql(
CREATE TABLE completion_voids (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  completion_id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  complete_date DATE NOT NULL COMMENT 'of the completion',
  void_date DATE NOT NULL COMMENT 'from when it does not count',
  reason VARCHAR(500) NOT NULL,
  create_time DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY one_for_each_completion (organisation_id, completion_id),
  KEY by_assignment (organisation_id, assignment_id),
  FOREIGN KEY (organisation_id, completion_id) REFERENCES completions (organisation_id, id),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {54, "timelines", R"sql(
CREATE TABLE person_timelines (
  organisation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  timeline MEDIUMBLOB NOT NULL COMMENT 'what the figures hold of the person; see timeline_codec.h',
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {55, "figures", R"sql(
CREATE TABLE figures (
  organisation_id BIGINT UNSIGNED NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL,
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'a programme or module; 0: everything',
  span ENUM('YEAR','MONTH','DAY') NOT NULL,
  day DATE NOT NULL COMMENT 'the first of the span',
  kinds TINYINT UNSIGNED NOT NULL COMMENT 'a bit for each kind of engagement that somebody has there',
  people INT NOT NULL,
  required INT NOT NULL,
  completed INT NOT NULL,
  overdue INT NOT NULL,
  waived INT NOT NULL,
  paused INT NOT NULL,
  assignments_completed INT NOT NULL,
  assignments_completed_late INT NOT NULL,
  assignments_overdue INT NOT NULL,
  assignments_not_yet_due INT NOT NULL,
  assignments_waived INT NOT NULL,
  assignments_paused INT NOT NULL,
  PRIMARY KEY (organisation_id, unit_id, subject_id, span, day, kinds)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='by how much each figure changed in the span; the sum up to a day is the figure')sql"},
      {56, "figures on their way", R"sql(
CREATE TABLE figure_changes (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  content MEDIUMBLOB NOT NULL COMMENT 'see timeline_codec.h',
  PRIMARY KEY (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='counted already, not yet in figures')sql"},
      {57, "states of figures", R"sql(
CREATE TABLE figure_states (
  organisation_id BIGINT UNSIGNED NOT NULL,
  is_ready BOOLEAN NOT NULL COMMENT 'whether everybody has a timeline',
  last_event BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the sequence of the last event',
  overdue_until DATE NULL COMMENT 'the last day whose overdue assignments have been told of',
  folded BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how many changes have ever been put into figures',
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {58, "figures of organisations from before", R"sql(
INSERT IGNORE INTO figure_states (organisation_id, is_ready, overdue_until)
SELECT id, NOT EXISTS (SELECT 1 FROM people WHERE people.organisation_id = organisations.id), CURRENT_DATE
FROM organisations)sql"},
      {59, "answers", R"sql(
CREATE TABLE answer_counts (
  organisation_id BIGINT UNSIGNED NOT NULL,
  unit_id BIGINT UNSIGNED NOT NULL,
  module_id BIGINT UNSIGNED NOT NULL,
  revision INT NOT NULL,
  question INT NOT NULL COMMENT 'from 1',
  month DATE NOT NULL COMMENT 'its first day',
  answered INT NOT NULL COMMENT 'people of the unit and below it',
  right_at_first INT NOT NULL,
  PRIMARY KEY (organisation_id, unit_id, module_id, revision, question, month)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='never by person')sql"},
      {60, "people to plan anew", R"sql(
CREATE TABLE planning_queue (
  organisation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  changes INT NOT NULL DEFAULT 1 COMMENT 'counted, so that whoever takes the row meets whoever puts it',
  PRIMARY KEY (organisation_id, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whose assignments are to follow what has changed')sql"},
      {61, "events", R"sql(
CREATE TABLE events (
  organisation_id BIGINT UNSIGNED NOT NULL,
  sequence BIGINT UNSIGNED NOT NULL COMMENT 'without gaps, in the order of being told',
  type ENUM('COMPLETION_RECORDED','COMPLETION_VOIDED','ASSIGNMENT_OVERDUE','SYNC_HELD','REPORT_CREATED') NOT NULL,
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'of what it tells of',
  subject_day DATE NOT NULL COMMENT 'distinguishes what can happen to one subject again',
  time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, sequence),
  UNIQUE KEY one_for_each_thing (organisation_id, type, subject_id, subject_day),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {62, "subscriptions", R"sql(
CREATE TABLE subscriptions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind ENUM('WEBHOOK','XAPI') NOT NULL,
  url VARCHAR(1000) NOT NULL,
  secret VARBINARY(1000) NOT NULL COMMENT 'sealed; the key is not in the database',
  types SET('COMPLETION_RECORDED','COMPLETION_VOIDED','ASSIGNMENT_OVERDUE','SYNC_HELD','REPORT_CREATED') NOT NULL,
  next_sequence BIGINT UNSIGNED NOT NULL COMMENT 'the cursor: of the next event to be sent',
  state ENUM('ACTIVE','PAUSED','FAILING') NOT NULL,
  tries INT NOT NULL DEFAULT 0,
  due_time DATETIME(6) NULL COMMENT 'not to be tried before; while a server sends, when its claim ends',
  last_success_time DATETIME(6) NULL,
  last_error VARCHAR(500) NOT NULL DEFAULT '',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY organisation_id (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {63, "jobs", R"sql(
CREATE TABLE jobs (
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT '0: the installation',
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_start_time DATETIME(6) NULL,
  last_end_time DATETIME(6) NULL,
  last_work_time DATETIME(6) NULL COMMENT 'when it last had something to do',
  last_result VARCHAR(500) NOT NULL DEFAULT '',
  last_error VARCHAR(500) NOT NULL DEFAULT '',
  done_until DATE NULL COMMENT 'for a daily job: the last day it has done',
  server VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'that ran it last',
  PRIMARY KEY (organisation_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {64, "small groups",
       "ALTER TABLE organisations ADD COLUMN min_group_size INT NOT NULL DEFAULT 5 COMMENT 'smaller ones are hidden', "
       "ADD COLUMN units_version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with every change of its units', "
       "ADD COLUMN roster_version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with every lock of its roster'"},
      {65, "reports", R"sql(
CREATE TABLE reports (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  kind ENUM('BOARD','ANNUAL') NOT NULL,
  unit_id BIGINT UNSIGNED NULL,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL COMMENT 'the day the figures are for',
  create_time DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  parameters MEDIUMTEXT NOT NULL COMMENT 'JSON: all that was asked',
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 over the files in the order of their names',
  schedule_id BIGINT UNSIGNED NULL,
  scheduled_day DATE NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY one_for_each_day (organisation_id, schedule_id, scheduled_day),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='never changed')sql"},
      {66, "files of reports", R"sql(
CREATE TABLE report_files (
  organisation_id BIGINT UNSIGNED NOT NULL,
  report_id BIGINT UNSIGNED NOT NULL,
  name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'board.sv.html',
  content LONGBLOB NOT NULL,
  PRIMARY KEY (organisation_id, report_id, name),
  FOREIGN KEY (organisation_id, report_id) REFERENCES reports (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {67, "schedules of reports", R"sql(
CREATE TABLE report_schedules (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind ENUM('BOARD','ANNUAL') NOT NULL,
  unit_id BIGINT UNSIGNED NULL,
  every ENUM('MONTH','QUARTER','YEAR') NOT NULL,
  days_after INT NOT NULL COMMENT 'the end of the period',
  recipients VARCHAR(4000) NOT NULL COMMENT 'addresses, one a line',
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  next_day DATE NOT NULL COMMENT 'when the next report is made',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY organisation_id (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {68, "mail hours, language and contact of organisations",
       "ALTER TABLE organisations ADD COLUMN language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT "
       "'sv', ADD COLUMN contact_email VARCHAR(254) NOT NULL DEFAULT '', ADD COLUMN mail_from_minute INT NOT NULL DEFAULT "
       "420 COMMENT 'of the day', ADD COLUMN mail_to_minute INT NOT NULL DEFAULT 1080 COMMENT 'exclusive', ADD COLUMN "
       "mail_weekends TINYINT(1) NOT NULL DEFAULT 0, ADD COLUMN digest_weekday TINYINT NOT NULL DEFAULT 1 COMMENT '1 "
       "Monday to 7 Sunday; 0: no digest'"},
      {69, "mails of programmes",
       "ALTER TABLE programmes ADD COLUMN mails_invitation TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'as programmes were before "
       "there were mails', ADD COLUMN mails_before VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' "
       "COMMENT 'days, separated by commas', ADD COLUMN mails_after VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT "
       "NULL DEFAULT '', ADD COLUMN mails_escalation VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''"},
      {70, "assignments by the day they open",
       "ALTER TABLE assignments ADD KEY by_open_date (organisation_id, open_date, programme_id, person_id)"},
      {71, "engagements by manager",
       "ALTER TABLE engagements ADD KEY by_manager (organisation_id, source_id, manager_key)"},
      {72, "links to lessons", R"sql(
CREATE TABLE learner_links (
  organisation_id BIGINT UNSIGNED NOT NULL,
  number BIGINT UNSIGNED NOT NULL COMMENT 'the first half of the code; the second is made with a key that is not in the database',
  root BIGINT UNSIGNED NOT NULL COMMENT 'number of the link that this one was made from; its own number when it is the first',
  assignment_id BIGINT UNSIGNED NOT NULL,
  purpose ENUM('MAIL','HANDED_OUT','SCREEN') NOT NULL,
  create_time DATETIME(6) NOT NULL,
  expire_time DATETIME(6) NOT NULL,
  revoke_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, number),
  UNIQUE KEY one_for_each_number (number),
  KEY by_assignment (organisation_id, assignment_id),
  KEY by_expire_time (expire_time),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {73, "codes for shared screens", R"sql(
CREATE TABLE screen_codes (
  hash BINARY(32) NOT NULL COMMENT 'keyed, of the six letters',
  organisation_id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  root BIGINT UNSIGNED NOT NULL COMMENT 'number of the link that it was made from',
  expire_time DATETIME(6) NOT NULL,
  PRIMARY KEY (hash),
  KEY by_expire_time (expire_time)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {74, "requests for links", R"sql(
CREATE TABLE link_requests (
  id BIGINT UNSIGNED NOT NULL,
  wants ENUM('LESSONS','SIGN_IN') NOT NULL,
  email VARCHAR(254) NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whether anybody has the address or not; gone as soon as they are answered')sql"},
      {75, "lessons that people are in the middle of", R"sql(
CREATE TABLE lesson_progress (
  organisation_id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  attempt BIGINT UNSIGNED NOT NULL,
  revision INT NOT NULL,
  position INT NOT NULL COMMENT 'the step to show next',
  questions VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'see lesson_table.cc',
  start_time DATETIME(6) NOT NULL,
  update_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id, assignment_id),
  KEY by_update_time (update_time),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {76, "what is known of reaching people", R"sql(
CREATE TABLE person_contacts (
  organisation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'chosen by the person',
  unreachable_address VARCHAR(254) NOT NULL DEFAULT '' COMMENT 'to which a mail was refused for good',
  unreachable_reason VARCHAR(500) NOT NULL DEFAULT '',
  unreachable_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, person_id),
  KEY by_unreachable_time (organisation_id, unreachable_time),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {77, "kinds of mail",
       "ALTER TABLE mails ADD COLUMN kind ENUM('NOTICE','LESSONS','MANAGER','ACCESS') NOT NULL DEFAULT 'NOTICE', ADD COLUMN "
       "person_id BIGINT UNSIGNED NULL, ADD COLUMN expire_time DATETIME(6) NULL COMMENT 'not to be sent any more', ADD COLUMN "
       "try_time DATETIME(6) NULL COMMENT 'when what came of the last try was known', MODIFY COLUMN state "
       "ENUM('WAITING','SENT','FAILED','DROPPED') NOT NULL, ADD KEY by_end_time (state, end_time), ADD KEY by_expire_time "
       "(state, expire_time), ADD KEY by_try_time (try_time), ADD KEY by_state (organisation_id, state, id)"},
      {78, "rounds of mails", R"sql(
CREATE TABLE mail_rounds (
  organisation_id BIGINT UNSIGNED NOT NULL,
  done_until DATE NULL COMMENT 'the last day that is done',
  day DATE NULL COMMENT 'the day that is being done',
  begin_time DATETIME(6) NULL COMMENT 'of the last day that was begun',
  new_since DATETIME(6) NULL COMMENT 'what was assigned since then, and before it was begun, is new',
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {79, "people in a round of mails", R"sql(
CREATE TABLE mail_round_people (
  organisation_id BIGINT UNSIGNED NOT NULL,
  is_manager TINYINT(1) NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (organisation_id, is_manager, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who is still to be looked at')sql"},
      {80, "escalations", R"sql(
CREATE TABLE escalations (
  organisation_id BIGINT UNSIGNED NOT NULL,
  assignment_id BIGINT UNSIGNED NOT NULL,
  due_date DATE NOT NULL,
  level TINYINT NOT NULL COMMENT '1: the manager, 2: the manager of the manager',
  manager_id BIGINT UNSIGNED NOT NULL,
  day DATE NOT NULL COMMENT 'on which it was found',
  told_day DATE NULL COMMENT 'NULL: the manager is still to be told',
  PRIMARY KEY (organisation_id, assignment_id, due_date, level),
  KEY by_told_day (organisation_id, told_day, manager_id),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id),
  FOREIGN KEY (organisation_id, manager_id) REFERENCES people (organisation_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {81, "templates of mails", R"sql(
CREATE TABLE mail_templates (
  organisation_id BIGINT UNSIGNED NOT NULL,
  kind ENUM('INVITATION','REMINDER','OVERDUE','DIGEST','ESCALATION','NEW_LINK','SIGN_IN') NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARCHAR(200) NOT NULL,
  body MEDIUMTEXT NOT NULL COMMENT 'Markdown with marks',
  update_time DATETIME(6) NOT NULL,
  updated_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (organisation_id, kind, language),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {82, "access grants", R"sql(
CREATE TABLE access_grants (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  email VARCHAR(254) NOT NULL,
  role ENUM('ADMIN','HR','AUTHOR','MANAGER','AUDITOR') NOT NULL,
  unit_id BIGINT UNSIGNED NULL COMMENT 'NULL: the whole organisation',
  create_time DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  expire_time DATETIME(6) NULL,
  revoke_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, id),
  KEY by_email (organisation_id, email),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {83, "links for signing in", R"sql(
CREATE TABLE sign_in_links (
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the secret',
  organisation_id BIGINT UNSIGNED NOT NULL,
  email VARCHAR(254) NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expire_time DATETIME(6) NOT NULL,
  is_used TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (hash),
  KEY by_expire_time (expire_time)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {84, "sessions on the web", R"sql(
CREATE TABLE web_sessions (
  organisation_id BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the secret in the cookie',
  email VARCHAR(254) NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  create_time DATETIME(6) NOT NULL,
  expire_time DATETIME(6) NOT NULL,
  revoke_time DATETIME(6) NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE KEY hash (hash),
  KEY by_expire_time (expire_time)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {85, "the audit", R"sql(
CREATE TABLE audit_entries (
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT '0: the installation',
  sequence BIGINT UNSIGNED NOT NULL,
  time DATETIME(6) NOT NULL,
  actor_type ENUM('SERVER','TOKEN','GRANT','PERSON') NOT NULL,
  actor_id BIGINT UNSIGNED NOT NULL COMMENT '0: the server, or nobody who is known',
  channel ENUM('SERVER','RPC','HTTP') NOT NULL,
  address VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  resource VARCHAR(400) NOT NULL,
  person_id BIGINT UNSIGNED NULL COMMENT 'whom it is about',
  outcome ENUM('DONE','DENIED') NOT NULL,
  request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  details TEXT NOT NULL COMMENT 'JSON; empty: none',
  hash BINARY(32) NOT NULL COMMENT 'of this entry and the one before',
  PRIMARY KEY (organisation_id, sequence),
  KEY by_person (organisation_id, person_id, sequence)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {86, "the ends of the audit's chains", R"sql(
CREATE TABLE audit_heads (
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT '0: the installation',
  sequence BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (organisation_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {87, "identity providers", R"sql(
CREATE TABLE identity_providers (
  organisation_id BIGINT UNSIGNED NOT NULL,
  issuer VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  client_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sealed_secret VARBINARY(600) NOT NULL COMMENT 'empty: a public client',
  audiences VARCHAR(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'with spaces between them',
  bearer_issuer VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  email_claim VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  version BIGINT UNSIGNED NOT NULL,
  create_time DATETIME(6) NOT NULL,
  update_time DATETIME(6) NOT NULL,
  PRIMARY KEY (organisation_id),
  KEY by_bearer_issuer (bearer_issuer),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {88, "when people were erased",
       "ALTER TABLE people ADD COLUMN erase_time DATETIME(6) NULL COMMENT 'nothing is known any more of who it was'"},
      {89, "mails by whom they are to",
       "ALTER TABLE mails ADD KEY by_person (organisation_id, person_id), ADD KEY by_recipient (organisation_id, recipient)"},
      {90, "how long people are kept", R"sql(
CREATE TABLE retention_rules (
  organisation_id BIGINT UNSIGNED NOT NULL,
  months_after_leaving INT NOT NULL COMMENT 'when somebody who has left is erased; 0: never',
  valid_from DATE NOT NULL COMMENT 'nobody is erased by it before',
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {91, "rotation and use of tokens", R"sql(
ALTER TABLE tokens
  ADD COLUMN last_use_time DATETIME(6) NULL COMMENT 'to the minute',
  ADD COLUMN old_hash BINARY(32) NULL COMMENT 'of the secret before the last rotation',
  ADD COLUMN old_expire_time DATETIME(6) NULL COMMENT 'until when that is good',
  ADD KEY by_old_hash (old_hash))sql"},
      {92, "whom the audit's anchors are mailed to",
       "ALTER TABLE organisations ADD COLUMN audit_recipients VARCHAR(2600) NOT NULL DEFAULT '' COMMENT 'addresses, one on each line'"},
      {93, "by which way people signed in",
       "ALTER TABLE web_sessions ADD COLUMN way ENUM('LINK','OIDC') NOT NULL DEFAULT 'LINK' COMMENT 'a link in a mail, or the "
       "identity provider'"},
      {94, "identity providers that are the only way in", R"sql(
ALTER TABLE identity_providers
  ADD COLUMN is_required BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'links in mails sign nobody in',
  ADD COLUMN acr_values VARCHAR(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'with spaces between them',
  ADD COLUMN amr_values VARCHAR(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'with spaces between them')sql"},
      {95, "which of the installation's keys are in use", R"sql(
CREATE TABLE identity_keys (
  number TINYINT UNSIGNED NOT NULL COMMENT 'the greatest is in use, without any 1; the keys are not in the database',
  fingerprint BINARY(16) NOT NULL COMMENT 'keyed: servers compare theirs',
  use_time DATETIME(6) NULL,
  retire_time DATETIME(6) NULL,
  PRIMARY KEY (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      {96, "under how many keys people are recognised", R"sql(
ALTER TABLE organisations
  ADD COLUMN identity_layers TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'keys, one over another, of all hashes of its people')sql"},
      {97, "keys of subscriptions' secrets",
       "ALTER TABLE subscriptions ADD COLUMN key_number TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'of the secret'"},
      {98, "keys of client secrets",
       "ALTER TABLE identity_providers ADD COLUMN key_number TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'of the secret'"},
      {99, "keys of staff files", R"sql(
ALTER TABLE sync_upload_chunks
  ADD COLUMN key_number TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'of the content',
  ADD KEY by_key (key_number))sql"},
      // On a row of the organisation itself, every insert that refers to it would wait for a long list: mails, sessions, events.
      {100, "locks of rosters", R"sql(
CREATE TABLE rosters (
  organisation_id BIGINT UNSIGNED NOT NULL,
  version BIGINT UNSIGNED NOT NULL COMMENT 'grows with every lock',
  PRIMARY KEY (organisation_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)sql"},
      // A server of before would lock what nobody looks at any more: it is to fail instead.
      {101, "nobody locks organisations", "ALTER TABLE organisations DROP COLUMN roster_version"},
  };
  return *kMigrations;
}

}  // namespace nanolearn::mysql
