ALTER TABLE `item` ADD `withheld` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `entry` ADD `withheld` text;--> statement-breakpoint
ALTER TABLE `issue` ADD `withheld` text;