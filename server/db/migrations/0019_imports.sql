CREATE TABLE `ledger_import` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`file_name` text NOT NULL,
	`sheets` text NOT NULL,
	`status` text NOT NULL,
	`choices` text NOT NULL,
	`counts` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`finished_at` text,
	`undone_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `ledger_import_created` ON `ledger_import` (`community_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `ledger_import_row` (
	`community_id` text NOT NULL,
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`outcome` text NOT NULL,
	`item_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`before` text,
	`version` integer NOT NULL,
	`seq` integer NOT NULL,
	`undo` text,
	PRIMARY KEY(`community_id`, `import_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `ledger_import_row_fingerprint` ON `ledger_import_row` (`community_id`,`fingerprint`);--> statement-breakpoint
CREATE INDEX `ledger_import_row_item` ON `ledger_import_row` (`community_id`,`item_id`);--> statement-breakpoint
ALTER TABLE `item` ADD `source_number` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `item_source_number` ON `item` (`community_id`,`source_number`);