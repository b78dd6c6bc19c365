CREATE TABLE `attachment` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`owner_kind` text NOT NULL,
	`owner_id` text NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`tied_to` text,
	`length` integer NOT NULL,
	`taken_at` text NOT NULL,
	`by` text NOT NULL,
	`device_id` text NOT NULL,
	`started_at` text NOT NULL,
	`stored_at` text,
	`sha256` text,
	`small_sha256` text,
	`bytes` integer,
	`type` text,
	`width` integer,
	`height` integer,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachment_uuid` ON `attachment` (`id`);--> statement-breakpoint
CREATE INDEX `attachment_owner` ON `attachment` (`community_id`,`owner_kind`,`owner_id`,`taken_at`);--> statement-breakpoint
CREATE INDEX `attachment_device` ON `attachment` (`device_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `attachment_by` ON `attachment` (`by`,`started_at`);--> statement-breakpoint
CREATE INDEX `attachment_loose` ON `attachment` (`tied_to`,`stored_at`,`started_at`);--> statement-breakpoint
CREATE TABLE `attendance` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`home` text DEFAULT '' NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`signature` text DEFAULT '' NOT NULL,
	`oral` integer DEFAULT false NOT NULL,
	`consent` text,
	`erased_at` text,
	`erased_by` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `attendance_meeting` ON `attendance` (`community_id`,`meeting_id`);--> statement-breakpoint
CREATE TABLE `household` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`building` text NOT NULL,
	`unit` text DEFAULT '' NOT NULL,
	`room` text NOT NULL,
	`rank` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `household_home` ON `household` (`community_id`,`building`,`unit`,`room`);--> statement-breakpoint
CREATE TABLE `private_read` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`hour` text NOT NULL,
	`account_id` text NOT NULL,
	`how` text NOT NULL,
	`first_at` text NOT NULL,
	`last_at` text NOT NULL,
	`times` integer NOT NULL,
	`device_id` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `hour`, `account_id`, `how`)
);
--> statement-breakpoint
CREATE INDEX `private_read_age` ON `private_read` (`last_at`);--> statement-breakpoint
CREATE TABLE `calendar_import` (
	`community_id` text NOT NULL,
	`year` integer NOT NULL,
	`seq` integer NOT NULL,
	`days` text NOT NULL,
	`source` text DEFAULT '' NOT NULL,
	`imported_by` text,
	`imported_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `year`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `community` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`time_zone` text DEFAULT 'Asia/Shanghai' NOT NULL,
	`settings` text NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `grid` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`rank` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `party` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`title` text DEFAULT '' NOT NULL,
	`grid_id` text,
	`pinyin` text NOT NULL,
	`initials` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `party_initials` ON `party` (`community_id`,`initials`);--> statement-breakpoint
CREATE TABLE `venue` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`grid_id` text,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`x` real,
	`y` real,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `venue_code` ON `venue` (`code`);--> statement-breakpoint
CREATE TABLE `account` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`party_id` text,
	`grid_id` text,
	`password_hash` text NOT NULL,
	`locale` text,
	`disabled_at` text,
	`created_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_id_unique` ON `account` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_username` ON `account` (`username`);--> statement-breakpoint
CREATE TABLE `account_device` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`device_id` text NOT NULL,
	`last_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `device_id`)
);
--> statement-breakpoint
CREATE TABLE `api_token` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text,
	`revoked_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_token_hash` ON `api_token` (`hash`);--> statement-breakpoint
CREATE TABLE `device_pin` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`device_id` text NOT NULL,
	`hash` text NOT NULL,
	`wrong` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `device_id`)
);
--> statement-breakpoint
CREATE INDEX `device_pin_device` ON `device_pin` (`device_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`community_id` text NOT NULL,
	`device_id` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`community_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_failure` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` text NOT NULL,
	`blocked_until` text
);
--> statement-breakpoint
CREATE TABLE `ledger_import` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`file_name` text NOT NULL,
	`sheets` text NOT NULL,
	`status` text NOT NULL,
	`choices` text NOT NULL,
	`counts` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`finished_at` text,
	`undone_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `ledger_import_created` ON `ledger_import` (`community_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `ledger_import_row` (
	`community_id` text NOT NULL,
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`outcome` text NOT NULL,
	`item_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`before` text,
	`version` integer NOT NULL,
	`seq` integer NOT NULL,
	`undo` text,
	PRIMARY KEY(`community_id`, `import_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `ledger_import_row_fingerprint` ON `ledger_import_row` (`community_id`,`fingerprint`);--> statement-breakpoint
CREATE INDEX `ledger_import_row_item` ON `ledger_import_row` (`community_id`,`item_id`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`organisation` text NOT NULL,
	`party_id` text,
	`token` text NOT NULL,
	`matter` text DEFAULT '' NOT NULL,
	`invited_by` text NOT NULL,
	`invited_at` text NOT NULL,
	`opened_at` text,
	`answer` text,
	`answered_at` text,
	`who` text DEFAULT '' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`changes` integer DEFAULT 0 NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_token` ON `invitation` (`token`);--> statement-breakpoint
CREATE INDEX `invitation_meeting` ON `invitation` (`community_id`,`meeting_id`,`invited_at`);--> statement-breakpoint
CREATE TABLE `chase_run` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`done_at` text NOT NULL,
	`looked` integer NOT NULL,
	`told` integer NOT NULL,
	`raised` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `item` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`serial` integer DEFAULT 0 NOT NULL,
	`source_number` text DEFAULT '' NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`category` text NOT NULL,
	`tier` text NOT NULL,
	`state` text NOT NULL,
	`answer` text DEFAULT '' NOT NULL,
	`owner_id` text,
	`due_on` text,
	`grid_id` text,
	`venue_id` text,
	`origin_kind` text,
	`origin_id` text,
	`channel` text NOT NULL,
	`raised_by` text DEFAULT '' NOT NULL,
	`supporters` integer DEFAULT 0 NOT NULL,
	`late` integer DEFAULT false NOT NULL,
	`withheld` integer DEFAULT false NOT NULL,
	`made_from` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`finished_at` text,
	`version` integer DEFAULT 1 NOT NULL,
	`due_within` text,
	`first_due_on` text,
	`limit_on` text,
	`deadline_on` text,
	`accept_by` text,
	`asked` text,
	`held_since` text,
	`review_on` text,
	`held_days` integer DEFAULT 0 NOT NULL,
	`returns` integer DEFAULT 0 NOT NULL,
	`reworks` integer DEFAULT 0 NOT NULL,
	`level` integer DEFAULT 0 NOT NULL,
	`merged_into` text,
	`split_from` text,
	`responded_at` text,
	`dispatched_at` text,
	`verified_at` text,
	`rated_at` text,
	`speed` integer,
	`effect` integer,
	`attitude` integer,
	`chases` integer DEFAULT 0 NOT NULL,
	`chased_at` text,
	`respond_by` text,
	`first_finished_at` text,
	`submitted_on` text DEFAULT '' NOT NULL,
	`first_deadline_on` text,
	`responded_on` text,
	`finished_on` text,
	`first_finished_on` text,
	`rated_on` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `item_number` ON `item` (`community_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `item_origin` ON `item` (`community_id`,`origin_kind`,`origin_id`);--> statement-breakpoint
CREATE INDEX `item_serial` ON `item` (`community_id`,`serial`);--> statement-breakpoint
CREATE INDEX `item_created` ON `item` (`community_id`,`created_at`,`id`,`state`,`category`,`tier`,`owner_id`,`venue_id`,`grid_id`,`channel`,`level`,`late`,`deadline_on`);--> statement-breakpoint
CREATE INDEX `item_source_number` ON `item` (`community_id`,`source_number`);--> statement-breakpoint
CREATE INDEX `item_state` ON `item` (`community_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_state_deadline` ON `item` (`community_id`,`state`,`deadline_on`,`id`,`owner_id`,`review_on`,`created_at`);--> statement-breakpoint
CREATE INDEX `item_updated` ON `item` (`community_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_level` ON `item` (`community_id`,`level`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_owner` ON `item` (`community_id`,`owner_id`,`created_at`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `item_deadline` ON `item` (`community_id`,`deadline_on`,`id`,`state`,`finished_on`);--> statement-breakpoint
CREATE INDEX `item_merged` ON `item` (`community_id`,`merged_into`);--> statement-breakpoint
CREATE INDEX `item_venue` ON `item` (`community_id`,`venue_id`,`created_at`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `item_category` ON `item` (`community_id`,`category`,`created_at`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `item_by_submitted` ON `item` (`community_id`,`submitted_on`,`state`,`respond_by`,`responded_on`);--> statement-breakpoint
CREATE INDEX `item_by_first_deadline` ON `item` (`community_id`,`first_deadline_on`,`state`,`finished_on`);--> statement-breakpoint
CREATE INDEX `item_by_first_finished` ON `item` (`community_id`,`first_finished_on`,`state`,`first_finished_at`,`finished_at`);--> statement-breakpoint
CREATE INDEX `item_by_finished` ON `item` (`community_id`,`finished_on`,`submitted_on`,`state`);--> statement-breakpoint
CREATE INDEX `item_by_rated` ON `item` (`community_id`,`rated_on`,`state`,`speed`,`effect`,`attitude`);--> statement-breakpoint
CREATE TABLE `item_event` (
	`community_id` text NOT NULL,
	`seq` integer NOT NULL,
	`item_id` text NOT NULL,
	`at` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`act` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`community_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `item_event_item` ON `item_event` (`community_id`,`item_id`,`seq`);--> statement-breakpoint
CREATE TABLE `item_part` (
	`community_id` text NOT NULL,
	`item_id` text NOT NULL,
	`party_id` text NOT NULL,
	`task` text NOT NULL,
	`due_on` text,
	`state` text NOT NULL,
	PRIMARY KEY(`community_id`, `item_id`, `party_id`)
);
--> statement-breakpoint
CREATE INDEX `item_part_party` ON `item_part` (`community_id`,`party_id`,`item_id`);--> statement-breakpoint
CREATE INDEX `item_part_state` ON `item_part` (`community_id`,`state`,`item_id`);--> statement-breakpoint
CREATE TABLE `item_search_key` (
	`rowid` integer PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`item_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `item_search_key_of` ON `item_search_key` (`community_id`,`item_id`);--> statement-breakpoint
CREATE TABLE `late_change` (
	`community_id` text NOT NULL,
	`item_id` text NOT NULL,
	`field` text NOT NULL,
	`ledger_value` text NOT NULL,
	`tablet_value` text NOT NULL,
	`seen_at` text NOT NULL,
	`decided_at` text,
	`decided_by` text,
	`decision` text,
	PRIMARY KEY(`community_id`, `item_id`, `field`)
);
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `entry` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`speaker` text NOT NULL,
	`text` text NOT NULL,
	`by` text NOT NULL,
	`issue_id` text,
	`withheld` text,
	`sheet` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `issue` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`order` text NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`category` text NOT NULL,
	`tier` text NOT NULL,
	`outcome` text NOT NULL,
	`answer` text NOT NULL,
	`owner_id` text,
	`due_on` text,
	`venue_id` text,
	`raised_by` text NOT NULL,
	`supporters` integer DEFAULT 0 NOT NULL,
	`entry_ids` text NOT NULL,
	`confirmed_at` text,
	`withheld` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `meeting` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`venue_id` text,
	`starts_at` text NOT NULL,
	`phase` text NOT NULL,
	`code` text NOT NULL,
	`epoch` integer DEFAULT 1 NOT NULL,
	`agenda` text DEFAULT '[]' NOT NULL,
	`document_phase` text DEFAULT '' NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`closed_by` text,
	`closed_at` text,
	`issues_at_close` text,
	`track` text,
	`joined_into` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meeting_code` ON `meeting` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `meeting_uuid` ON `meeting` (`id`);--> statement-breakpoint
CREATE INDEX `meeting_starts` ON `meeting` (`community_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `misfit` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`path` text NOT NULL,
	`value` text NOT NULL,
	`seen_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `path`)
);
--> statement-breakpoint
CREATE TABLE `photo` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`taken_at` text NOT NULL,
	`by` text NOT NULL,
	`entry_id` text,
	`issue_id` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `tablet_file` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`at` text NOT NULL,
	`account_id` text NOT NULL,
	`made_at` text NOT NULL,
	`bytes` integer NOT NULL,
	`entries` integer NOT NULL,
	`issues` integer NOT NULL,
	`changed` integer NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `notice_channel` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`owner_id` text DEFAULT '' NOT NULL,
	`hears` text DEFAULT 'office' NOT NULL,
	`name` text NOT NULL,
	`shown` text DEFAULT '' NOT NULL,
	`sealed` text DEFAULT '' NOT NULL,
	`robot` text DEFAULT '' NOT NULL,
	`token_hash` text,
	`locale` text DEFAULT 'zh-CN' NOT NULL,
	`confirmed_at` text,
	`shut_at` text,
	`shut_by` text,
	`slowed_until` text,
	`sends` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` text NOT NULL,
	`removed_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_channel_token` ON `notice_channel` (`token_hash`);--> statement-breakpoint
CREATE INDEX `notice_channel_owner` ON `notice_channel` (`community_id`,`scope`,`owner_id`);--> statement-breakpoint
CREATE INDEX `notice_channel_robot` ON `notice_channel` (`community_id`,`robot`);--> statement-breakpoint
CREATE TABLE `delivery` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`notice_seq` integer NOT NULL,
	`urgency` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` text NOT NULL,
	`bundle_id` text,
	`trouble` text,
	`code` integer,
	`made_at` text NOT NULL,
	`ended_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `delivery_due` ON `delivery` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `delivery_channel` ON `delivery` (`community_id`,`channel_id`,`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `delivery_log` ON `delivery` (`community_id`,`channel_id`,`made_at`);--> statement-breakpoint
CREATE INDEX `delivery_ended` ON `delivery` (`state`,`ended_at`);--> statement-breakpoint
CREATE TABLE `notice` (
	`community_id` text NOT NULL,
	`seq` integer NOT NULL,
	`id` text NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text DEFAULT '' NOT NULL,
	`item_id` text,
	`values` text NOT NULL,
	`by_id` text,
	`once_per` text,
	PRIMARY KEY(`community_id`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_id` ON `notice` (`community_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notice_once` ON `notice` (`community_id`,`once_per`);--> statement-breakpoint
CREATE INDEX `notice_to` ON `notice` (`community_id`,`to_kind`,`to_id`,`seq`);--> statement-breakpoint
CREATE INDEX `notice_at` ON `notice` (`community_id`,`at`);--> statement-breakpoint
CREATE TABLE `notice_read` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`notice_seq` integer NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `notice_seq`)
);
--> statement-breakpoint
CREATE TABLE `notice_seen` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`up_to` integer NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`)
);
--> statement-breakpoint
CREATE TABLE `paper_objection` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`who` text NOT NULL,
	`text` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `paper_version` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`stage` text NOT NULL,
	`body` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` text NOT NULL,
	`kept` text NOT NULL,
	`published_at` text,
	`published_by` text,
	`head_seq` integer,
	`head_hash` text,
	`withdrawn_at` text,
	`withdrawn_by` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `kind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `party_link` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`party_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_by_name` text NOT NULL,
	`made_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`last_used_at` text,
	`acts` integer DEFAULT 0 NOT NULL,
	`revoked_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `party_link_token` ON `party_link` (`token_hash`);--> statement-breakpoint
CREATE INDEX `party_link_party` ON `party_link` (`community_id`,`party_id`,`made_at`);--> statement-breakpoint
CREATE TABLE `phone_hand` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`device_id` text NOT NULL,
	`name` text NOT NULL,
	`at` text NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `phone_hand_device` ON `phone_hand` (`meeting_id`,`device_id`);--> statement-breakpoint
CREATE TABLE `phone_here` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`device_id` text NOT NULL,
	`id` text NOT NULL,
	`building` text NOT NULL,
	`name` text NOT NULL,
	`consent` integer NOT NULL,
	`at` text NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `device_id`)
);
--> statement-breakpoint
CREATE TABLE `phone_message` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`device_id` text NOT NULL,
	`name` text NOT NULL,
	`text` text NOT NULL,
	`photo_id` text,
	`at` text NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `phone_message_device` ON `phone_message` (`meeting_id`,`device_id`);--> statement-breakpoint
CREATE TABLE `phone_support` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`issue_id` text NOT NULL,
	`device_id` text NOT NULL,
	`at` text NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `issue_id`, `device_id`)
);
--> statement-breakpoint
CREATE TABLE `phone_vote` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`poll_id` text NOT NULL,
	`device_id` text NOT NULL,
	`choices` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `poll_id`, `device_id`)
);
--> statement-breakpoint
CREATE TABLE `diary_search_key` (
	`rowid` integer PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`entry_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `diary_search_key_of` ON `diary_search_key` (`community_id`,`meeting_id`,`entry_id`);--> statement-breakpoint
CREATE TABLE `search_index` (
	`name` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`after` text
);
--> statement-breakpoint
CREATE TABLE `paper_sheet` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`meeting_id` text,
	`printed_by` text NOT NULL,
	`printed_at` text NOT NULL,
	`photos` text DEFAULT '[]' NOT NULL,
	`rows` text DEFAULT '[]' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_sheet_number` ON `paper_sheet` (`community_id`,`number`);--> statement-breakpoint
CREATE INDEX `paper_sheet_meeting` ON `paper_sheet` (`community_id`,`meeting_id`,`number`);--> statement-breakpoint
-- By hand, since drizzle knows no full-text tables (server/search/tables.ts holds what stands beside them).
CREATE VIRTUAL TABLE item_search USING fts5(
  community, body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);--> statement-breakpoint
CREATE VIRTUAL TABLE diary_search USING fts5(
  community, body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
