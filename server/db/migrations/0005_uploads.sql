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
CREATE TABLE `upload` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`kind` text NOT NULL,
	`length` integer NOT NULL,
	`taken_at` text NOT NULL,
	`account_id` text NOT NULL,
	`device_id` text NOT NULL,
	`started_at` text NOT NULL,
	`stored_at` text,
	`sha256` text,
	`bytes` integer,
	`type` text,
	`width` integer,
	`height` integer,
	`small_sha256` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `upload_uuid` ON `upload` (`id`);--> statement-breakpoint
CREATE INDEX `upload_meeting` ON `upload` (`community_id`,`meeting_id`);--> statement-breakpoint
CREATE INDEX `upload_device` ON `upload` (`device_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `upload_unfinished` ON `upload` (`stored_at`,`started_at`);