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
DROP TABLE `item_photo`;--> statement-breakpoint
DROP TABLE `upload`;