-- Full text: every character stands alone (FTS5's trigram finds nothing shorter than three, unicode61 no Chinese word)
-- and a search is a phrase. The key table gives each item its stable rowid.
CREATE TABLE item_search_key (
  rowid INTEGER PRIMARY KEY,
  community_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  UNIQUE (community_id, item_id)
);
--> statement-breakpoint
CREATE VIRTUAL TABLE item_search USING fts5(body, tokenize = 'unicode61 remove_diacritics 2');
