CREATE TABLE `delivery` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`door_id` text NOT NULL,
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
CREATE INDEX `delivery_door` ON `delivery` (`community_id`,`door_id`,`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `delivery_log` ON `delivery` (`community_id`,`door_id`,`made_at`);--> statement-breakpoint
CREATE INDEX `delivery_ended` ON `delivery` (`state`,`ended_at`);--> statement-breakpoint
CREATE TABLE `door` (
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
CREATE UNIQUE INDEX `door_token` ON `door` (`token_hash`);--> statement-breakpoint
CREATE INDEX `door_owner` ON `door` (`community_id`,`scope`,`owner_id`);--> statement-breakpoint
CREATE INDEX `door_robot` ON `door` (`community_id`,`robot`);--> statement-breakpoint
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
