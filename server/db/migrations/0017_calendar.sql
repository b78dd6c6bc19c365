CREATE TABLE `calendar_import` (
	`community_id` text NOT NULL,
	`year` integer NOT NULL,
	`seq` integer NOT NULL,
	`days` text NOT NULL,
	`source` text DEFAULT '' NOT NULL,
	`imported_by` text,
	`imported_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `year`, `seq`)
);
