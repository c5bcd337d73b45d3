-- The whole schema, as the migrations make it on MariaDB. Generated: change migrations.cc and run
-- NANOLEARN_UPDATE_SCHEMA=1 storage_test --gtest_filter=SchemaTest.*

CREATE TABLE `schema_migrations` (
  `version` int(11) NOT NULL,
  `name` varchar(100) NOT NULL,
  `checksum` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the SQL',
  `apply_time` datetime(6) DEFAULT NULL COMMENT 'NULL: begun, and perhaps done',
  PRIMARY KEY (`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `organisations` (
  `id` bigint(20) unsigned NOT NULL,
  `slug` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `display_name` varchar(200) NOT NULL,
  `time_zone` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `units_effective` date DEFAULT NULL COMMENT 'the effective day of the last import of units',
  `version` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `slug` (`slug`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `requests` (
  `organisation_id` bigint(20) unsigned NOT NULL COMMENT '0: the installation',
  `request_id` varchar(64) NOT NULL,
  `operation` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `fingerprint` binary(32) NOT NULL,
  `result` mediumblob NOT NULL,
  `create_time` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  PRIMARY KEY (`organisation_id`,`request_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `units` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `code` varchar(64) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`code`),
  CONSTRAINT `units_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `unit_versions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `unit_id` bigint(20) unsigned NOT NULL,
  `valid_from` date NOT NULL,
  `valid_to` date NOT NULL COMMENT 'exclusive',
  `parent_id` bigint(20) unsigned DEFAULT NULL,
  `name` varchar(200) NOT NULL,
  `type` enum('GROUP','MUNICIPALITY','ASSEMBLY','COMMITTEE','ADMINISTRATION','COMPANY','DEPARTMENT','TEAM') NOT NULL,
  PRIMARY KEY (`organisation_id`,`unit_id`,`valid_from`),
  KEY `organisation_id` (`organisation_id`,`parent_id`),
  CONSTRAINT `unit_versions_ibfk_1` FOREIGN KEY (`organisation_id`, `unit_id`) REFERENCES `units` (`organisation_id`, `id`),
  CONSTRAINT `unit_versions_ibfk_2` FOREIGN KEY (`organisation_id`, `parent_id`) REFERENCES `units` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `tokens` (
  `organisation_id` bigint(20) unsigned NOT NULL COMMENT '0: the installation',
  `id` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the secret',
  `display_name` varchar(200) NOT NULL,
  `role` enum('ADMIN','HR','AUTHOR','MANAGER','AUDITOR','SERVICE') NOT NULL,
  `unit_id` bigint(20) unsigned DEFAULT NULL,
  `create_time` datetime(6) NOT NULL,
  `expire_time` datetime(6) DEFAULT NULL,
  `revoke_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `hash` (`hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sources` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `last_effective` date DEFAULT NULL,
  `last_sync_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`name`),
  CONSTRAINT `sources_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `people` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  CONSTRAINT `people_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `person_identities` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'keyed, of a personnummer or of the own id of a source; the key is not in the database',
  `person_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`organisation_id`,`hash`),
  KEY `organisation_id` (`organisation_id`,`person_id`),
  CONSTRAINT `person_identities_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `person_attributes` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `present` tinyint(1) NOT NULL COMMENT 'the last list of the source names the person',
  `given_name` varchar(100) NOT NULL,
  `family_name` varchar(100) NOT NULL,
  `email` varchar(254) NOT NULL,
  `phone` varchar(100) NOT NULL,
  `protected_identity` tinyint(1) NOT NULL,
  PRIMARY KEY (`organisation_id`,`person_id`,`source_id`),
  KEY `organisation_id` (`organisation_id`,`source_id`),
  CONSTRAINT `person_attributes_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`),
  CONSTRAINT `person_attributes_ibfk_2` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `engagements` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `unit_id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `source_key` varchar(120) NOT NULL,
  `is_current` tinyint(1) NOT NULL COMMENT 'what the source says now of this key',
  `valid_from` date NOT NULL,
  `valid_to` date NOT NULL COMMENT 'exclusive; equal to valid_from when it held on no day',
  `kind` enum('EMPLOYMENT','MANDATE','BOARD_SEAT','OTHER') NOT NULL,
  `role` varchar(200) NOT NULL,
  `has_computer` tinyint(1) NOT NULL,
  `manager_key` varchar(100) NOT NULL,
  `period_from` date NOT NULL,
  `period_to` date NOT NULL COMMENT 'exclusive',
  `leave_from` date DEFAULT NULL,
  `leave_to` date DEFAULT NULL COMMENT 'exclusive',
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `by_source` (`organisation_id`,`source_id`,`is_current`),
  KEY `by_unit` (`organisation_id`,`unit_id`,`valid_from`),
  CONSTRAINT `engagements_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`),
  CONSTRAINT `engagements_ibfk_2` FOREIGN KEY (`organisation_id`, `unit_id`) REFERENCES `units` (`organisation_id`, `id`),
  CONSTRAINT `engagements_ibfk_3` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `modules` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `slug` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`slug`),
  CONSTRAINT `modules_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `module_revisions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `revision` int(11) NOT NULL,
  `display_name` varchar(200) NOT NULL,
  `kind` enum('LESSON') NOT NULL,
  `minutes` tinyint(4) NOT NULL,
  `topics` varchar(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'separated by commas',
  `languages` varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'separated by commas, the fallback first',
  `checksum` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `publish_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`module_id`,`revision`),
  CONSTRAINT `module_revisions_ibfk_1` FOREIGN KEY (`organisation_id`, `module_id`) REFERENCES `modules` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `module_files` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `revision` int(11) NOT NULL,
  `path` varchar(200) NOT NULL,
  `content` mediumblob NOT NULL,
  PRIMARY KEY (`organisation_id`,`module_id`,`revision`,`path`),
  CONSTRAINT `module_files_ibfk_1` FOREIGN KEY (`organisation_id`, `module_id`, `revision`) REFERENCES `module_revisions` (`organisation_id`, `module_id`, `revision`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programmes` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `slug` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `display_name` varchar(200) NOT NULL,
  `open_date` date NOT NULL,
  `days_to_complete` int(11) NOT NULL,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`slug`),
  CONSTRAINT `programmes_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programme_modules` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `position` int(11) NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`organisation_id`,`programme_id`,`position`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`programme_id`,`module_id`),
  KEY `organisation_id_2` (`organisation_id`,`module_id`),
  CONSTRAINT `programme_modules_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`) REFERENCES `programmes` (`organisation_id`, `id`),
  CONSTRAINT `programme_modules_ibfk_2` FOREIGN KEY (`organisation_id`, `module_id`) REFERENCES `modules` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programme_audience` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `position` int(11) NOT NULL,
  `unit_id` bigint(20) unsigned NOT NULL,
  `kinds` set('EMPLOYMENT','MANDATE','BOARD_SEAT','OTHER') NOT NULL,
  `requires_computer` tinyint(1) NOT NULL,
  PRIMARY KEY (`organisation_id`,`programme_id`,`position`),
  KEY `organisation_id` (`organisation_id`,`unit_id`),
  CONSTRAINT `programme_audience_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`) REFERENCES `programmes` (`organisation_id`, `id`),
  CONSTRAINT `programme_audience_ibfk_2` FOREIGN KEY (`organisation_id`, `unit_id`) REFERENCES `units` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `memberships` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `valid_from` date NOT NULL,
  `valid_to` date NOT NULL COMMENT 'exclusive',
  PRIMARY KEY (`organisation_id`,`programme_id`,`person_id`,`valid_from`),
  KEY `organisation_id` (`organisation_id`,`person_id`),
  CONSTRAINT `memberships_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`) REFERENCES `programmes` (`organisation_id`, `id`),
  CONSTRAINT `memberships_ibfk_2` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='on which days somebody is in the audience of a programme';

CREATE TABLE `assignments` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `cycle` int(11) NOT NULL,
  `open_date` date NOT NULL,
  `due_date` date NOT NULL,
  `complete_date` date DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`programme_id`,`person_id`,`module_id`,`cycle`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `organisation_id_2` (`organisation_id`,`module_id`),
  KEY `for_figures` (`organisation_id`,`programme_id`,`person_id`,`open_date`,`due_date`,`complete_date`,`module_id`),
  CONSTRAINT `assignments_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`) REFERENCES `programmes` (`organisation_id`, `id`),
  CONSTRAINT `assignments_ibfk_2` FOREIGN KEY (`organisation_id`, `module_id`) REFERENCES `modules` (`organisation_id`, `id`),
  CONSTRAINT `assignments_ibfk_3` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `completions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `revision` int(11) NOT NULL,
  `complete_time` datetime(6) NOT NULL,
  `record_time` datetime(6) NOT NULL,
  `late` tinyint(1) NOT NULL,
  `request_id` varchar(64) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_assignment` (`organisation_id`,`assignment_id`),
  UNIQUE KEY `one_for_each_request` (`organisation_id`,`request_id`),
  KEY `by_record_time` (`organisation_id`,`record_time`),
  KEY `by_person` (`organisation_id`,`person_id`),
  CONSTRAINT `completions_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
