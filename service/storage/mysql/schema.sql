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
  `version` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `min_group_size` int(11) NOT NULL DEFAULT 5 COMMENT 'smaller ones are hidden',
  `units_version` bigint(20) unsigned NOT NULL DEFAULT 0 COMMENT 'grows with every change of its units',
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'sv',
  `contact_email` varchar(254) NOT NULL DEFAULT '',
  `mail_from_minute` int(11) NOT NULL DEFAULT 420 COMMENT 'of the day',
  `mail_to_minute` int(11) NOT NULL DEFAULT 1080 COMMENT 'exclusive',
  `mail_weekends` tinyint(1) NOT NULL DEFAULT 0,
  `digest_weekday` tinyint(4) NOT NULL DEFAULT 1 COMMENT '1 Monday to 7 Sunday; 0: no digest',
  `audit_recipients` varchar(2600) NOT NULL DEFAULT '' COMMENT 'addresses, one on each line',
  `identity_layers` tinyint(3) unsigned NOT NULL DEFAULT 1 COMMENT 'keys, one over another, of all hashes of its people',
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
  `source_id` bigint(20) unsigned DEFAULT NULL COMMENT 'for a directory that provisions this source',
  `create_time` datetime(6) NOT NULL,
  `expire_time` datetime(6) DEFAULT NULL,
  `revoke_time` datetime(6) DEFAULT NULL,
  `last_use_time` datetime(6) DEFAULT NULL COMMENT 'to the minute',
  `old_hash` binary(32) DEFAULT NULL COMMENT 'of the secret before the last rotation',
  `old_expire_time` datetime(6) DEFAULT NULL COMMENT 'until when that is good',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `hash` (`hash`),
  KEY `by_old_hash` (`old_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sources` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` enum('FILE','DIRECTORY') NOT NULL DEFAULT 'FILE',
  `last_effective` date DEFAULT NULL,
  `last_sync_time` datetime(6) DEFAULT NULL,
  `owner_email` varchar(254) NOT NULL DEFAULT '',
  `mapping` mediumtext DEFAULT NULL COMMENT 'TOML, for files that come without one',
  `missing_runs` int(11) NOT NULL DEFAULT 1 COMMENT 'in a row, until somebody counts as gone',
  `few_leavers` int(11) NOT NULL DEFAULT 10 COMMENT 'so many are never strange',
  `max_leavers_percent` int(11) NOT NULL DEFAULT 10,
  `max_unit_leavers_percent` int(11) NOT NULL DEFAULT 50,
  `max_week_leavers_percent` int(11) NOT NULL DEFAULT 15,
  `max_refused_percent` int(11) NOT NULL DEFAULT 5,
  `max_rekeyed_percent` int(11) NOT NULL DEFAULT 20,
  `preferred_for` set('NAME','EMAIL','PHONE') NOT NULL DEFAULT '',
  `employee_number_source_id` bigint(20) unsigned DEFAULT NULL COMMENT 'whose keys the employee numbers of a directory are',
  `default_unit_id` bigint(20) unsigned DEFAULT NULL COMMENT 'for a department that is no unit',
  `last_file_time` datetime(6) DEFAULT NULL COMMENT 'when the newest file that was applied was written',
  `version` bigint(20) unsigned NOT NULL DEFAULT 1,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`name`),
  CONSTRAINT `sources_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `people` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `erase_time` datetime(6) DEFAULT NULL COMMENT 'nothing is known any more of who it was',
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
  KEY `by_key` (`organisation_id`,`source_id`,`source_key`),
  KEY `by_manager` (`organisation_id`,`source_id`,`manager_key`),
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
  `kind` enum('LESSON','POLICY','EXTERNAL','SESSION') NOT NULL,
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
  `end_date` date DEFAULT NULL COMMENT 'the last day',
  `weeks_between` int(11) NOT NULL DEFAULT 0,
  `newcomer_days` int(11) NOT NULL DEFAULT 0,
  `catch_up` enum('ALL','PACED','NONE') NOT NULL DEFAULT 'ALL',
  `quiet` set('WEEKENDS','HOLIDAYS','JULY') NOT NULL DEFAULT '',
  `pauses_on_leave` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'as programmes were before there was a choice',
  `recurrence` enum('ONCE','FROM_COMPLETION','FROM_EXPIRY','FIXED') NOT NULL DEFAULT 'ONCE',
  `every_months` int(11) NOT NULL DEFAULT 12,
  `window_days` int(11) NOT NULL DEFAULT 0,
  `fixed_month` tinyint(4) NOT NULL DEFAULT 1,
  `fixed_day` tinyint(4) NOT NULL DEFAULT 1,
  `planned_until` date NOT NULL DEFAULT '9999-12-31' COMMENT 'assignments that open later are not made yet',
  `version` bigint(20) unsigned NOT NULL DEFAULT 1,
  `mails_invitation` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'as programmes were before there were mails',
  `mails_before` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'days, separated by commas',
  `mails_after` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  `mails_escalation` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`slug`),
  CONSTRAINT `programmes_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programme_modules` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `position` int(11) NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `open_date` date DEFAULT NULL COMMENT 'instead of what the pace says',
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
  `unit_id` bigint(20) unsigned DEFAULT NULL COMMENT 'NULL: anywhere',
  `kinds` set('EMPLOYMENT','MANDATE','BOARD_SEAT','OTHER') NOT NULL,
  `requires_computer` tinyint(1) NOT NULL,
  `excepts` tinyint(1) NOT NULL DEFAULT 0,
  `role_groups` set('CHAIR','VICE_CHAIR','MEMBER','SUBSTITUTE','AUDITOR') NOT NULL DEFAULT '',
  `roles` varchar(4000) NOT NULL DEFAULT '' COMMENT 'patterns, one a line',
  `has_list` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'only people in programme_people',
  `valid_from` date NOT NULL DEFAULT '1900-01-01',
  `valid_to` date NOT NULL DEFAULT '9999-12-31' COMMENT 'exclusive',
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
  `is_paused` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'on leave',
  PRIMARY KEY (`organisation_id`,`programme_id`,`person_id`,`valid_from`),
  KEY `organisation_id` (`organisation_id`,`person_id`),
  KEY `by_first_day` (`organisation_id`,`valid_from`),
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
  `close_date` date DEFAULT NULL COMMENT 'from when a later cycle stands in its place',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`programme_id`,`person_id`,`module_id`,`cycle`),
  KEY `organisation_id_2` (`organisation_id`,`module_id`),
  KEY `by_person` (`organisation_id`,`person_id`,`complete_date`),
  KEY `by_due_date` (`organisation_id`,`due_date`,`id`,`complete_date`,`person_id`),
  KEY `by_open_date` (`organisation_id`,`open_date`,`programme_id`,`person_id`),
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
  `void_id` bigint(20) unsigned NOT NULL DEFAULT 0 COMMENT 'of the record that took it back; 0: it stands',
  `evidence` varchar(500) NOT NULL DEFAULT '' COMMENT 'of what was done elsewhere, or who attested it',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_request` (`organisation_id`,`request_id`),
  UNIQUE KEY `one_for_each_assignment` (`organisation_id`,`assignment_id`,`void_id`),
  KEY `by_record_time` (`organisation_id`,`record_time`),
  KEY `by_person` (`organisation_id`,`person_id`),
  CONSTRAINT `completions_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sync_uploads` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `request_id` varchar(64) DEFAULT NULL COMMENT 'of the call that sends it; NULL once it belongs to a run',
  `fingerprint` binary(32) NOT NULL COMMENT 'of what was asked with the file',
  `total_bytes` bigint(20) NOT NULL,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`request_id`),
  KEY `by_create_time` (`create_time`),
  CONSTRAINT `sync_uploads_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='staff files on their way in, or held';

CREATE TABLE `sync_upload_chunks` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `upload_id` bigint(20) unsigned NOT NULL,
  `position` bigint(20) NOT NULL COMMENT 'of its first byte in the file',
  `bytes` int(11) NOT NULL COMMENT 'of the file',
  `content` mediumblob NOT NULL COMMENT 'sealed; the key is not in the database',
  `create_time` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `key_number` tinyint(3) unsigned NOT NULL DEFAULT 1 COMMENT 'of the content',
  PRIMARY KEY (`organisation_id`,`upload_id`,`position`),
  KEY `by_key` (`key_number`),
  CONSTRAINT `sync_upload_chunks_ibfk_1` FOREIGN KEY (`organisation_id`, `upload_id`) REFERENCES `sync_uploads` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sync_runs` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `state` enum('HELD','APPLIED','REJECTED','SUPERSEDED','REVERTED') NOT NULL,
  `origin` enum('UPLOAD','DROP_FOLDER','DIRECTORY') NOT NULL,
  `sequence` bigint(20) unsigned DEFAULT NULL COMMENT 'the order in which runs were applied',
  `effective` date NOT NULL,
  `previous_effective` date DEFAULT NULL COMMENT 'of the source, before',
  `file_name` varchar(255) NOT NULL,
  `file_time` datetime(6) DEFAULT NULL,
  `previous_file_time` datetime(6) DEFAULT NULL,
  `content_hash` binary(16) DEFAULT NULL COMMENT 'keyed, of the file',
  `mapping` mediumtext DEFAULT NULL COMMENT 'of a held file',
  `upload_id` bigint(20) unsigned DEFAULT NULL COMMENT 'a held file',
  `leavers` int(11) NOT NULL COMMENT 'people whom the run ended before their time',
  `create_time` datetime(6) NOT NULL,
  `decide_time` datetime(6) DEFAULT NULL,
  `decided_by` varchar(200) NOT NULL,
  `summary` mediumtext NOT NULL COMMENT 'JSON: counts, reasons, problems, conflicts',
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_source` (`organisation_id`,`source_id`,`id`),
  KEY `by_sequence` (`organisation_id`,`source_id`,`sequence`),
  KEY `by_effective` (`organisation_id`,`source_id`,`state`,`effective`),
  KEY `by_content` (`organisation_id`,`source_id`,`content_hash`),
  CONSTRAINT `sync_runs_ibfk_1` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sync_changes` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `run_id` bigint(20) unsigned NOT NULL,
  `position` int(11) NOT NULL,
  `kind` enum('JOIN','RETURN','ADD','MOVE','CHANGE','END','LEAVE','CONTINUE') NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `engagement_id` bigint(20) unsigned DEFAULT NULL COMMENT 'begun',
  `old_engagement_id` bigint(20) unsigned DEFAULT NULL COMMENT 'ended',
  `old_valid_to` date DEFAULT NULL COMMENT 'of the ended one, before',
  `old_is_current` tinyint(1) DEFAULT NULL,
  `attributes_id` bigint(20) unsigned DEFAULT NULL,
  `old_attributes_id` bigint(20) unsigned DEFAULT NULL,
  `old_attributes_valid_to` date DEFAULT NULL,
  `old_attributes_is_current` tinyint(1) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`run_id`,`position`),
  CONSTRAINT `sync_changes_ibfk_1` FOREIGN KEY (`organisation_id`, `run_id`) REFERENCES `sync_runs` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `source_rows` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `engagement_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `row_hash` binary(16) DEFAULT NULL COMMENT 'keyed; NULL: read the row again',
  `key_hash` bigint(20) unsigned NOT NULL COMMENT 'of the key without its number',
  PRIMARY KEY (`organisation_id`,`source_id`,`engagement_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the rows of the last list of a source, each with the engagement it became';

CREATE TABLE `attribute_versions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `is_current` tinyint(1) NOT NULL COMMENT 'what the source says now of the person',
  `valid_from` date NOT NULL,
  `valid_to` date NOT NULL COMMENT 'exclusive; equal to valid_from when it held on no day',
  `given_name` varchar(100) NOT NULL,
  `family_name` varchar(100) NOT NULL,
  `email` varchar(254) NOT NULL,
  `phone` varchar(100) NOT NULL,
  `protected_identity` tinyint(1) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `by_source` (`organisation_id`,`source_id`,`is_current`),
  KEY `by_email` (`organisation_id`,`email`),
  CONSTRAINT `attribute_versions_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`),
  CONSTRAINT `attribute_versions_ibfk_2` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `sync_absences` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `engagement_id` bigint(20) unsigned NOT NULL,
  `run_id` bigint(20) unsigned NOT NULL COMMENT 'in which it was missing and went on all the same',
  `end_run_id` bigint(20) unsigned DEFAULT NULL COMMENT 'in which it was there again, or gone',
  PRIMARY KEY (`organisation_id`,`engagement_id`,`run_id`),
  KEY `by_run` (`organisation_id`,`run_id`),
  KEY `by_end_run` (`organisation_id`,`end_run_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `directory_users` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `user_name_key` varchar(255) DEFAULT NULL COMMENT 'NULL when deleted: the name is free again',
  `external_id` varchar(200) DEFAULT NULL,
  `employee_number` varchar(100) DEFAULT NULL,
  `email_key` varchar(255) DEFAULT NULL COMMENT 'the work address; * for somebody with several',
  `display_name_key` varchar(255) DEFAULT NULL,
  `active` tinyint(1) NOT NULL,
  `deleted` tinyint(1) NOT NULL,
  `person_id` bigint(20) unsigned DEFAULT NULL,
  `unit_id` bigint(20) unsigned DEFAULT NULL COMMENT 'where the person was last',
  `leave_date` date DEFAULT NULL COMMENT 'when the directory let the user go',
  `leave_run_id` bigint(20) unsigned DEFAULT NULL COMMENT 'the run that did so',
  `held_run_id` bigint(20) unsigned DEFAULT NULL COMMENT 'the run that holds it',
  `resource` mediumtext NOT NULL COMMENT 'JSON: all that the directory said',
  `version` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `update_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_name` (`organisation_id`,`source_id`,`user_name_key`),
  KEY `by_external_id` (`organisation_id`,`source_id`,`external_id`),
  KEY `by_employee_number` (`organisation_id`,`source_id`,`employee_number`),
  KEY `by_email` (`organisation_id`,`source_id`,`email_key`),
  KEY `by_display_name` (`organisation_id`,`source_id`,`display_name_key`),
  KEY `by_source` (`organisation_id`,`source_id`,`deleted`,`active`,`id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `by_leave_run` (`organisation_id`,`leave_run_id`),
  KEY `by_held_run` (`organisation_id`,`held_run_id`),
  KEY `organisation_id` (`organisation_id`,`unit_id`),
  CONSTRAINT `directory_users_ibfk_1` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`),
  CONSTRAINT `directory_users_ibfk_2` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`),
  CONSTRAINT `directory_users_ibfk_3` FOREIGN KEY (`organisation_id`, `unit_id`) REFERENCES `units` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `directory_groups` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `source_id` bigint(20) unsigned NOT NULL,
  `external_id` varchar(200) DEFAULT NULL,
  `display_name_key` varchar(255) NOT NULL,
  `resource` mediumtext NOT NULL COMMENT 'JSON without the members',
  `version` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `update_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_source` (`organisation_id`,`source_id`,`id`),
  KEY `by_name` (`organisation_id`,`source_id`,`display_name_key`),
  KEY `by_external_id` (`organisation_id`,`source_id`,`external_id`),
  CONSTRAINT `directory_groups_ibfk_1` FOREIGN KEY (`organisation_id`, `source_id`) REFERENCES `sources` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `directory_members` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `group_id` bigint(20) unsigned NOT NULL,
  `user_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`organisation_id`,`group_id`,`user_id`),
  KEY `by_user` (`organisation_id`,`user_id`),
  CONSTRAINT `directory_members_ibfk_1` FOREIGN KEY (`organisation_id`, `group_id`) REFERENCES `directory_groups` (`organisation_id`, `id`),
  CONSTRAINT `directory_members_ibfk_2` FOREIGN KEY (`organisation_id`, `user_id`) REFERENCES `directory_users` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `unit_imports` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `effective` date NOT NULL COMMENT 'from when on a file said what was so, also when that changed nothing',
  PRIMARY KEY (`organisation_id`,`effective`),
  CONSTRAINT `unit_imports_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `person_merges` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL COMMENT 'who goes on',
  `merged_person_id` bigint(20) unsigned NOT NULL COMMENT 'who was the same human',
  `moved` mediumtext NOT NULL COMMENT 'JSON: what to give back when it is undone',
  `create_time` datetime(6) NOT NULL,
  `created_by` varchar(200) NOT NULL,
  `undo_time` datetime(6) DEFAULT NULL,
  `undone_by` varchar(200) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `by_merged_person` (`organisation_id`,`merged_person_id`),
  CONSTRAINT `person_merges_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`),
  CONSTRAINT `person_merges_ibfk_2` FOREIGN KEY (`organisation_id`, `merged_person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mails` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `about` varchar(100) NOT NULL COMMENT 'what it tells of; nobody gets two mails about one thing',
  `state` enum('WAITING','SENT','FAILED','DROPPED') NOT NULL,
  `recipient` varchar(254) NOT NULL,
  `subject` varchar(200) NOT NULL,
  `text_body` mediumtext NOT NULL,
  `html_body` mediumtext DEFAULT NULL,
  `create_time` datetime(6) NOT NULL,
  `tries` int(11) NOT NULL,
  `due_time` datetime(6) DEFAULT NULL COMMENT 'not to be tried before; while a server sends it, when its claim ends',
  `end_time` datetime(6) DEFAULT NULL COMMENT 'when it was sent, or failed for good',
  `last_error` varchar(500) NOT NULL,
  `kind` enum('NOTICE','LESSONS','MANAGER','ACCESS') NOT NULL DEFAULT 'NOTICE',
  `person_id` bigint(20) unsigned DEFAULT NULL,
  `expire_time` datetime(6) DEFAULT NULL COMMENT 'not to be sent any more',
  `try_time` datetime(6) DEFAULT NULL COMMENT 'when what came of the last try was known',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_thing` (`organisation_id`,`about`,`recipient`),
  KEY `by_due_time` (`state`,`due_time`),
  KEY `by_end_time` (`state`,`end_time`),
  KEY `by_expire_time` (`state`,`expire_time`),
  KEY `by_try_time` (`try_time`),
  KEY `by_state` (`organisation_id`,`state`,`id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  KEY `by_recipient` (`organisation_id`,`recipient`),
  CONSTRAINT `mails_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programme_quiet_days` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `first_day` date NOT NULL,
  `end_day` date NOT NULL COMMENT 'exclusive',
  PRIMARY KEY (`organisation_id`,`programme_id`,`first_day`),
  CONSTRAINT `programme_quiet_days_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`) REFERENCES `programmes` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `programme_people` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `programme_id` bigint(20) unsigned NOT NULL,
  `position` int(11) NOT NULL COMMENT 'of the rule in programme_audience',
  `person_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`organisation_id`,`programme_id`,`position`,`person_id`),
  KEY `by_person` (`organisation_id`,`person_id`),
  CONSTRAINT `programme_people_ibfk_1` FOREIGN KEY (`organisation_id`, `programme_id`, `position`) REFERENCES `programme_audience` (`organisation_id`, `programme_id`, `position`),
  CONSTRAINT `programme_people_ibfk_2` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `module_editions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `start_date` date NOT NULL COMMENT 'from when it is asked for again',
  `revision` int(11) NOT NULL,
  `asks` enum('ALL','HOLDERS') NOT NULL COMMENT 'HOLDERS: only those who had acknowledged an earlier one',
  PRIMARY KEY (`organisation_id`,`module_id`,`start_date`),
  KEY `organisation_id` (`organisation_id`,`module_id`,`revision`),
  CONSTRAINT `module_editions_ibfk_1` FOREIGN KEY (`organisation_id`, `module_id`, `revision`) REFERENCES `module_revisions` (`organisation_id`, `module_id`, `revision`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `assignment_exceptions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `kind` enum('WAIVER','EXTENSION') NOT NULL,
  `valid_from` date NOT NULL,
  `valid_to` date NOT NULL COMMENT 'exclusive',
  `due_date` date DEFAULT NULL COMMENT 'of an extension',
  `old_due_date` date DEFAULT NULL COMMENT 'what an extension found',
  `reason` varchar(500) NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `created_by` varchar(200) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_assignment` (`organisation_id`,`assignment_id`,`kind`,`valid_from`),
  KEY `by_first_day` (`organisation_id`,`kind`,`valid_from`,`assignment_id`),
  CONSTRAINT `assignment_exceptions_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `completion_voids` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `completion_id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `complete_date` date NOT NULL COMMENT 'of the completion',
  `void_date` date NOT NULL COMMENT 'from when it does not count',
  `reason` varchar(500) NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `created_by` varchar(200) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_completion` (`organisation_id`,`completion_id`),
  KEY `by_assignment` (`organisation_id`,`assignment_id`),
  CONSTRAINT `completion_voids_ibfk_1` FOREIGN KEY (`organisation_id`, `completion_id`) REFERENCES `completions` (`organisation_id`, `id`),
  CONSTRAINT `completion_voids_ibfk_2` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `person_timelines` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `timeline` mediumblob NOT NULL COMMENT 'what the figures hold of the person; see timeline_codec.h',
  PRIMARY KEY (`organisation_id`,`person_id`),
  CONSTRAINT `person_timelines_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `figures` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `unit_id` bigint(20) unsigned NOT NULL,
  `subject_id` bigint(20) unsigned NOT NULL COMMENT 'a programme or module; 0: everything',
  `span` enum('YEAR','MONTH','DAY') NOT NULL,
  `day` date NOT NULL COMMENT 'the first of the span',
  `kinds` tinyint(3) unsigned NOT NULL COMMENT 'a bit for each kind of engagement that somebody has there',
  `people` int(11) NOT NULL,
  `required` int(11) NOT NULL,
  `completed` int(11) NOT NULL,
  `overdue` int(11) NOT NULL,
  `waived` int(11) NOT NULL,
  `paused` int(11) NOT NULL,
  `assignments_completed` int(11) NOT NULL,
  `assignments_completed_late` int(11) NOT NULL,
  `assignments_overdue` int(11) NOT NULL,
  `assignments_not_yet_due` int(11) NOT NULL,
  `assignments_waived` int(11) NOT NULL,
  `assignments_paused` int(11) NOT NULL,
  PRIMARY KEY (`organisation_id`,`unit_id`,`subject_id`,`span`,`day`,`kinds`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='by how much each figure changed in the span; the sum up to a day is the figure';

CREATE TABLE `figure_changes` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `content` mediumblob NOT NULL COMMENT 'see timeline_codec.h',
  PRIMARY KEY (`organisation_id`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='counted already, not yet in figures';

CREATE TABLE `figure_states` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `is_ready` tinyint(1) NOT NULL COMMENT 'whether everybody has a timeline',
  `last_event` bigint(20) unsigned NOT NULL DEFAULT 0 COMMENT 'the sequence of the last event',
  `overdue_until` date DEFAULT NULL COMMENT 'the last day whose overdue assignments have been told of',
  `folded` bigint(20) unsigned NOT NULL DEFAULT 0 COMMENT 'how many changes have ever been put into figures',
  PRIMARY KEY (`organisation_id`),
  CONSTRAINT `figure_states_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `answer_counts` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `unit_id` bigint(20) unsigned NOT NULL,
  `module_id` bigint(20) unsigned NOT NULL,
  `revision` int(11) NOT NULL,
  `question` int(11) NOT NULL COMMENT 'from 1',
  `month` date NOT NULL COMMENT 'its first day',
  `answered` int(11) NOT NULL COMMENT 'people of the unit and below it',
  `right_at_first` int(11) NOT NULL,
  PRIMARY KEY (`organisation_id`,`unit_id`,`module_id`,`revision`,`question`,`month`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='never by person';

CREATE TABLE `planning_queue` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `changes` int(11) NOT NULL DEFAULT 1 COMMENT 'counted, so that whoever takes the row meets whoever puts it',
  PRIMARY KEY (`organisation_id`,`person_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whose assignments are to follow what has changed';

CREATE TABLE `events` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `sequence` bigint(20) unsigned NOT NULL COMMENT 'without gaps, in the order of being told',
  `type` enum('COMPLETION_RECORDED','COMPLETION_VOIDED','ASSIGNMENT_OVERDUE','SYNC_HELD','REPORT_CREATED') NOT NULL,
  `subject_id` bigint(20) unsigned NOT NULL COMMENT 'of what it tells of',
  `subject_day` date NOT NULL COMMENT 'distinguishes what can happen to one subject again',
  `time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`sequence`),
  UNIQUE KEY `one_for_each_thing` (`organisation_id`,`type`,`subject_id`,`subject_day`),
  CONSTRAINT `events_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `subscriptions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` enum('WEBHOOK','XAPI') NOT NULL,
  `url` varchar(1000) NOT NULL,
  `secret` varbinary(1000) NOT NULL COMMENT 'sealed; the key is not in the database',
  `types` set('COMPLETION_RECORDED','COMPLETION_VOIDED','ASSIGNMENT_OVERDUE','SYNC_HELD','REPORT_CREATED') NOT NULL,
  `next_sequence` bigint(20) unsigned NOT NULL COMMENT 'the cursor: of the next event to be sent',
  `state` enum('ACTIVE','PAUSED','FAILING') NOT NULL,
  `tries` int(11) NOT NULL DEFAULT 0,
  `due_time` datetime(6) DEFAULT NULL COMMENT 'not to be tried before; while a server sends, when its claim ends',
  `last_success_time` datetime(6) DEFAULT NULL,
  `last_error` varchar(500) NOT NULL DEFAULT '',
  `version` bigint(20) unsigned NOT NULL DEFAULT 1,
  `create_time` datetime(6) NOT NULL,
  `key_number` tinyint(3) unsigned NOT NULL DEFAULT 1 COMMENT 'of the secret',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`name`),
  CONSTRAINT `subscriptions_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `jobs` (
  `organisation_id` bigint(20) unsigned NOT NULL COMMENT '0: the installation',
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `last_start_time` datetime(6) DEFAULT NULL,
  `last_end_time` datetime(6) DEFAULT NULL,
  `last_work_time` datetime(6) DEFAULT NULL COMMENT 'when it last had something to do',
  `last_result` varchar(500) NOT NULL DEFAULT '',
  `last_error` varchar(500) NOT NULL DEFAULT '',
  `done_until` date DEFAULT NULL COMMENT 'for a daily job: the last day it has done',
  `server` varchar(100) NOT NULL DEFAULT '' COMMENT 'that ran it last',
  PRIMARY KEY (`organisation_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `reports` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `kind` enum('BOARD','ANNUAL') NOT NULL,
  `unit_id` bigint(20) unsigned DEFAULT NULL,
  `first_day` date NOT NULL,
  `last_day` date NOT NULL COMMENT 'the day the figures are for',
  `create_time` datetime(6) NOT NULL,
  `created_by` varchar(200) NOT NULL,
  `parameters` mediumtext NOT NULL COMMENT 'JSON: all that was asked',
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 over the files in the order of their names',
  `schedule_id` bigint(20) unsigned DEFAULT NULL,
  `scheduled_day` date DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `one_for_each_day` (`organisation_id`,`schedule_id`,`scheduled_day`),
  CONSTRAINT `reports_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='never changed';

CREATE TABLE `report_files` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `report_id` bigint(20) unsigned NOT NULL,
  `name` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'board.sv.html',
  `content` longblob NOT NULL,
  PRIMARY KEY (`organisation_id`,`report_id`,`name`),
  CONSTRAINT `report_files_ibfk_1` FOREIGN KEY (`organisation_id`, `report_id`) REFERENCES `reports` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `report_schedules` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` enum('BOARD','ANNUAL') NOT NULL,
  `unit_id` bigint(20) unsigned DEFAULT NULL,
  `every` enum('MONTH','QUARTER','YEAR') NOT NULL,
  `days_after` int(11) NOT NULL COMMENT 'the end of the period',
  `recipients` varchar(4000) NOT NULL COMMENT 'addresses, one a line',
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `next_day` date NOT NULL COMMENT 'when the next report is made',
  `version` bigint(20) unsigned NOT NULL DEFAULT 1,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `organisation_id` (`organisation_id`,`name`),
  CONSTRAINT `report_schedules_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `learner_links` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `number` bigint(20) unsigned NOT NULL COMMENT 'the first half of the code; the second is made with a key that is not in the database',
  `root` bigint(20) unsigned NOT NULL COMMENT 'number of the link that this one was made from; its own number when it is the first',
  `assignment_id` bigint(20) unsigned NOT NULL,
  `purpose` enum('MAIL','HANDED_OUT','SCREEN') NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `expire_time` datetime(6) NOT NULL,
  `revoke_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`number`),
  UNIQUE KEY `one_for_each_number` (`number`),
  KEY `by_assignment` (`organisation_id`,`assignment_id`),
  KEY `by_expire_time` (`expire_time`),
  CONSTRAINT `learner_links_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `screen_codes` (
  `hash` binary(32) NOT NULL COMMENT 'keyed, of the six letters',
  `organisation_id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `root` bigint(20) unsigned NOT NULL COMMENT 'number of the link that it was made from',
  `expire_time` datetime(6) NOT NULL,
  PRIMARY KEY (`hash`),
  KEY `by_expire_time` (`expire_time`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `link_requests` (
  `id` bigint(20) unsigned NOT NULL,
  `wants` enum('LESSONS','SIGN_IN') NOT NULL,
  `email` varchar(254) NOT NULL,
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `create_time` datetime(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whether anybody has the address or not; gone as soon as they are answered';

CREATE TABLE `lesson_progress` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `attempt` bigint(20) unsigned NOT NULL,
  `revision` int(11) NOT NULL,
  `position` int(11) NOT NULL COMMENT 'the step to show next',
  `questions` varchar(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'see lesson_table.cc',
  `start_time` datetime(6) NOT NULL,
  `update_time` datetime(6) NOT NULL,
  PRIMARY KEY (`organisation_id`,`assignment_id`),
  KEY `by_update_time` (`update_time`),
  CONSTRAINT `lesson_progress_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `person_contacts` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'chosen by the person',
  `unreachable_address` varchar(254) NOT NULL DEFAULT '' COMMENT 'to which a mail was refused for good',
  `unreachable_reason` varchar(500) NOT NULL DEFAULT '',
  `unreachable_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`person_id`),
  KEY `by_unreachable_time` (`organisation_id`,`unreachable_time`),
  CONSTRAINT `person_contacts_ibfk_1` FOREIGN KEY (`organisation_id`, `person_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mail_rounds` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `done_until` date DEFAULT NULL COMMENT 'the last day that is done',
  `day` date DEFAULT NULL COMMENT 'the day that is being done',
  `begin_time` datetime(6) DEFAULT NULL COMMENT 'of the last day that was begun',
  `new_since` datetime(6) DEFAULT NULL COMMENT 'what was assigned since then, and before it was begun, is new',
  PRIMARY KEY (`organisation_id`),
  CONSTRAINT `mail_rounds_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mail_round_people` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `is_manager` tinyint(1) NOT NULL,
  `person_id` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`organisation_id`,`is_manager`,`person_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who is still to be looked at';

CREATE TABLE `escalations` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `assignment_id` bigint(20) unsigned NOT NULL,
  `due_date` date NOT NULL,
  `level` tinyint(4) NOT NULL COMMENT '1: the manager, 2: the manager of the manager',
  `manager_id` bigint(20) unsigned NOT NULL,
  `day` date NOT NULL COMMENT 'on which it was found',
  `told_day` date DEFAULT NULL COMMENT 'NULL: the manager is still to be told',
  PRIMARY KEY (`organisation_id`,`assignment_id`,`due_date`,`level`),
  KEY `by_told_day` (`organisation_id`,`told_day`,`manager_id`),
  KEY `organisation_id` (`organisation_id`,`manager_id`),
  CONSTRAINT `escalations_ibfk_1` FOREIGN KEY (`organisation_id`, `assignment_id`) REFERENCES `assignments` (`organisation_id`, `id`),
  CONSTRAINT `escalations_ibfk_2` FOREIGN KEY (`organisation_id`, `manager_id`) REFERENCES `people` (`organisation_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mail_templates` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `kind` enum('INVITATION','REMINDER','OVERDUE','DIGEST','ESCALATION','NEW_LINK','SIGN_IN') NOT NULL,
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject` varchar(200) NOT NULL,
  `body` mediumtext NOT NULL COMMENT 'Markdown with marks',
  `update_time` datetime(6) NOT NULL,
  `updated_by` varchar(200) NOT NULL,
  PRIMARY KEY (`organisation_id`,`kind`,`language`),
  CONSTRAINT `mail_templates_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `access_grants` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `email` varchar(254) NOT NULL,
  `role` enum('ADMIN','HR','AUTHOR','MANAGER','AUDITOR') NOT NULL,
  `unit_id` bigint(20) unsigned DEFAULT NULL COMMENT 'NULL: the whole organisation',
  `create_time` datetime(6) NOT NULL,
  `created_by` varchar(200) NOT NULL,
  `expire_time` datetime(6) DEFAULT NULL,
  `revoke_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`organisation_id`,`id`),
  KEY `by_email` (`organisation_id`,`email`),
  CONSTRAINT `access_grants_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sign_in_links` (
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the secret',
  `organisation_id` bigint(20) unsigned NOT NULL,
  `email` varchar(254) NOT NULL,
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `expire_time` datetime(6) NOT NULL,
  `is_used` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`hash`),
  KEY `by_expire_time` (`expire_time`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `web_sessions` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `id` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the secret in the cookie',
  `email` varchar(254) NOT NULL,
  `language` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `expire_time` datetime(6) NOT NULL,
  `revoke_time` datetime(6) DEFAULT NULL,
  `way` enum('LINK','OIDC') NOT NULL DEFAULT 'LINK' COMMENT 'a link in a mail, or the identity provider',
  PRIMARY KEY (`organisation_id`,`id`),
  UNIQUE KEY `hash` (`hash`),
  KEY `by_expire_time` (`expire_time`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `audit_entries` (
  `organisation_id` bigint(20) unsigned NOT NULL COMMENT '0: the installation',
  `sequence` bigint(20) unsigned NOT NULL,
  `time` datetime(6) NOT NULL,
  `actor_type` enum('SERVER','TOKEN','GRANT','PERSON') NOT NULL,
  `actor_id` bigint(20) unsigned NOT NULL COMMENT '0: the server, or nobody who is known',
  `channel` enum('SERVER','RPC','HTTP') NOT NULL,
  `address` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `action` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `resource` varchar(400) NOT NULL,
  `person_id` bigint(20) unsigned DEFAULT NULL COMMENT 'whom it is about',
  `outcome` enum('DONE','DENIED') NOT NULL,
  `request_id` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `details` text NOT NULL COMMENT 'JSON; empty: none',
  `hash` binary(32) NOT NULL COMMENT 'of this entry and the one before',
  PRIMARY KEY (`organisation_id`,`sequence`),
  KEY `by_person` (`organisation_id`,`person_id`,`sequence`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `audit_heads` (
  `organisation_id` bigint(20) unsigned NOT NULL COMMENT '0: the installation',
  `sequence` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL,
  PRIMARY KEY (`organisation_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `identity_providers` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `issuer` varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `client_id` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `sealed_secret` varbinary(600) NOT NULL COMMENT 'empty: a public client',
  `audiences` varchar(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'with spaces between them',
  `bearer_issuer` varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email_claim` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `display_name` varchar(200) NOT NULL,
  `version` bigint(20) unsigned NOT NULL,
  `create_time` datetime(6) NOT NULL,
  `update_time` datetime(6) NOT NULL,
  `is_required` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'links in mails sign nobody in',
  `acr_values` varchar(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'with spaces between them',
  `amr_values` varchar(3000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'with spaces between them',
  `key_number` tinyint(3) unsigned NOT NULL DEFAULT 1 COMMENT 'of the secret',
  PRIMARY KEY (`organisation_id`),
  KEY `by_bearer_issuer` (`bearer_issuer`),
  CONSTRAINT `identity_providers_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `retention_rules` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `months_after_leaving` int(11) NOT NULL COMMENT 'when somebody who has left is erased; 0: never',
  `valid_from` date NOT NULL COMMENT 'nobody is erased by it before',
  PRIMARY KEY (`organisation_id`),
  CONSTRAINT `retention_rules_ibfk_1` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `identity_keys` (
  `number` tinyint(3) unsigned NOT NULL COMMENT 'the greatest is in use, without any 1; the keys are not in the database',
  `fingerprint` binary(16) NOT NULL COMMENT 'keyed: servers compare theirs',
  `use_time` datetime(6) DEFAULT NULL,
  `retire_time` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `rosters` (
  `organisation_id` bigint(20) unsigned NOT NULL,
  `version` bigint(20) unsigned NOT NULL COMMENT 'grows with every lock',
  PRIMARY KEY (`organisation_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
