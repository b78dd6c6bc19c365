CREATE TABLE `paper_sheet` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`meeting_id` text,
	`printed_by` text NOT NULL,
	`printed_at` text NOT NULL,
	`photos` text DEFAULT '[]' NOT NULL,
	`rows` text DEFAULT '[]' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_sheet_number` ON `paper_sheet` (`community_id`,`number`);--> statement-breakpoint
CREATE INDEX `paper_sheet_meeting` ON `paper_sheet` (`community_id`,`meeting_id`,`number`);--> statement-breakpoint
ALTER TABLE `entry` ADD `sheet` text;