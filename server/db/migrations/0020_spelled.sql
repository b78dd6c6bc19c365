UPDATE item SET serial = cast(substr(number, 1, 4) AS INTEGER) * 10000000 + cast(substr(number, 6) AS INTEGER);
--> statement-breakpoint
-- Full text with two columns more: the syllables and the pairs of initials of title and owner. The texts themselves stand in
-- their rows, so the index keeps none. What Chinese found it goes on finding; the spellings are made after the start.
ALTER TABLE item_search RENAME TO item_search_before;
--> statement-breakpoint
CREATE VIRTUAL TABLE item_search USING fts5(
  body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
INSERT INTO item_search (rowid, body, spelling, initials) SELECT rowid, body, '', '' FROM item_search_before;
--> statement-breakpoint
DROP TABLE item_search_before;
--> statement-breakpoint
CREATE VIRTUAL TABLE diary_search USING fts5(
  body, spelling, initials,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
