CREATE TABLE `account_device` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`device_id` text NOT NULL,
	`last_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `device_id`)
);
