-- Full text with the community in each row, so that a search never looks at another's. The texts stand in their own rows: the
-- index is made anew after the start.
DROP TABLE item_search;
--> statement-breakpoint
CREATE VIRTUAL TABLE item_search USING fts5(
  community, body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
DROP TABLE diary_search;
--> statement-breakpoint
CREATE VIRTUAL TABLE diary_search USING fts5(
  community, body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
