ALTER TABLE `paper_version` ADD `head_seq` integer;--> statement-breakpoint
ALTER TABLE `paper_version` ADD `head_hash` text;