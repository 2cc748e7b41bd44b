-- The ledger: what needs more than one person. Applied migrations are never edited.
-- Rows written are the bill, so every table is keyed WITHOUT ROWID (one row a write) and has no second index;
-- the nightly clean-up and closing scan instead, and rows read cost a thousandth.

CREATE TABLE tenants (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE service_keys (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) WITHOUT ROWID;
--> statement-breakpoint
-- One row for a person and surface, whatever the number of topics: a flush writes one row, not twenty.
CREATE TABLE reach (
  person TEXT NOT NULL,
  surface TEXT NOT NULL,
  tenant TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  topics TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, surface)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE tombstones (
  person TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- Keyed by person first, so that an erasure finds its rows without an index.
CREATE TABLE decisions (
  person TEXT NOT NULL,
  id TEXT NOT NULL,
  tenant TEXT NOT NULL,
  purpose TEXT NOT NULL,
  topic TEXT,
  exploration INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person, id)
) WITHOUT ROWID;
--> statement-breakpoint
-- One row a flush of an isolate. The batch id in the key makes a second delivery harmless.
CREATE TABLE tallies (
  day TEXT NOT NULL,
  tenant TEXT NOT NULL,
  batch TEXT NOT NULL,
  counts TEXT NOT NULL,
  PRIMARY KEY (day, tenant, batch)
) WITHOUT ROWID;
--> statement-breakpoint
-- Days whose aggregates are final.
CREATE TABLE closed_days (
  day TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- What may be told about reach: people. basis is the exact count when the cell last moved and never leaves.
CREATE TABLE published_reach (
  tenant TEXT NOT NULL,
  topic TEXT NOT NULL,
  people INTEGER NOT NULL,
  basis INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (tenant, topic)
) WITHOUT ROWID;
--> statement-breakpoint
-- What may be told about a closed day: kind "decision" (cell "purpose:topic", n people) or "outcome" (cell a code, n events).
CREATE TABLE published_days (
  day TEXT NOT NULL,
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  cell TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, tenant, kind, cell)
) WITHOUT ROWID;
