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
  };
  return *kMigrations;
}

}  // namespace nanolearn::mysql
