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
CREATE TABLE `item` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
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
	`meeting_id` text,
	`issue_id` text,
	`channel` text NOT NULL,
	`raised_by` text DEFAULT '' NOT NULL,
	`supporters` integer DEFAULT 0 NOT NULL,
	`late` integer DEFAULT false NOT NULL,
	`made_from` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`finished_at` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `item_number` ON `item` (`community_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `item_issue` ON `item` (`community_id`,`meeting_id`,`issue_id`);--> statement-breakpoint
CREATE INDEX `item_state` ON `item` (`community_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_created` ON `item` (`community_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_owner` ON `item` (`community_id`,`owner_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_due` ON `item` (`community_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `item_venue` ON `item` (`community_id`,`venue_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_category` ON `item` (`community_id`,`category`,`created_at`,`id`);--> statement-breakpoint
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
