/** The roster, suppressions, sends and the ledger. Times are milliseconds since 1970 in UTC. */
export const rosterAndLedger = `
CREATE TABLE members (
  -- Never used again: an old link must not mean somebody else.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The organisation's own number.
  number TEXT UNIQUE,
  address TEXT NOT NULL,
  -- The address's normal form: two that are the same mailbox have the same.
  address_key TEXT NOT NULL UNIQUE,
  domain TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK (status IN ('active', 'lapsed')),
  -- JSON with sorted keys, so that equal attributes are equal text.
  attributes TEXT NOT NULL DEFAULT '{}',
  consent_at INTEGER,
  consent_how TEXT,
  consent_from TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- What a member wants of a series; no row is as wanted.
CREATE TABLE preferences (
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  series TEXT NOT NULL,
  wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
  since INTEGER NOT NULL,
  PRIMARY KEY (member_id, series)
) STRICT, WITHOUT ROWID;

-- By address, not by member, so that they outlive every import.
CREATE TABLE suppressions (
  id INTEGER PRIMARY KEY,
  -- One of both: the normal form, or its keyed hash once the person is forgotten.
  address_key TEXT,
  address_hash TEXT,
  scope TEXT NOT NULL CHECK (scope IN ('newsletter', 'address')),
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL DEFAULT '',
  since INTEGER NOT NULL,
  lifted_at INTEGER,
  lifted_by TEXT,
  CHECK ((address_key IS NULL) <> (address_hash IS NULL))
) STRICT;
CREATE UNIQUE INDEX suppressions_in_force ON suppressions (address_key, scope) WHERE lifted_at IS NULL;
CREATE INDEX suppressions_by_hash ON suppressions (address_hash) WHERE address_hash IS NOT NULL;

-- People who asked to join and have not confirmed yet.
CREATE TABLE applications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  asked_at INTEGER NOT NULL,
  asked_from TEXT NOT NULL,
  letters INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How often something was done lately: by address, by network.
CREATE TABLE limits (
  key TEXT NOT NULL,
  period INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (key, period)
) STRICT, WITHOUT ROWID;

-- Letters to the mailbox of those who leave that were acted on, each once.
CREATE TABLE read_letters (
  -- A hash: it names nobody.
  key TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- All deliveries of one issue.
CREATE TABLE sends (
  id INTEGER PRIMARY KEY,
  issue TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('planned', 'scheduled', 'sending', 'paused', 'complete', 'cancelled', 'expired')),
  plan_hash TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  recipients_hash TEXT NOT NULL,
  -- How many rows the plan put into the ledger: what the totals are held against.
  planned INTEGER NOT NULL DEFAULT 0,
  -- The manifest as it was planned with.
  manifest TEXT NOT NULL,
  segment TEXT,
  audience TEXT,
  planned_at INTEGER NOT NULL,
  planned_by TEXT NOT NULL,
  confirmed_at INTEGER,
  confirmed_by TEXT,
  started_at INTEGER,
  started_by TEXT,
  ended_at INTEGER,
  scheduled_for INTEGER,
  expires_at INTEGER,
  pause_reason TEXT,
  -- Set when a backup is restored: letters may have gone since, so the officer decides first.
  must_reconcile INTEGER NOT NULL DEFAULT 0 CHECK (must_reconcile IN (0, 1)),
  -- The least that any transport promised that sent for it.
  promise TEXT NOT NULL DEFAULT 'one-letter' CHECK (promise IN ('one-letter', 'weaker'))
) STRICT;
-- An issue has one send that is under way or done.
CREATE UNIQUE INDEX sends_of_issue ON sends (issue)
  WHERE state IN ('scheduled', 'sending', 'paused', 'complete');

-- The ledger: one row for each member of a send.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  send_id INTEGER NOT NULL REFERENCES sends (id),
  -- No reference: a forgotten member's row stays, under a pseudonym.
  member_id INTEGER NOT NULL,
  member_number TEXT,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  domain TEXT NOT NULL,
  variant TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'deferred', 'handed-over',
    'accepted', 'refused', 'uncertain', 'suppressed', 'cancelled')),
  -- Why it is in that state: a suppression's reason, why it is uncertain, who resolved it.
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  code INTEGER,
  reply TEXT,
  sender_id TEXT,
  handed_at INTEGER,
  settled_at INTEGER,
  -- The delivery that this one repeats, because the officer said so.
  again_of INTEGER REFERENCES deliveries (id),
  again_by TEXT
) STRICT;
CREATE UNIQUE INDEX deliveries_once ON deliveries (send_id, address_key) WHERE again_of IS NULL;
CREATE INDEX deliveries_by_state ON deliveries (send_id, state, not_before);
CREATE INDEX deliveries_again ON deliveries (again_of, send_id) WHERE again_of IS NOT NULL;

-- Everything else that happened, in order: who confirmed, what a server said before, who resolved what.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  send_id INTEGER NOT NULL REFERENCES sends (id),
  delivery_id INTEGER REFERENCES deliveries (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  by TEXT,
  code INTEGER,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX events_of_send ON events (send_id, at);
CREATE INDEX events_of_delivery ON events (delivery_id) WHERE delivery_id IS NOT NULL;

-- Processes that send, each with a lock that tells whether it lives.
CREATE TABLE senders (
  id TEXT PRIMARY KEY,
  send_id INTEGER NOT NULL REFERENCES sends (id),
  since INTEGER NOT NULL,
  lines INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Letters handed over by minute and domain: the pace survives a restart.
CREATE TABLE pace (
  minute INTEGER NOT NULL,
  domain TEXT NOT NULL,
  letters INTEGER NOT NULL,
  PRIMARY KEY (minute, domain)
) STRICT, WITHOUT ROWID;

-- Backups that were made: a copy knows by its last row when it was taken, and later when it was restored.
CREATE TABLE backups (
  id INTEGER PRIMARY KEY,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  restored_at INTEGER,
  restored_by TEXT
) STRICT;
`
