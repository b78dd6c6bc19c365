CREATE TABLE `item_part` (
	`community_id` text NOT NULL,
	`item_id` text NOT NULL,
	`party_id` text NOT NULL,
	`task` text NOT NULL,
	`due_on` text,
	`state` text NOT NULL,
	PRIMARY KEY(`community_id`, `item_id`, `party_id`)
);
--> statement-breakpoint
CREATE INDEX `item_part_party` ON `item_part` (`community_id`,`party_id`,`item_id`);--> statement-breakpoint
DROP INDEX `item_due`;--> statement-breakpoint
ALTER TABLE `item` ADD `due_within` text;--> statement-breakpoint
ALTER TABLE `item` ADD `first_due_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `limit_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `deadline_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `accept_by` text;--> statement-breakpoint
ALTER TABLE `item` ADD `asked` text;--> statement-breakpoint
ALTER TABLE `item` ADD `held_since` text;--> statement-breakpoint
ALTER TABLE `item` ADD `review_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `held_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `returns` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `reworks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `level` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `item` ADD `split_from` text;--> statement-breakpoint
ALTER TABLE `item` ADD `responded_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `dispatched_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `verified_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `rated_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `speed` integer;--> statement-breakpoint
ALTER TABLE `item` ADD `effect` integer;--> statement-breakpoint
ALTER TABLE `item` ADD `attitude` integer;--> statement-breakpoint
ALTER TABLE `item` ADD `chases` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `chased_at` text;--> statement-breakpoint
CREATE INDEX `item_deadline` ON `item` (`community_id`,`deadline_on`,`id`);--> statement-breakpoint
CREATE INDEX `item_merged` ON `item` (`community_id`,`merged_into`);--> statement-breakpoint
UPDATE `item` SET
  `deadline_on` = `due_on`,
  `first_due_on` = (SELECT coalesce(json_extract(e.detail, '$.dueOn'), `item`.`due_on`) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'dispatch' ORDER BY e.seq LIMIT 1),
  `dispatched_at` = (SELECT max(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'dispatch'),
  `responded_at` = (SELECT min(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act IN ('accept', 'answer', 'finish', 'decline')),
  `returns` = (SELECT count(*) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'return'),
  `reworks` = (SELECT count(*) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act IN ('reopen', 'report-reopen')),
  `merged_into` = CASE WHEN `state` = 'merged' THEN (SELECT json_extract(e.detail, '$.intoId') FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'merge' ORDER BY e.seq DESC LIMIT 1) END,
  `held_since` = CASE WHEN `state` = 'held' THEN (SELECT max(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'hold') END,
  `verified_at` = CASE WHEN `state` IN ('verified', 'rated') THEN (SELECT max(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'verify') END,
  `rated_at` = CASE WHEN `state` = 'rated' THEN (SELECT max(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'rate') END,
  `speed` = CASE WHEN `state` = 'rated' THEN (SELECT json_extract(e.detail, '$.rating.speed') FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'rate' ORDER BY e.seq DESC LIMIT 1) END,
  `effect` = CASE WHEN `state` = 'rated' THEN (SELECT json_extract(e.detail, '$.rating.effect') FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'rate' ORDER BY e.seq DESC LIMIT 1) END,
  `attitude` = CASE WHEN `state` = 'rated' THEN (SELECT json_extract(e.detail, '$.rating.attitude') FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'rate' ORDER BY e.seq DESC LIMIT 1) END;
