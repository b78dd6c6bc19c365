ALTER TABLE `upload` ADD `entry_id` text;--> statement-breakpoint
ALTER TABLE `upload` ADD `issue_id` text;