CREATE TABLE `brought_in` (
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
