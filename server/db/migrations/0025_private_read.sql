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
CREATE INDEX `private_read_age` ON `private_read` (`last_at`);