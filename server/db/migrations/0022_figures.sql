DROP INDEX `item_deadline`;--> statement-breakpoint
ALTER TABLE `item` ADD `respond_by` text;--> statement-breakpoint
ALTER TABLE `item` ADD `first_finished_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `submitted_on` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `first_deadline_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `responded_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `finished_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `first_finished_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `rated_on` text;--> statement-breakpoint
CREATE INDEX `item_by_submitted` ON `item` (`community_id`,`submitted_on`,`state`,`respond_by`,`responded_on`);--> statement-breakpoint
CREATE INDEX `item_by_first_deadline` ON `item` (`community_id`,`first_deadline_on`,`state`,`finished_on`);--> statement-breakpoint
CREATE INDEX `item_by_first_finished` ON `item` (`community_id`,`first_finished_on`,`state`,`first_finished_at`,`finished_at`);--> statement-breakpoint
CREATE INDEX `item_by_finished` ON `item` (`community_id`,`finished_on`,`submitted_on`,`state`);--> statement-breakpoint
CREATE INDEX `item_by_rated` ON `item` (`community_id`,`rated_on`,`state`,`speed`,`effect`,`attitude`);--> statement-breakpoint
CREATE INDEX `item_deadline` ON `item` (`community_id`,`deadline_on`,`id`,`state`,`finished_on`);--> statement-breakpoint
UPDATE `item` SET
  `submitted_on` = date(`created_at`, '+8 hours'),
  `responded_on` = date(`responded_at`, '+8 hours'),
  `finished_on` = date(`finished_at`, '+8 hours'),
  `rated_on` = date(`rated_at`, '+8 hours'),
  `first_finished_at` = (SELECT coalesce(json_extract(e.detail, '$.happenedAt'), e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act IN ('finish', 'answer') ORDER BY e.seq LIMIT 1),
  `first_due_on` = CASE WHEN EXISTS (SELECT 1 FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'dispatch')
    THEN coalesce((SELECT json_extract(e.detail, '$.dueOn') FROM `item_event` e
      WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'open'), `first_due_on`)
    ELSE `due_on` END;--> statement-breakpoint
UPDATE `item` SET
  `first_finished_on` = date(`first_finished_at`, '+8 hours'),
  `first_deadline_on` = coalesce(`first_due_on`, `limit_on`);
