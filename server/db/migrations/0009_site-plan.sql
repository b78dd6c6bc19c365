ALTER TABLE `venue` ADD `x` real;--> statement-breakpoint
ALTER TABLE `venue` ADD `y` real;