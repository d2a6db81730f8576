/** Where members were written to before. */
export const earlierAddresses = `
-- Addresses that a member had: whoever is forgotten is forgotten at each of them.
CREATE TABLE earlier_addresses (
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  address_key TEXT NOT NULL,
  PRIMARY KEY (member_id, address_key)
) STRICT, WITHOUT ROWID;
`
