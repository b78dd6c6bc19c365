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
CREATE TABLE `item_photo` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`item_id` text NOT NULL,
	`event_seq` integer,
	`by` text NOT NULL,
	`taken_at` text NOT NULL,
	`phase` text NOT NULL,
	`sha256` text NOT NULL,
	`small_sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `item_photo_item` ON `item_photo` (`community_id`,`item_id`,`taken_at`);--> statement-breakpoint
CREATE INDEX `item_photo_loose` ON `item_photo` (`event_seq`,`taken_at`);--> statement-breakpoint
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
CREATE INDEX `item_part_state` ON `item_part` (`community_id`,`state`,`item_id`);