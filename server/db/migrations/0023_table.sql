CREATE TABLE `saved_view` (
	`community_id` text NOT NULL,
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`community_id`, `account_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `diary_search_key` (
	`rowid` integer PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`entry_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `diary_search_key_of` ON `diary_search_key` (`community_id`,`meeting_id`,`entry_id`);--> statement-breakpoint
CREATE TABLE `search_index` (
	`name` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`after` text
);
--> statement-breakpoint
DROP INDEX `item_created`;--> statement-breakpoint
DROP INDEX `item_owner`;--> statement-breakpoint
DROP INDEX `item_venue`;--> statement-breakpoint
DROP INDEX `item_category`;--> statement-breakpoint
ALTER TABLE `item` ADD `serial` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `item_serial` ON `item` (`community_id`,`serial`);--> statement-breakpoint
CREATE INDEX `item_state_deadline` ON `item` (`community_id`,`state`,`deadline_on`,`id`,`owner_id`,`review_on`,`created_at`);--> statement-breakpoint
CREATE INDEX `item_updated` ON `item` (`community_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_level` ON `item` (`community_id`,`level`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `item_created` ON `item` (`community_id`,`created_at`,`id`,`state`,`category`,`tier`,`owner_id`,`venue_id`,`grid_id`,`channel`,`level`,`late`,`deadline_on`);--> statement-breakpoint
CREATE INDEX `item_owner` ON `item` (`community_id`,`owner_id`,`created_at`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `item_venue` ON `item` (`community_id`,`venue_id`,`created_at`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `item_category` ON `item` (`community_id`,`category`,`created_at`,`id`,`state`);--> statement-breakpoint
UPDATE item SET serial = cast(substr(number, 1, 4) AS INTEGER) * 10000000 + cast(substr(number, 6) AS INTEGER);
--> statement-breakpoint
-- Full text with two columns more: the syllables and the pairs of initials of title and owner. The texts themselves stand in
-- their rows, so the index keeps none. What Chinese found it goes on finding; the spellings are made after the start.
ALTER TABLE item_search RENAME TO item_search_before;
--> statement-breakpoint
CREATE VIRTUAL TABLE item_search USING fts5(
  body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
INSERT INTO item_search (rowid, body, spelling, initials) SELECT rowid, body, '', '' FROM item_search_before;
--> statement-breakpoint
DROP TABLE item_search_before;
--> statement-breakpoint
CREATE VIRTUAL TABLE diary_search USING fts5(
  body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
