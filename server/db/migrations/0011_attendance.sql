CREATE TABLE `attendance` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`home` text DEFAULT '' NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`signature` text DEFAULT '' NOT NULL,
	`oral` integer DEFAULT false NOT NULL,
	`consent` text,
	`erased_at` text,
	`erased_by` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `attendance_meeting` ON `attendance` (`community_id`,`meeting_id`);--> statement-breakpoint
CREATE TABLE `household` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`building` text NOT NULL,
	`unit` text DEFAULT '' NOT NULL,
	`room` text NOT NULL,
	`rank` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `household_home` ON `household` (`community_id`,`building`,`unit`,`room`);--> statement-breakpoint
CREATE TABLE `phone_here` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`device_id` text NOT NULL,
	`id` text NOT NULL,
	`building` text NOT NULL,
	`name` text NOT NULL,
	`consent` integer NOT NULL,
	`at` text NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `device_id`)
);
