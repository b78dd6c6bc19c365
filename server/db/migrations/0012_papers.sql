CREATE TABLE `paper_objection` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`who` text NOT NULL,
	`text` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`community_id`, `meeting_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `paper_version` (
	`community_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`stage` text NOT NULL,
	`body` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` text NOT NULL,
	`kept` text NOT NULL,
	`published_at` text,
	`published_by` text,
	`withdrawn_at` text,
	`withdrawn_by` text,
	PRIMARY KEY(`community_id`, `meeting_id`, `kind`, `version`)
);
