ALTER TABLE `item` ADD `respond_by` text;--> statement-breakpoint
ALTER TABLE `item` ADD `first_finished_at` text;--> statement-breakpoint
ALTER TABLE `item` ADD `submitted_on` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `first_deadline_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `responded_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `finished_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `first_finished_on` text;--> statement-breakpoint
ALTER TABLE `item` ADD `rated_on` text;--> statement-breakpoint
UPDATE `item` SET
  `submitted_on` = date(`created_at`, '+8 hours'),
  `responded_on` = date(`responded_at`, '+8 hours'),
  `finished_on` = date(`finished_at`, '+8 hours'),
  `rated_on` = date(`rated_at`, '+8 hours'),
  `first_finished_at` = (SELECT min(e.at) FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act IN ('finish', 'answer')),
  `first_due_on` = CASE WHEN EXISTS (SELECT 1 FROM `item_event` e
    WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'dispatch')
    THEN coalesce((SELECT json_extract(e.detail, '$.dueOn') FROM `item_event` e
      WHERE e.community_id = `item`.community_id AND e.item_id = `item`.id AND e.act = 'open'), `first_due_on`)
    ELSE `due_on` END;--> statement-breakpoint
UPDATE `item` SET
  `first_finished_on` = date(`first_finished_at`, '+8 hours'),
  `first_deadline_on` = coalesce(`first_due_on`, `limit_on`);
