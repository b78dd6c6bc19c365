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
