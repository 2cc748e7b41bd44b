-- One row a thing, found by its slot, so that a learned message writes one row. An INTEGER PRIMARY KEY is the rowid:
-- no hidden index, no second row on the bill. The slots are named in worker/profile/store.ts.
CREATE TABLE slots (
  slot INTEGER PRIMARY KEY,
  body TEXT NOT NULL
);
