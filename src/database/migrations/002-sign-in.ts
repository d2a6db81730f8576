/** Signing in to the archive. Times are milliseconds since 1970 in UTC. */
export const signIn = `
-- Links that sign a member in, each from a letter of its own.
CREATE TABLE sign_in_links (
  -- SHA-256 of the token: who reads the table, or a backup of it, signs in with nothing.
  hash TEXT PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  -- The address that the letter went to: it proves nothing once the member has another.
  address_key TEXT NOT NULL,
  -- The path to go on to.
  next TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_of_member ON sign_in_links (member_id);

-- Browsers that are signed in.
CREATE TABLE sessions (
  -- SHA-256 of the token in the cookie.
  hash TEXT PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  address_key TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  -- To the day: nobody needs to know at what hour a member reads.
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_member ON sessions (member_id);
`
