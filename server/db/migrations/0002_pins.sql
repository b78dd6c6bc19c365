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
CREATE INDEX `device_pin_device` ON `device_pin` (`device_id`);