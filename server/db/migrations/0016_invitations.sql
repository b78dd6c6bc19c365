CREATE TABLE `invitation` (
	`community_id` text NOT NULL,
	`id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`organisation` text NOT NULL,
	`party_id` text,
	`token` text NOT NULL,
	`matter` text DEFAULT '' NOT NULL,
	`invited_by` text NOT NULL,
	`invited_at` text NOT NULL,
	`opened_at` text,
	`answer` text,
	`answered_at` text,
	`who` text DEFAULT '' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`changes` integer DEFAULT 0 NOT NULL,
	`withdrawn_at` text,
	PRIMARY KEY(`community_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_token` ON `invitation` (`token`);--> statement-breakpoint
CREATE INDEX `invitation_meeting` ON `invitation` (`community_id`,`meeting_id`,`invited_at`);